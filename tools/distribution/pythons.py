"""Finds the Pythons of this machine, those that only pyenv knows included."""

import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

NEWEST = "3.14"
# The classifiers of contract-kit name the same.
PYTHONS = ("3.11", "3.12", "3.13", NEWEST)


def find_python(version: str, environment: Mapping[str, str]) -> Path | None:
    """Return a program that is this version of Python, or None."""
    path = environment.get("PATH", "")
    return next((one for one in _candidates(version, path) if _is(one, version)), None)


def _candidates(version: str, path: str) -> Iterator[Path]:
    name = f"python{version}"
    for folder in map(Path, path.split(":")):
        if found := shutil.which(name, path=str(folder)):
            yield Path(found)
        # A shim of pyenv runs chosen versions alone; the others lie beside it.
        yield from sorted(folder.parent.glob(f"versions/{version}.*/bin/{name}"))


def _is(program: Path, version: str) -> bool:
    words = "import ensurepip, sys, venv; print('%d.%d' % sys.version_info[:2])"
    line = [str(program), "-c", words]
    asked = subprocess.run(line, capture_output=True, text=True)
    return asked.stdout.strip() == version
