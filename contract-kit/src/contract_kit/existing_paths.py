"""Paths that a check reads: one that was moved must not make it read nothing.

A check of no files passes. So a file, a folder or a pattern that finds nothing is
an error.
"""

from collections.abc import Iterable
from pathlib import Path


class PathNotFound(ValueError):
    """A configured path or pattern that finds nothing."""


def existing_path(place: Path) -> Path:
    """Return the path, or raise `PathNotFound`."""
    if not place.exists():
        raise PathNotFound(f"{place} is not there: was it moved, or misspelt?")
    return place


def matching_paths(folder: Path, pattern: str) -> list[Path]:
    """List what a pattern finds below a folder; raise `PathNotFound` for nothing."""
    found = sorted(existing_path(folder).glob(pattern))
    if not found:
        raise PathNotFound(f"{folder} holds no {pattern}: was it moved, or misspelt?")
    return found


def python_modules_in(places: Iterable[Path]) -> list[Path]:
    """List the modules of Python that the places are or hold; each holds some."""
    found = {place: files_in([place], (".py",)) for place in places}
    if empty := [str(place) for place, modules in found.items() if not modules]:
        raise PathNotFound(f"{', '.join(empty)}: no module of Python is there")
    return sorted({path for modules in found.values() for path in modules})


def files_in(places: Iterable[Path], endings: tuple[str, ...]) -> list[Path]:
    """List the files with these endings that the places are or hold, each once."""
    inside = (
        path
        for place in places
        for path in ([place] if existing_path(place).is_file() else place.rglob("*"))
    )
    return sorted({path.resolve() for path in inside if path.suffix in endings})
