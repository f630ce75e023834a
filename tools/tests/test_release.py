"""A release is checked before anything is changed, and changes all that it must."""

import subprocess
from pathlib import Path

import pytest

from tools import release
from tools.errors import Refusal

CHANGELOG = "# Changelog\n\n## Unreleased\n\n### Added\n- Tea.\n"


def git(root: Path, *words: str) -> str:
    own = ("-c", "user.name=Ada", "-c", "user.email=ada@furrow.example")
    done = subprocess.run(
        ("git", *own, *words), cwd=root, check=True, capture_output=True, text=True
    )
    return done.stdout


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for who in ("AUTHOR", "COMMITTER"):
        monkeypatch.setenv(f"GIT_{who}_NAME", "Ada")
        monkeypatch.setenv(f"GIT_{who}_EMAIL", "ada@furrow.example")
    for name in release._projects():
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text('[project]\nversion = "0.1.0"\n')
    for name in release.CHANGELOGS:
        (tmp_path / name).write_text(CHANGELOG)
    git(tmp_path, "init", "--quiet", "--initial-branch=main")
    git(tmp_path, "add", "--all")
    git(tmp_path, "commit", "--quiet", "--message=begin")
    return tmp_path


def test_release_sets_versions_changelog_commit_and_tag(root: Path) -> None:
    release.main(["0.2.0"], root)

    for name in release._projects():
        assert 'version = "0.2.0"' in (root / name).read_text()
    for name in release.CHANGELOGS:
        assert "## Unreleased\n\n## 0.2.0 – 20" in (root / name).read_text()
    assert git(root, "log", "-1", "--format=%s") == "project: release 0.2.0\n"
    assert git(root, "cat-file", "-t", "v0.2.0") == "tag\n"
    assert git(root, "status", "--porcelain") == ""


def test_dry_run_changes_nothing(root: Path) -> None:
    release.main(["0.2.0", "--dry-run"], root)

    assert git(root, "status", "--porcelain") == ""
    assert git(root, "tag") == ""


@pytest.mark.parametrize(
    ("version", "reason"),
    [
        ("0.1.0", "0.1.0 is not newer than 0.1.0"),
        ("0.0.9", "0.0.9 is not newer than 0.1.0"),
        ("2", "2 is not a version such as 0.2.0"),
        ("v0.2.0", "v0.2.0 is not a version"),
    ],
)
def test_version_must_be_newer(root: Path, version: str, reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        release.main([version], root)


def test_changes_must_be_committed(root: Path) -> None:
    (root / "tea.txt").write_text("leaves")

    with pytest.raises(Refusal, match="changes that are not committed"):
        release.main(["0.2.0"], root)


def test_branch_must_be_main(root: Path) -> None:
    git(root, "switch", "--quiet", "--create", "tea")

    with pytest.raises(Refusal, match="made on main"):
        release.main(["0.2.0"], root)


def test_tag_must_be_new(root: Path) -> None:
    git(root, "tag", "v0.2.0")

    with pytest.raises(Refusal, match="tag v0.2.0 is there already"):
        release.main(["0.2.0"], root)


def test_projects_must_agree(root: Path) -> None:
    (root / "frontend/pyproject.toml").write_text('version = "0.1.1"\n')

    with pytest.raises(Refusal, match="must have one version"):
        release.main(["0.2.0"], root)


def test_changelog_must_have_something_to_say(root: Path) -> None:
    (root / "CHANGELOG.md").write_text(
        "# Changelog\n\n## Unreleased\n\n## 0.1.0\n- A\n"
    )

    with pytest.raises(Refusal, match="nothing under `## Unreleased`"):
        release.main(["0.2.0"], root)
