"""What `[tool.contract-kit]` may hold, as a JSON Schema; any other name is an error."""

from collections.abc import Mapping
from typing import Any

from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError, best_match

from contract_kit.settings.error import SettingsError, nearest

TABLE = "tool.contract-kit"
_TEXT = {"type": "string", "minLength": 1}
_TEXTS = {"type": "array", "items": _TEXT}
_INTEGRATION = {"type": "string", "pattern": r"^[a-z][a-z0-9-]* -> [a-z][a-z0-9-]*$"}
_FUNCTION = {"type": "string", "pattern": r"^[\w.]+:\w+$"}


def check_schema(table: Mapping[str, Any], where: str) -> None:
    """Raise `SettingsError` for the first thing that cannot stand there."""
    if error := best_match(Draft202012Validator(_SCHEMA).iter_errors(table)):
        raise SettingsError(f"{where}, {_place(error)}: {_words(error)}")


def _place(error: ValidationError) -> str:
    return ".".join([f"[{TABLE}", *map(str, error.absolute_path)]) + "]"


def _words(error: ValidationError) -> str:
    schema: Any = error.schema
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = schema["properties"]
        name = next(name for name in error.instance if name not in known)
        return f"nothing is called {name!r} there.{nearest(name, known)}"
    return str(error.message)


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
    impact=_FUNCTION,
    broker=_object(url=_TEXT),
    deployment=_object(elsewhere=_TEXTS, silent=_TEXTS),
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
