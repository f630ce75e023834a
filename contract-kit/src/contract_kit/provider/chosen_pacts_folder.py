"""Where pacts are read from, for code that runs before there is any fixture to ask."""

from pathlib import Path

_DEFAULT = "pacts"


class _Chosen:
    folder: Path | None = None


def choose_pacts_folder(option: str | None, root: Path) -> Path:
    """Take the folder that was asked for, or `pacts` at the root of the project."""
    _Chosen.folder = Path(option).absolute() if option else root / _DEFAULT
    return _Chosen.folder


def pacts_folder() -> Path:
    """Give the folder of the committed pacts."""
    return _Chosen.folder or Path.cwd() / _DEFAULT
