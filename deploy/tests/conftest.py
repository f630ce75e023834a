"""A folder in place of all volumes of secrets, as `keys` sees them."""

from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

from setup import keys
from setup.secret_paths import APPLICATIONS, DATABASE, REDIS, SETUP

VOLUMES = (*(each.folder for each in APPLICATIONS), DATABASE, REDIS, SETUP)


@pytest.fixture
def volumes(tmp_path: Path) -> Path:
    for name in VOLUMES:
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def owners() -> dict[str, int]:
    """Record the owner of each file: only root may really change it."""
    return {}


@pytest.fixture
def hand_out(volumes: Path, owners: dict[str, int]) -> Callable[..., None]:
    def give(path: Path, owner: int, _group: int) -> None:
        name = path.relative_to(volumes).as_posix().removesuffix(".new")
        owners[name] = owner

    return partial(keys.hand_out, volumes, {}, give)
