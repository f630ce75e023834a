"""Tags that others have moved, or that never came here, are no ground for a yes."""

import pytest

from contract_kit.deployment import UsageError

from .sample_repository import SampleRepository, verdict

WHO = ("-c", "user.name=Ada", "-c", "user.email=ada@tea.example")
DEPLOYED = "+refs/tags/deployed/*:refs/tags/deployed/*"


def test_shallow_clone_without_all_tags_is_no_yes(running, clone):
    running.serves("tea-service", {"/tea": {"name": "Assam"}})
    running.commit("forget the price")
    running.deploy("water-service")
    assert verdict(running.ask("tea-service")).startswith("No")
    shallow = clone("--depth=1")

    with pytest.raises(
        UsageError, match=r"deployed/test/counter is missing.*git fetch --p"
    ):
        shallow.ask("tea-service")

    shallow.git("fetch", "-q", "--depth=1", "--prune", "origin", DEPLOYED)
    assert verdict(shallow.ask("tea-service")).startswith("No: tea-service")


def test_tags_that_others_have_moved_are_no_yes(running, clone):
    stale = clone()
    running.interaction("counter", "tea-service", {"/tea": {"name": "Assam"}})
    later = running.commit("do without the price")[:9]
    running.deploy("counter")
    stale.git("fetch", "-q")

    with pytest.raises(UsageError, match=f"counter is on .*, and there on {later}"):
        stale.ask("tea-service")

    stale.git("fetch", "-q", "--prune", "origin", DEPLOYED)
    assert verdict(stale.ask("tea-service")).startswith("Yes")


def test_tag_that_nobody_else_has_is_to_be_pushed(clone):
    mine = clone()
    mine.git("update-ref", "refs/tags/deployed/test/old-phone", "HEAD")

    with pytest.raises(
        UsageError, match="deployed/test/old-phone is not at origin.*push"
    ):
        mine.ask("tea-service", ref="HEAD")


def test_others_that_do_not_answer_are_no_yes(running, clone):
    lonely = clone()
    running.root.rename(running.root.parent / "gone")

    with pytest.raises(
        UsageError, match="origin does not say what runs in 'test'.*--off"
    ):
        lonely.ask("tea-service")
    assert verdict(lonely.ask("tea-service", is_offline=True)).startswith("Yes")


def test_tag_on_a_commit_that_is_gone_is_reported(running):
    lost = running.git(*WHO, "commit-tree", "HEAD^{tree}", "-m", "lost")
    running.git("update-ref", "refs/tags/deployed/test/counter", lost)
    (running.root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()

    with pytest.raises(
        UsageError, match=rf"^The tag deployed/test/counter .*{lost[:9]}, "
    ):
        running.ask("tea-service")


@pytest.mark.parametrize("object_name", ["HEAD^{tree}", "HEAD:pyproject.toml"])
def test_tag_on_something_else_than_a_commit_is_reported(running, object_name):
    other = running.git("rev-parse", object_name)
    running.git("update-ref", "refs/tags/deployed/test/counter", other)

    with pytest.raises(
        UsageError,
        match=rf"^The tag deployed/test/counter .*{other[:9]}, which is no commit: ",
    ):
        running.ask("tea-service")


@pytest.mark.parametrize(
    "object_name", ["HEAD:pacts", "HEAD:pacts/counter-tea-service.json"]
)
def test_clone_that_lacks_a_part_gets_the_command_that_fetches_it(running, object_name):
    lost = running.git("rev-parse", object_name)
    (running.root / ".git" / "objects" / lost[:2] / lost[2:]).unlink()

    with pytest.raises(
        UsageError, match=r"lacks a part of its history .*--refetch, or"
    ):
        running.ask("tea-service", ref="HEAD")


def test_clone_without_history_can_be_asked(running, tmp_path):
    running.serves("tea-service", {"/tea": {}})
    running.commit("forget everything")
    shallow = SampleRepository(tmp_path / "shallow")
    source = running.root.as_uri()
    running.git("clone", "-q", "--depth=1", "--no-tags", source, str(shallow.root))
    with pytest.raises(
        UsageError, match="counter is missing, .*water-service is missing"
    ):
        shallow.ask("counter")

    deployed = "+refs/tags/deployed/*:refs/tags/deployed/*"
    shallow.git("fetch", "-q", "--depth=1", "--prune", "origin", deployed)

    assert verdict(shallow.ask("counter")).startswith("Yes")
