"""Refuses a lock that names a host: whence packages come is each machine's matter."""

import re

from tools.applications import ROOT
from tools.lock import locks
from tools.refusal import Refusal

_HOST = re.compile(r"://|^\s*-(i|f|-(extra-)?index|-find-links)\b|\"resolved\"")


def main() -> None:
    """Look through every lock of the house."""
    files = [*locks(), ROOT / "assets" / "package-lock.json"]
    found = [
        f"{file.relative_to(ROOT)}:{line}"
        for file in files
        for line in hosts_in(file.read_text())
    ]
    if found:
        raise Refusal(
            "A lock must not name a host. Make it anew with `nox -s lock`"
            " (the npm lock with `npm install` in assets/):\n  " + "\n  ".join(found)
        )


def hosts_in(lock: str) -> list[str]:
    """List the lines, with their numbers, that say where a package comes from."""
    return [
        f"{number}: {line.strip()}"
        for number, line in enumerate(lock.splitlines(), start=1)
        if _HOST.search(line)
    ]


if __name__ == "__main__":
    main()
