"""Prepares a release: one version everywhere, a dated changelog, a commit and a tag.

`nox -s release -- 0.2.0` does it, and pushes nothing; `--dry-run` only prints what it
would do.
"""

import argparse
import re
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tools.applications import APPLICATIONS, CONTRACT_KIT, ROOT, SERVICE_KIT
from tools.errors import Refusal

_VERSION = re.compile(r"(0|[1-9]\d*)\.(0|[1-9]\d*)\.(0|[1-9]\d*)")
_LINE = re.compile(r'^version = "([^"]+)"$', re.MULTILINE)
_UNRELEASED = "## Unreleased\n"
# The second goes with the package, to those who never see this shop.
CHANGELOGS = ("CHANGELOG.md", "contract-kit/CHANGELOG.md")


def main(words: Sequence[str] | None = None, root: Path = ROOT) -> None:
    """Check everything first, then change, commit and tag."""
    parser = argparse.ArgumentParser(prog="nox -s release --", description=__doc__)
    parser.add_argument("version", help="such as 0.2.0")
    parser.add_argument("--dry-run", action="store_true", help="change nothing")
    options = parser.parse_args(words)
    files = [root / name for name in _projects()]
    _demand_newer(options.version, _present(files))
    _demand_notes(root)
    _demand_clean_main(root, f"v{options.version}")
    if options.dry_run:
        print(f"Would release {options.version}: {len(files)} projects, changelogs,")
        print(f"a commit and the tag v{options.version}. Nothing was changed.")
        return
    _write(files, [root / name for name in CHANGELOGS], options.version)
    _commit(root, options.version)
    print(f"Released {options.version} here. Look at it with `git show`, then push it:")
    print(f"  git push --atomic origin main v{options.version}")


def dated(changelog: str, version: str, day: str) -> str:
    """Give what is unreleased its version and day, and begin a new list."""
    return changelog.replace(_UNRELEASED, f"{_UNRELEASED}\n## {version} – {day}\n", 1)


def _projects() -> list[str]:
    folders = [SERVICE_KIT, CONTRACT_KIT, *(one.path for one in APPLICATIONS)]
    return [f"{folder.name}/pyproject.toml" for folder in folders]


def _present(files: Sequence[Path]) -> str:
    versions = {file: _LINE.findall(file.read_text("utf-8")) for file in files}
    found = {version for each in versions.values() for version in each}
    if len(found) != 1:
        listed = "\n".join(f"  {file}: {each}" for file, each in versions.items())
        raise Refusal(f"The projects must have one version, and have:\n{listed}")
    (version,) = found
    return str(version)


def _demand_newer(version: str, present: str) -> None:
    if not _VERSION.fullmatch(version):
        raise Refusal(f"{version} is not a version such as 0.2.0.")
    if _numbers(version) <= _numbers(present):
        raise Refusal(f"{version} is not newer than {present}, the present version.")


def _numbers(version: str) -> list[int]:
    return [int(part) for part in version.split(".")]


def _demand_notes(root: Path) -> None:
    text = (root / "CHANGELOG.md").read_text("utf-8")
    _, found, rest = text.partition(_UNRELEASED)
    notes = rest.partition("\n## ")[0]
    if not found or "\n- " not in f"\n{notes}":
        raise Refusal("CHANGELOG.md has nothing under `## Unreleased` to release.")


def _demand_clean_main(root: Path, tag: str) -> None:
    if _git(root, "rev-parse", "--abbrev-ref", "HEAD") != "main":
        raise Refusal("A release is made on main: `git switch main`.")
    if _git(root, "status", "--porcelain"):
        raise Refusal("There are changes that are not committed: commit them first.")
    if _git(root, "tag", "--list", tag):
        raise Refusal(f"The tag {tag} is there already.")


def _write(files: Sequence[Path], changelogs: Sequence[Path], version: str) -> None:
    for file in files:
        text = file.read_text("utf-8")
        file.write_text(_LINE.sub(f'version = "{version}"', text, count=1), "utf-8")
    day = datetime.now(UTC).date().isoformat()
    for file in changelogs:
        file.write_text(dated(file.read_text("utf-8"), version, day), "utf-8")


def _commit(root: Path, version: str) -> None:
    _git(root, "commit", "--all", "--quiet", "--message", f"project: release {version}")
    about = f"Furrow {version}"
    _git(root, "tag", "--annotate", f"v{version}", "--message", about)


def _git(root: Path, *words: str) -> str:
    done = subprocess.run(("git", *words), cwd=root, capture_output=True, text=True)
    if done.returncode:
        raise Refusal(f"git {words[0]} failed: {done.stderr.strip()}")
    return done.stdout.strip()


if __name__ == "__main__":
    main()
