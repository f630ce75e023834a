from pathlib import Path

import pytest

from tools.errors import Refusal
from tools.shop import keys


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "secrets"
    keys.make_keys(folder)
    return folder


def test_keys_are_for_their_owner_alone(folder: Path) -> None:
    modes = {path.name: path.stat().st_mode & 0o777 for path in folder.iterdir()}

    assert len(modes) == 6
    assert set(modes.values()) == {0o600}
    assert folder.stat().st_mode & 0o777 == 0o700


def test_keys_are_made_once(folder: Path) -> None:
    before = {path: path.read_bytes() for path in folder.iterdir()}

    keys.make_keys(folder)

    assert {path: path.read_bytes() for path in folder.iterdir()} == before


def test_no_two_secrets_are_alike(folder: Path) -> None:
    assert len({path.read_bytes() for path in folder.iterdir()}) == 6


def test_missing_key_is_made_without_touching_others(folder: Path) -> None:
    before = keys.read_key(folder, keys.FRONTEND_SECRET)
    (folder / keys.SIGNING_KEY).unlink()

    keys.make_keys(folder)

    assert (folder / keys.SIGNING_KEY).exists()
    assert keys.read_key(folder, keys.FRONTEND_SECRET) == before


def test_key_that_others_may_read_is_closed_again(folder: Path) -> None:
    (folder / keys.PAYMENT_SECRET).chmod(0o644)

    keys.make_keys(folder)

    assert (folder / keys.PAYMENT_SECRET).stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    "name", [keys.SIGNING_KEY, keys.PAYMENT_SECRET, keys.ADMINISTRATOR_PASSWORD]
)
def test_key_cut_short_is_named(folder: Path, name: str) -> None:
    whole = (folder / name).read_bytes()
    (folder / name).write_bytes(whole[:7])

    with pytest.raises(Refusal, match=f"{name} is damaged or too short"):
        keys.make_keys(folder)


def test_key_of_bytes_is_named(folder: Path) -> None:
    (folder / keys.PAYMENT_SECRET).write_bytes(b"\xff" * 64)

    with pytest.raises(Refusal, match="Cannot read the secret"):
        keys.make_keys(folder)


def test_start_cut_short_leaves_no_half_key(tmp_path: Path) -> None:
    folder = tmp_path / "secrets"
    folder.mkdir()
    (folder / f"{keys.PAYMENT_SECRET}.new").write_text("half a")

    keys.make_keys(folder)

    assert len(keys.read_key(folder, keys.PAYMENT_SECRET)) >= 32
    assert not list(folder.glob("*.new"))
