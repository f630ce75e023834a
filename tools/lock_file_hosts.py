"""Refuses a lock that names a host: whence packages come is each machine's matter."""

import re
import subprocess
from pathlib import Path

from tools.applications import ROOT
from tools.errors import Refusal
from tools.lock_requirements import locks

_HOST = re.compile(r"://|^\s*-(i|f|-(extra-)?index|-find-links)\b|\"resolved\"")


def main() -> None:
    """Look through every lock of the project."""
    files = [*locks(), *npm_locks()]
    found = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in files
        for line in hosts_in(file.read_text())
    ]
    if found:
        raise Refusal(
            "A lock must not name a host. Make it anew with `nox -s lock`"
            " (an npm lock with `npm install` in its folder, whose .npmrc says"
            " omit-lockfile-registry-resolved=true; then take its `funding` out):\n  "
            + "\n  ".join(found)
        )


def npm_locks() -> list[Path]:
    """List every package-lock.json of the repository, wherever a new one is put."""
    line = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    line += ["--", "package-lock.json", "*/package-lock.json"]
    listed = subprocess.run(line, cwd=ROOT, capture_output=True, check=True)
    return [ROOT / name for name in filter(None, listed.stdout.decode().split("\0"))]


def hosts_in(lock: str) -> list[str]:
    """List the lines, with their numbers, that name where a package comes from."""
    return [
        f"{number}: {line.strip()}"
        for number, line in enumerate(lock.splitlines(), start=1)
        if _HOST.search(line)
    ]


if __name__ == "__main__":
    main()
