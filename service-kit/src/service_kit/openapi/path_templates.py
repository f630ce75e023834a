"""Writes Flask's addresses as OpenAPI's: `/order/<number>` is `/order/{number}`."""

import re
from typing import Any

from werkzeug.routing import BaseConverter, IntegerConverter, Rule

from service_kit.url_converters import Identifier, Pattern

Json = dict[str, Any]
_PART = re.compile(r"<(?:[^<>]*:)?(\w+)>")


def path_of(rule: Rule) -> str:
    """Return the address in OpenAPI's words."""
    return _PART.sub(r"{\1}", rule.rule)


def is_with_parameters(rule: Rule) -> bool:
    """Return whether some part of the address is free."""
    return bool(rule.arguments)


def parameters_of(rule: Rule) -> list[Json]:
    """Describe the free parts of an address, in their order."""
    return [
        {
            "name": name,
            "in": "path",
            "required": True,
            # The only place where a rule shows how it reads a part.
            "schema": _schema(rule._converters[name]),  # noqa: SLF001
        }
        for name in _PART.findall(rule.rule)
    ]


def _schema(converter: BaseConverter) -> Json:
    if isinstance(converter, Pattern):
        return {"type": "string", "pattern": f"^{converter.regex}$"}
    if isinstance(converter, Identifier | IntegerConverter):
        least = converter.min or 0
        most = {} if converter.max is None else {"maximum": converter.max}
        return {"type": "integer", "minimum": least, **most}
    return {"type": "string", "pattern": f"^{converter.regex}$"}
