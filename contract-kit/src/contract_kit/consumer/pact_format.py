"""Writes matchers in the notation that pact's core reads: example and matcher in one.

A matcher on a list holds for all that is inside, down to the leaves, where a bare value
would lose its exactness unnoticed. Inside `some(...)` each gets an equality matcher.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeGuard

from contract_kit.consumer.matcher_types import (
    ArrayContains,
    Body,
    DocumentBody,
    EachValue,
    Exactly,
    FromState,
    Matcher,
    Plain,
    Some,
    Text,
    UnsafeMatcher,
    WrittenMatcher,
    XmlElement,
)

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
XML = "application/xml"
_NOTATION = {"match": "pact:matcher:type"}

_UNREADABLE = re.compile(r"['\\]|^$")
# Pact writes a field of any other name as a text of its own notation.
_FIELD = re.compile(r"[A-Za-z_][A-Za-z0-9_.\[\]-]*")
_OWN_WORDS = "pact:"

Generators = dict[str, dict[str, str]]


@dataclass(frozen=True)
class PactBody:
    """A body for pact: an example with its matchers, or text with one rule for all."""

    content: str | bytes
    media_type: str
    rule: WrittenMatcher | None = None
    generators: Generators = field(default_factory=dict)


def pact_body(body: Body, media_type: str | None = None) -> PactBody:
    """Write a body: a document or XML as what it is, anything else as JSON."""
    match body:
        case DocumentBody(kind, Matcher() as content):
            return PactBody(plain_text(content), kind, _text_rule(content))
        case DocumentBody(kind, str() | bytes() as content):
            return PactBody(content, kind)
        case XmlElement():
            return PactBody(_as_json({"root": _element(body)}), media_type or XML)
    writer = _JsonWriter()
    content = _as_json(writer.write(body, "$"))
    return PactBody(content, media_type or JSON, generators=writer.generators)


def pact_form(fields: Mapping[str, Text | Sequence[str]]) -> PactBody:
    """Write the fields of a form; one may have several values, in their order."""
    for name in fields:
        _refuse_unfit_field(name)
    content = {name: _field(value) for name, value in fields.items()}
    places = {_member("$", name): value for name, value in fields.items()}
    return PactBody(_as_json(content), FORM, generators=injected(places))


def _field(value: Text | Sequence[str]) -> Any:
    if isinstance(value, str | int | Matcher | Exactly | FromState):
        return _described(value)
    return list(value)


def is_several(value: object) -> TypeGuard[Sequence[str]]:
    """Return whether a header, a parameter or a field has several values."""
    return isinstance(value, Sequence) and not isinstance(value, str)


def pact_text(value: Text) -> str:
    """Write a value of a header or a query: bare, or a matcher with its example."""
    described = _described(value)
    if isinstance(described, str) and _is_object(described):
        # Bare, pact would take it for a matcher that says nothing, and expect "".
        described = {"pact:matcher:type": "equality", "value": described}
    return described if isinstance(described, str) else _as_json(described)


def plain_text(value: Text) -> str:
    """Write the example of a value as text."""
    match value:
        case Matcher(example=bool() as example):
            return str(example).lower()
        case Matcher() | FromState():
            return str(value.example)
        case Exactly():
            return str(value.value)
        case _:
            return str(value)


def injected(values: Mapping[str, object]) -> Generators:
    """Write down for pact which values the provider supplies."""
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
            case Matcher():
                return _matched(value.matchers, value.example)
            case Some():
                inside = self.write(value.element, f"{place}[*]", in_list=True)
                return {"pact:matcher:type": "type", "min": 1, "value": [inside]}
            case EachValue():
                return self._any_keys(value, place)
            case ArrayContains():
                variants = [self._apart(example) for example in value.examples]
                return {"pact:matcher:type": "arrayContains", "variants": variants}
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

    def _any_keys(self, value: EachValue, place: str) -> dict[str, Any]:
        key, keys = value.key, []
        if isinstance(key, Matcher):
            rules = [_notation(_text_rule(key))]
            keys = [{"pact:matcher:type": "eachKey", "rules": rules}]
            key = plain_text(key)
        _refuse_own_words({key: None})
        # Under `eachValue` pact would not look inside the values; `values` alone
        # accepts an object without members.
        filled = [{"pact:matcher:type": name} for name in ("notEmpty", "values")]
        inside = self._apart(value.element, f"{place}.*", in_list=True)
        return {"pact:matcher:type": [*filled, *keys], "value": {key: inside}}

    def _apart(self, value: object, place: str = "$", *, in_list: bool = False) -> Any:
        """Write what pact finds at no place that could be named beforehand."""
        supplied = len(self.generators)
        inside = self.write(value, place, in_list=in_list)
        if len(self.generators) > supplied:
            raise UnsafeMatcher(
                "from_state(...) stands inside each_value(...), each_key(...) or "
                "array_contains(...), where no state can supply a value: write out "
                "the object or the list."
            )
        return inside

    def _members(
        self, members: Mapping[str, object], place: str, *, in_list: bool
    ) -> dict[str, Any]:
        written = {}
        for name, member in members.items():
            supplied = len(self.generators)
            inside = self.write(member, _member(place, name), in_list=in_list)
            is_read = len(self.generators) > supplied
            if is_read or "pact:matcher:type" in _as_json(inside):
                _refuse_unreadable(name, is_supplied=is_read)
            written[name] = inside
        return written


def _matched(matchers: Sequence[WrittenMatcher], example: object) -> dict[str, Any]:
    written = [_notation(matcher) for matcher in matchers]
    if len(written) == 1:
        return {**written[0], "value": example}
    return {"pact:matcher:type": written, "value": example}


def _notation(matcher: WrittenMatcher) -> dict[str, str]:
    return {_NOTATION.get(name, name): term for name, term in matcher.items()}


def _exact(value: object, place: str, *, in_list: bool) -> Any:
    if in_list and value == []:
        raise UnsafeMatcher(
            f"{place} is [] inside some(...), where pact accepts any list: write the "
            "outer list out, [{...}] instead of some({...})."
        )
    # Bare, {} would accept any object, and an object would accept further members.
    if in_list or isinstance(value, Mapping):
        return {"pact:matcher:type": "equality", "value": value}
    return value


def _all_plain(members: Sequence[object], place: str) -> list[object]:
    if any(not isinstance(member, Plain) for member in members):
        raise UnsafeMatcher(
            f"{place} is a list inside some(...) that holds more than plain values: "
            "make it some(...) as well, or exactly([...])."
        )
    return list(members)


def _element(element: XmlElement) -> dict[str, Any]:
    return {
        "name": element.name,
        "attributes": {
            name: _described(value) for name, value in element.attributes.items()
        },
        "children": [
            _element(child) if isinstance(child, XmlElement) else _xml_text(child)
            for child in element.children
        ],
    }


def _xml_text(value: Text) -> dict[str, Any]:
    if not isinstance(value, Matcher):
        return {"content": plain_text(value)}
    return {"content": plain_text(value), "matcher": _notation(_text_rule(value))}


def _described(value: Text) -> str | dict[str, Any]:
    if isinstance(value, Matcher):
        return _matched([_text_rule(value)], plain_text(value))
    return plain_text(value)


def _text_rule(matcher: Matcher) -> WrittenMatcher:
    return {"match": "regex", "regex": matcher.regex}


def _generator(value: FromState) -> dict[str, str]:
    return {"type": "ProviderState", "expression": value.expression}


def _is_object(text: str) -> bool:
    try:
        return isinstance(json.loads(text), dict)
    except ValueError:
        return False


def _refuse_unreadable(name: str, *, is_supplied: bool) -> None:
    """Refuse a matcher below a name that pact cannot read when it verifies."""
    if _UNREADABLE.search(name) or (is_supplied and '"' in name):
        raise UnsafeMatcher(
            f"The member {name!r} has a matcher or a value from a state, and pact "
            "cannot read the place of a name that is empty or holds a single quote or "
            "a backslash (or any quote, for a state): the provider could not verify "
            "the whole file. Write exactly({...}) around it, or call it otherwise."
        )


def _refuse_own_words(value: object) -> None:
    """Refuse members that pact would take for its own notation, and leave out."""
    match value:
        case Mapping():
            for name, member in value.items():
                if name.startswith(_OWN_WORDS):
                    raise UnsafeMatcher(
                        f"The member {name!r} is called as pact calls its own: pact "
                        "would not write it. Call it otherwise."
                    )
                _refuse_own_words(member)
        case list() | tuple():
            for member in value:
                _refuse_own_words(member)


def _refuse_unfit_field(name: str) -> None:
    if not _FIELD.fullmatch(name):
        raise UnsafeMatcher(
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
