"""A database whose password is lost: the error names the command that helps."""

from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.exc import OperationalError

from setup import migrate_and_seed
from setup.errors import SetupFailed
from setup.secret_paths import ROOT_PASSWORD, SETUP
from tools.applications import ROOT
from tools.containers.compose_files import MARIADB, POSTGRESQL, read


@pytest.fixture
def refusing(volumes: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    def refuse(_: Engine) -> None:
        raise OperationalError("connect", {}, Exception("authentication failed"))

    (volumes / SETUP / ROOT_PASSWORD).write_text("of-another-shop")
    monkeypatch.setattr(migrate_and_seed, "reach", refuse)
    return volumes


@pytest.mark.parametrize(
    ("database", "volume", "command"),
    [
        ("mariadb", "database", "docker compose down --volumes"),
        (
            "postgresql",
            "database-postgresql",
            "docker compose -f docker-compose.yml -f compose.postgres.yml"
            " down --volumes",
        ),
    ],
)
def test_the_command_in_the_error_removes_its_volume_too(
    refusing: Path,
    monkeypatch: pytest.MonkeyPatch,
    database: str,
    volume: str,
    command: str,
) -> None:
    monkeypatch.setenv("DATABASE", database)

    with pytest.raises(SetupFailed) as refusal:
        migrate_and_seed.set_up(refusing)

    assert f"`{volume}`" in str(refusal.value)
    assert f"`{command}`" in str(refusal.value)
    assert volume in read(*(POSTGRESQL if "-f" in command else MARIADB))["volumes"]


def test_wiping_knows_the_volumes_of_both_databases() -> None:
    recipe = (ROOT / "Makefile").read_text().partition("\nwipe:")[2]

    assert "".join(f" -f {file}" for file in POSTGRESQL) in recipe.partition("\n\n")[0]
