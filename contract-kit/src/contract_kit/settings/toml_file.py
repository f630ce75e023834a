"""Reads `[tool.contract-kit]`; whatever it does not know is an error, with its place.

A misspelt name would otherwise be a check that silently checks nothing.
"""

import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from contract_kit.pact_files import Integration
from contract_kit.settings.error import SettingsError
from contract_kit.settings.inconsistencies import (
    refuse_secrets,
    refuse_strangers,
    refuse_two_ways_to_test,
)
from contract_kit.settings.json_schema import TABLE, check_schema
from contract_kit.settings.models import Consumer, Service, Settings

_ARROW = " -> "

Table = Mapping[str, Any]


def settings_in(folder: Path) -> Settings:
    """Read the settings of the project that this folder is in."""
    if settings := find_settings(folder):
        return settings
    raise SettingsError(
        f"There is no [{TABLE}] in a pyproject.toml here or above: `contract-kit init` "
        "writes one."
    )


def find_settings(folder: Path) -> Settings | None:
    """Read the settings, for a command that needs none; None where there are none."""
    for place in (folder.resolve(), *folder.resolve().parents):
        file = place / "pyproject.toml"
        if file.is_file() and has_settings(file.read_text("utf-8"), str(file)):
            return settings_of(file.read_text("utf-8"), place)
    return None


def has_settings(text: str, where: str) -> bool:
    """Return whether the text of a pyproject.toml has the table."""
    return _table(text, where) is not None


def settings_of(text: str, root: Path, where: str = "") -> Settings:
    """Read the settings out of the text of a pyproject.toml that lies in `root`.

    An error names the file, or says `where` the text comes from.
    """
    place = where or str(root / "pyproject.toml")
    table = _table(text, place)
    if table is None:
        raise SettingsError(f"{place} has no [{TABLE}].")
    refuse_secrets(table)
    check_schema(table, place)
    return _settings(table, root)


def _table(text: str, where: str) -> Table | None:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{where} is no TOML: {error}") from None
    found: Table | None = document.get("tool", {}).get("contract-kit")
    return found


def _settings(table: Table, root: Path) -> Settings:
    services = table.get("services", {})
    consumers = table.get("consumers", {})
    deployment = table.get("deployment", {})
    found = Settings(
        root,
        root / table.get("pacts", "pacts"),
        {name: _service(name, each, root) for name, each in services.items()},
        {name: _consumer(name, each, root) for name, each in consumers.items()},
        tuple(sorted(_integration(line) for line in table.get("integrations", ()))),
        _paths(root, table.get("shared", ())),
        tuple(table.get("spared-secrets", ())),
        _paths(root, table.get("raw-pact-allowed", ())),
        table.get("broker", {}).get("url"),
        tuple(deployment.get("elsewhere", ())),
        tuple(deployment.get("silent", ())),
        table.get("impact"),
    )
    refuse_strangers(found)
    return found


def _service(name: str, table: Table, root: Path) -> Service:
    folder = root / table.get("folder", name)
    return Service(
        name,
        folder,
        folder / table.get("states", "tests/contract"),
        folder / table.get("verification", "tests/contract/test_pacts.py"),
        table.get("app"),
        table.get("openapi"),
    )


def _consumer(name: str, table: Table, root: Path) -> Consumer:
    refuse_two_ways_to_test(name, table)
    folder = root / table.get("folder", name)
    return Consumer(
        name,
        folder,
        table.get("tests", "tests/contract/test_*_pact.py"),
        _paths(folder, table.get("clients", ())),
        _paths(folder, table.get("readers", ())),
        _paths(folder, table.get("packages", ())),
        table.get("test-command"),
        table.get("install-command"),
    )


def _paths(folder: Path, names: list[str]) -> tuple[Path, ...]:
    return tuple(folder / name for name in names)


def _integration(line: str) -> Integration:
    consumer, _, provider = line.partition(_ARROW)
    return Integration(consumer.strip(), provider.strip())
