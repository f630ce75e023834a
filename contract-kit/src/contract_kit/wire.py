"""Writes shapes in the notation that pact's core reads: example and matcher in one.

A matcher on a list holds for all that is inside, down to the leaves, where a bare value
would lose its exactness unnoticed. Inside `some(...)` each gets an equality matcher.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from contract_kit.values import (
    Body,
    Document,
    Element,
    Exactly,
    FromState,
    Matcher,
    Plain,
    Shape,
    Some,
    Text,
    UnsafeShape,
)

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
XML = "application/xml"
_NOTATION = {"match": "pact:matcher:type"}

_UNREADABLE = re.compile(r"['\"\\]|^$")
# Pact writes a field of any other name as a text of its own notation.
_FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_.\[\]-]*")
_OWN_WORDS = "pact:"

Generators = dict[str, dict[str, str]]


@dataclass(frozen=True)
class WiredBody:
    """A body for pact: an example with its matchers, or text with one rule for all."""

    content: str
    media_type: str
    rule: Matcher | None = None
    generators: Generators = field(default_factory=dict)


def wired_body(body: Body, media_type: str | None = None) -> WiredBody:
    """Write a body: a document or XML as what it is, anything else as JSON."""
    match body:
        case Document(kind, Shape() as content):
            return WiredBody(plain_text(content), kind, _text_rule(content))
        case Document(kind, str() as content):
            return WiredBody(content, kind)
        case Element():
            return WiredBody(_as_json({"root": _element(body)}), media_type or XML)
    writer = _JsonWriter()
    content = _as_json(writer.write(body, "$"))
    return WiredBody(content, media_type or JSON, generators=writer.generators)


def wired_form(fields: Mapping[str, Text]) -> WiredBody:
    """Write the fields of a form."""
    for name in fields:
        _refuse_unfit_field(name)
    content = {name: _described(value) for name, value in fields.items()}
    places = {_member("$", name): value for name, value in fields.items()}
    return WiredBody(_as_json(content), FORM, generators=injected(places))


def wired_text(value: Text) -> str:
    """Write a value of a header or a query: bare, or a matcher with its example."""
    described = _described(value)
    if isinstance(described, str) and _is_object(described):
        # Bare, pact would take it for a matcher that says nothing, and expect "".
        described = {"pact:matcher:type": "equality", "value": described}
    return described if isinstance(described, str) else _as_json(described)


def plain_text(value: Text) -> str:
    """Write the example of a value as text."""
    match value:
        case Shape(example=bool() as example):
            return str(example).lower()
        case Shape() | FromState():
            return str(value.example)
        case Exactly():
            return str(value.value)
        case _:
            return str(value)


def injected(values: Mapping[str, object]) -> Generators:
    """Tell pact which values the provider supplies."""
    return {
        place: _generator(value)
        for place, value in values.items()
        if isinstance(value, FromState)
    }


class _JsonWriter:
    """Writes JSON, and remembers where a provider state supplies a value."""

    def __init__(self) -> None:
        self.generators: Generators = {}

    def write(self, value: object, place: str, *, in_list: bool = False) -> Any:
        match value:
            case Shape():
                return _matched(value.matchers, value.example)
            case Some():
                inside = self.write(value.element, f"{place}[*]", in_list=True)
                return {"pact:matcher:type": "type", "min": 1, "value": [inside]}
            case FromState():
                self.generators[place] = _generator(value)
                return value.example
            case Exactly():
                _refuse_own_words(value.value)
                return _exact(value.value, place, in_list=in_list)
            case Mapping():
                _refuse_own_words(value)
                return self._members(value, place, in_list=in_list)
            case list() | tuple() if in_list:
                return _exact(_all_plain(value, place), place, in_list=True)
            case list() | tuple():
                return [
                    self.write(member, f"{place}[{number}]")
                    for number, member in enumerate(value)
                ]
            case _:
                return _exact(value, place, in_list=in_list)

    def _members(
        self, members: Mapping[str, object], place: str, *, in_list: bool
    ) -> dict[str, Any]:
        written = {}
        for name, member in members.items():
            supplied = len(self.generators)
            inside = self.write(member, _member(place, name), in_list=in_list)
            is_read = len(self.generators) > supplied
            if is_read or "pact:matcher:type" in _as_json(inside):
                _refuse_unreadable(name)
            written[name] = inside
        return written


def _matched(matchers: Sequence[Matcher], example: object) -> dict[str, Any]:
    written = [_notation(matcher) for matcher in matchers]
    if len(written) == 1:
        return {**written[0], "value": example}
    return {"pact:matcher:type": written, "value": example}


def _notation(matcher: Matcher) -> dict[str, str]:
    return {_NOTATION.get(name, name): term for name, term in matcher.items()}


def _exact(value: object, place: str, *, in_list: bool) -> Any:
    if in_list and value == []:
        raise UnsafeShape(
            f"{place} is [] inside some(...), where pact accepts any list: write the "
            "outer list out, [{...}] instead of some({...})."
        )
    # Bare, {} would accept any object, and an object would accept further members.
    if in_list or isinstance(value, Mapping):
        return {"pact:matcher:type": "equality", "value": value}
    return value


def _all_plain(members: Sequence[object], place: str) -> list[object]:
    if any(not isinstance(member, Plain) for member in members):
        raise UnsafeShape(
            f"{place} is a list inside some(...) that holds more than plain values: "
            "make it some(...) as well, or exactly([...])."
        )
    return list(members)


def _element(element: Element) -> dict[str, Any]:
    return {
        "name": element.name,
        "attributes": {
            name: _described(value) for name, value in element.attributes.items()
        },
        "children": [
            _element(child) if isinstance(child, Element) else _xml_text(child)
            for child in element.children
        ],
    }


def _xml_text(value: Text) -> dict[str, Any]:
    if not isinstance(value, Shape):
        return {"content": plain_text(value)}
    return {"content": plain_text(value), "matcher": _notation(_text_rule(value))}


def _described(value: Text) -> str | dict[str, Any]:
    if isinstance(value, Shape):
        return _matched([_text_rule(value)], plain_text(value))
    return plain_text(value)


def _text_rule(shape: Shape) -> Matcher:
    return {"match": "regex", "regex": shape.regex}


def _generator(value: FromState) -> dict[str, str]:
    return {"type": "ProviderState", "expression": value.expression}


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _refuse_unreadable(name: str) -> None:
    """Refuse a matcher below a name that pact cannot read when it verifies."""
    if _UNREADABLE.search(name):
        raise UnsafeShape(
            f"The member {name!r} has a shape or a value from a state, and pact cannot "
            "read the place of a name that is empty or holds a quote or a backslash: "
            "the provider could not verify the whole file. Write exactly({...}) around "
            "it, or call it otherwise."
        )


def _refuse_own_words(value: object) -> None:
    """Refuse members that pact would take for its own notation, and leave out."""
    match value:
        case Mapping():
            for name, member in value.items():
                if name.startswith(_OWN_WORDS):
                    raise UnsafeShape(
                        f"The member {name!r} is called as pact calls its own: pact "
                        "would not write it. Call it otherwise."
                    )
                _refuse_own_words(member)
        case list() | tuple():
            for member in value:
                _refuse_own_words(member)


def _refuse_unfit_field(name: str) -> None:
    if not _FIELD.fullmatch(name):
        raise UnsafeShape(
            f"The field {name!r} of a form is none that pact can write: use plain "
            "letters, digits, hyphens, dots and brackets, and begin with a letter."
        )


def _member(place: str, name: str) -> str:
    if name.isidentifier():
        return f"{place}.{name}"
    quoted = name.replace("'", "\\'")
    return f"{place}['{quoted}']"


def _as_json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
