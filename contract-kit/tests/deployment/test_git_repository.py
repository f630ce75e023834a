"""The repository is read and left as it was, and what cannot be read is named."""

import os
import stat
import tempfile

import pytest

from contract_kit.deployment import Repository, UsageError, record_deployment

from .sample_repository import LAYOUT, verdict


def test_nothing_is_left_behind(running, tmp_path, monkeypatch):
    place = tmp_path / "temporary"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    before = _everything(running.root / ".git")

    running.ask("tea-service")

    assert list(place.iterdir()) == []
    assert _everything(running.root / ".git") == before
    assert len(running.git("worktree", "list").splitlines()) == 1
    assert running.git("status", "--porcelain") == ""


def test_uncommitted_work_is_refused(running):
    running.serves("tea-service", {"/tea": {}})
    running.write("tea-service/src/tea_service/new.py", "")

    with pytest.raises(
        UsageError, match=r"^Not committed yet: tea-service/src/.*commit"
    ):
        running.ask("tea-service")
    with pytest.raises(UsageError, match="Not committed yet"):
        running.deploy("tea-service")
    assert verdict(running.ask("tea-service", ref="HEAD")).startswith("Yes")


def test_uncommitted_work_elsewhere_does_not_matter(running):
    running.write("counter/README.md", "Being rewritten.\n")

    assert verdict(running.ask("tea-service")).startswith("Yes")


def test_unknown_environment_is_never_a_yes(shop):
    with pytest.raises(UsageError, match="clone knows of nothing in 'test'.*git fetch"):
        shop.ask("water-service")


def test_unknown_application_names_the_known(running):
    with pytest.raises(UsageError, match="'tee-service'.*counter, tea-service, water"):
        running.ask("tee-service")


def test_unknown_ref_is_reported(running):
    with pytest.raises(UsageError, match="no commit 'v99' here"):
        running.ask("tea-service", ref="v99")


def test_folder_that_is_no_repository_is_reported_with_the_message_of_git(tmp_path):
    with pytest.raises(
        UsageError, match="git did not answer in .*not a git repository"
    ):
        record_deployment(Repository(tmp_path), LAYOUT, "counter", "test")


def test_hooks_of_the_repository_do_not_run(running, tmp_path):
    for name in ("post-checkout", "post-index-change", "reference-transaction"):
        hook = running.root / ".git" / "hooks" / name
        hook.parent.mkdir(exist_ok=True)
        hook.write_text(f"#!/bin/sh\necho {name} >> {tmp_path}/hooked\n")
        hook.chmod(hook.stat().st_mode | stat.S_IXUSR)
    # An index that is out of date tempts git to write it anew.
    (running.root / "pyproject.toml").touch()

    running.ask("counter")

    assert not (tmp_path / "hooked").exists()


def test_question_from_inside_a_hook_reads_this_repository(
    running, tmp_path, monkeypatch
):
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "other-index"))
    question = running.ask

    assert verdict(question("counter")).startswith("Yes")


def _everything(folder):
    return {
        os.path.join(place, name)
        for place, folders, files in os.walk(folder)
        for name in (*folders, *files)
    }
