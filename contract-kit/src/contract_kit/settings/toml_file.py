"""Reads `[tool.contract-kit]`; whatever it does not know is an error, with its place.

A misspelt name would otherwise be a check that silently checks nothing.
"""

import tomllib
from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from contract_kit.pact_files import Integration
from contract_kit.settings.tables import Consumer, Service, Settings

TABLE = "tool.contract-kit"
_ARROW = " -> "

Table = Mapping[str, Any]


class SettingsError(ValueError):
    """The settings are missing or say something that cannot be; the text says where."""


def settings_in(folder: Path) -> Settings:
    """Read the settings of the project that this folder is in."""
    for place in (folder.resolve(), *folder.resolve().parents):
        file = place / "pyproject.toml"
        if file.is_file() and _table(file.read_text("utf-8"), str(file)) is not None:
            return settings_of(file.read_text("utf-8"), place)
    raise SettingsError(
        f"There is no [{TABLE}] in a pyproject.toml here or above: `contract-kit init` "
        "writes one."
    )


def settings_of(text: str, root: Path) -> Settings:
    """Read the settings out of the text of a pyproject.toml that lies in `root`."""
    where = str(root / "pyproject.toml")
    table = _table(text, where)
    if table is None:
        raise SettingsError(f"{where} has no [{TABLE}].")
    if error := best_match(Draft202012Validator(_SCHEMA).iter_errors(table)):
        raise SettingsError(f"{where}, {_place(error)}: {_words(error)}")
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
    found = Settings(
        root,
        root / table.get("pacts", "pacts"),
        {name: _service(name, each, root) for name, each in services.items()},
        {name: _consumer(name, each, root) for name, each in consumers.items()},
        tuple(sorted(_integration(line) for line in table.get("integrations", ()))),
        _paths(root, table.get("shared", ())),
        tuple(table.get("spared-secrets", ())),
        _paths(root, table.get("raw-pact-allowed", ())),
    )
    _refuse_strangers(found)
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
    _refuse_two_ways_to_test(name, table)
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


def _refuse_two_ways_to_test(name: str, table: Table) -> None:
    if "test-command" in table and "tests" in table:
        raise SettingsError(
            f"[{TABLE}.consumers.{name}] has `tests` for pytest and a `test-command`: "
            "keep the one that declares its interactions."
        )
    if "install-command" in table and "test-command" not in table:
        raise SettingsError(
            f"[{TABLE}.consumers.{name}] has an `install-command` and no "
            "`test-command` that needs it."
        )


def _paths(folder: Path, names: list[str]) -> tuple[Path, ...]:
    return tuple(folder / name for name in names)


def _integration(line: str) -> Integration:
    consumer, _, provider = line.partition(_ARROW)
    return Integration(consumer.strip(), provider.strip())


def _refuse_strangers(settings: Settings) -> None:
    """Refuse an integration of somebody who has no table."""
    for consumer, provider in settings.integrations:
        for name, known, kind in (
            (consumer, settings.consumers, "consumers"),
            (provider, settings.services, "services"),
        ):
            if name not in known:
                raise SettingsError(
                    f"integrations names {name!r}, and there is no "
                    f"[{TABLE}.{kind}.{name}].{_nearest(name, known)}"
                )


def _place(error: ValidationError) -> str:
    return ".".join([f"[{TABLE}", *map(str, error.absolute_path)]) + "]"


def _words(error: ValidationError) -> str:
    schema: Any = error.schema
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = schema["properties"]
        name = next(name for name in error.instance if name not in known)
        return f"nothing is called {name!r} there.{_nearest(name, known)}"
    return str(error.message)


def _nearest(name: str, known: Mapping[str, object]) -> str:
    near = get_close_matches(name, known, n=1)
    if near:
        return f" Did you mean {near[0]!r}?"
    return f" Known: {', '.join(sorted(known)) or 'none'}."


_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT}
_INTEGRATION = {"type": "string", "pattern": r"^[a-z][a-z0-9-]* -> [a-z][a-z0-9-]*$"}


def _object(**properties: object) -> dict[str, object]:
    named = {name.replace("_", "-"): rule for name, rule in properties.items()}
    return {"type": "object", "properties": named, "additionalProperties": False}


def _each(table: Mapping[str, object]) -> dict[str, object]:
    return {"type": "object", "additionalProperties": table}


_SCHEMA = _object(
    pacts=_TEXT,
    integrations={"type": "array", "items": _INTEGRATION},
    shared=_TEXTS,
    spared_secrets=_TEXTS,
    raw_pact_allowed=_TEXTS,
    services=_each(
        _object(
            folder=_TEXT, app=_TEXT, openapi=_TEXT, states=_TEXT, verification=_TEXT
        )
    ),
    consumers=_each(
        _object(
            folder=_TEXT,
            tests=_TEXT,
            test_command=_TEXT,
            install_command=_TEXT,
            clients=_TEXTS,
            readers=_TEXTS,
            packages=_TEXTS,
        )
    ),
)
