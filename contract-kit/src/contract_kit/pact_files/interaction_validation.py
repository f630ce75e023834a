"""Looks whether an interaction has the format that whoever reads pacts counts on.

A pact of other hands, or one that somebody has edited, may hold a number where an
object belongs. Found here, it is one sentence about a file; later, a traceback.
"""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

# Yields what is wrong with a value: where it stands, and what it is not.
_Check = Callable[[Any, str], Iterator[str]]


def misshapen(interaction: Mapping[str, Any]) -> str:
    """Return what is wrong with an interaction, or nothing."""
    return next(_INTERACTION(interaction, ""), "")


def misshapen_message(message: Mapping[str, Any]) -> str:
    """Return what is wrong with a message interaction, or nothing."""
    return next(_MESSAGE(message, ""), "")


def _kind(kind: type, words: str) -> _Check:
    def check(value: Any, place: str) -> Iterator[str]:
        # True is an int to Python, and to nobody else.
        if not isinstance(value, kind) or isinstance(value, bool) != (kind is bool):
            yield f"{place or 'it'} is not {words}"

    return check


_TEXT, _NUMBER = _kind(str, "a text"), _kind(int, "a whole number")
_TRUTH, _OBJECT = _kind(bool, "true or false"), _kind(dict, "an object")


def _anything(value: Any, place: str) -> Iterator[str]:
    yield from ()


def _list_of(member: _Check) -> _Check:
    def check(value: Any, place: str) -> Iterator[str]:
        if not isinstance(value, list):
            yield f"{place} is not a list"
            return
        for number, each in enumerate(value):
            yield from member(each, f"{place}[{number}]")

    return check


def _some(member: _Check) -> _Check:
    def check(value: Any, place: str) -> Iterator[str]:
        yield from _list_of(member)(value, place)
        if value == []:
            yield f"{place} is empty"

    return check


def _each(member: _Check) -> _Check:
    def check(value: Any, place: str) -> Iterator[str]:
        yield from _OBJECT(value, place)
        if isinstance(value, dict):
            for name, each in value.items():
                yield from member(each, f"{place}.{name}".lstrip("."))

    return check


def _members(needed: Mapping[str, _Check], **optional: _Check) -> _Check:
    """Demand an object; what it holds besides is of no interest here."""

    def check(value: Any, place: str) -> Iterator[str]:
        yield from _OBJECT(value, place)
        if not isinstance(value, dict):
            return
        for name in needed:
            if name not in value:
                yield f"{place or 'it'} lacks {name!r}"
        for name, member in {**needed, **optional}.items():
            if name in value:
                yield from member(value[name], f"{place}.{name}".lstrip("."))

    return check


def _either(first: _Check, second: _Check, sign: str) -> _Check:
    """Choose the first check for an object that has a member of this name."""

    def check(value: Any, place: str) -> Iterator[str]:
        is_first = isinstance(value, dict) and sign in value
        yield from (first if is_first else second)(value, place)

    return check


def _matcher(value: Any, place: str) -> Iterator[str]:
    kind = value.get("match") if isinstance(value, dict) else None
    terms = _TERMS.get(kind, {}) if isinstance(kind, str) else {}
    needed = {"match": _TEXT, **terms}
    yield from _members(needed, min=_NUMBER, max=_NUMBER)(value, place)


def _status(value: Any, place: str) -> Iterator[str]:
    yield from (_list_of(_NUMBER) if isinstance(value, list) else _TEXT)(value, place)


_RULE = _members({"matchers": _some(_matcher)}, combine=_TEXT)
_VARIANT = _members({"index": _NUMBER}, rules=_each(_RULE))
# What a matcher cannot do without.
_TERMS: Mapping[str, Mapping[str, _Check]] = {
    "regex": {"regex": _TEXT},
    "include": {"value": _TEXT},
    "eachKey": {"rules": _list_of(_matcher)},
    "eachValue": {"rules": _list_of(_matcher)},
    "arrayContains": {"variants": _list_of(_VARIANT)},
    "statusCode": {"status": _status},
}


def _generator(value: Any, place: str) -> Iterator[str]:
    kind = value.get("type") if isinstance(value, dict) else None
    supplied = {"expression": _TEXT} if kind == "ProviderState" else {}
    yield from _members({"type": _TEXT, **supplied})(value, place)


_PART: Mapping[str, _Check] = {
    "headers": _each(_some(_TEXT)),
    "body": _members({"content": _anything}, contentType=_TEXT),
    "matchingRules": _each(_either(_RULE, _each(_RULE), "matchers")),
    "generators": _each(_either(_generator, _each(_generator), "type")),
}
_INTERACTION = _members(
    {
        "description": _TEXT,
        "request": _members(
            {"method": _TEXT, "path": _TEXT}, query=_each(_some(_TEXT)), **_PART
        ),
        "response": _members({"status": _NUMBER}, **_PART),
    },
    providerStates=_list_of(_members({"name": _TEXT}, params=_OBJECT)),
    pending=_TRUTH,
    comments=_OBJECT,
)
_CONTENTS: Mapping[str, _Check] = {
    "contents": _members({"content": _anything}, contentType=_TEXT),
    "metadata": _OBJECT,
    "matchingRules": _each(_either(_RULE, _each(_RULE), "matchers")),
}
_MESSAGE = _members(
    {"description": _TEXT},
    providerStates=_list_of(_members({"name": _TEXT}, params=_OBJECT)),
    pending=_TRUTH,
    comments=_OBJECT,
    request=_members({}, **_CONTENTS),
    response=_list_of(_members({}, **_CONTENTS)),
    **_CONTENTS,
)
