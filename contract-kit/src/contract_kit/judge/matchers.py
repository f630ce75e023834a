"""Decides one value against one matcher; a fault completes the words "which …"."""

import re
from collections.abc import Callable, Sequence
from typing import Any

from contract_kit.judge.json_values import are_identical, as_text, kind_of
from contract_kit.judge.mismatch import UnknownRule, shown
from contract_kit.judge.moments import DEFAULT_FORMATS, is_moment
from contract_kit.judge.patterns import fits, matches
from contract_kit.judge.rules import SIZED, Matcher

# What a value has to stand, and the words for one that does not.
Test = tuple[Callable[[Any, Any], bool], str]

_SAME_KIND: Matcher = {"match": "type"}
_LARGEST_INTEGER = 2**64 - 1
_WHOLE = re.compile(r"\+?0*(\d{1,20})", re.ASCII)
_NUMBER = re.compile(
    r"[+-]?(?:inf|infinity|nan|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)",
    re.ASCII | re.IGNORECASE,
)


def value_fault(matcher: Matcher, agreed: Any, seen: Any) -> str | None:
    """Say what a JSON value does against a matcher, if anything."""
    # A state supplies another value of the same kind: null would fit any expression.
    if matcher["match"] == "injected" and kind_of(agreed) != kind_of(seen):
        return _fault(_VALUES, _SAME_KIND, agreed, seen)
    if matcher["match"] in _WRITINGS:
        return _fault(_WRITINGS, matcher, matcher, as_text(seen))
    return _fault(_VALUES, matcher, agreed, seen)


def text_fault(matcher: Matcher, agreed: str, seen: str) -> str | None:
    """Say what a text does against a matcher: in a header, a query, a form or XML."""
    if matcher["match"] in _WRITINGS:
        return _fault(_WRITINGS, matcher, matcher, seen)
    return _fault(_TEXTS, matcher, agreed, seen)


def collection_fault(
    matcher: Matcher, agreed: Any, seen: Any, *, is_inherited: bool
) -> str | None:
    """Say what a list or an object as a whole does against a matcher written for it.

    A size counts only where the rule stands. Other matchers speak of the entries; on an
    object pact lets only expressions do that.
    """
    name = matcher["match"]
    if name in SIZED:
        return None if is_inherited else _size_fault(matcher, seen)
    if name == "equality":
        return _fault(_VALUES, matcher, agreed, seen)
    if name not in _VALUES and name not in _WRITINGS:
        raise _unknown(name)
    speaks_of_entries = isinstance(seen, list) and name != "null"
    if speaks_of_entries or name in {"regex", "injected"}:
        return None
    return f"is {kind_of(seen)}, and can be no {name}"


def _size_fault(matcher: Matcher, seen: Sequence[Any]) -> str | None:
    if len(seen) < matcher.get("min", 0):
        return f"has fewer than {matcher['min']} entries"
    if len(seen) > matcher.get("max", len(seen)):
        return f"has more than {matcher['max']} entries"
    return None


def _fault(
    tests: dict[str, Test], matcher: Matcher, agreed: Any, seen: Any
) -> str | None:
    name = matcher["match"]
    if name not in tests:
        raise _unknown(name)
    accepts, fault = tests[name]
    if accepts(agreed, seen):
        return None
    terms = {"format": DEFAULT_FORMATS.get(name)} | dict(matcher)
    return fault.format_map(terms | {"agreed": shown(agreed), "kind": kind_of(agreed)})


def _unknown(name: str) -> UnknownRule:
    return UnknownRule(f"The judge does not know the matcher {name!r}.")


def _is_moment(matcher: Matcher, text: str) -> bool:
    return is_moment(text, matcher.get("format") or DEFAULT_FORMATS[matcher["match"]])


def _is_whole(text: str) -> bool:
    found = _WHOLE.fullmatch(text)
    return found is not None and int(found[1]) <= _LARGEST_INTEGER


_WRITINGS: dict[str, Test] = {
    "regex": (
        lambda rule, text: matches(rule["regex"], text),
        "does not match {regex}",
    ),
    "include": (lambda rule, text: rule["value"] in text, "does not include {value}"),
    "injected": (
        lambda rule, text: fits(rule["expression"], text),
        "does not fit {expression}",
    ),
    **dict.fromkeys(DEFAULT_FORMATS, (_is_moment, "is not a {match} like {format}")),
}

_EQUALITY: Test = (are_identical, "is not exactly {agreed}")
_TYPE: Test = (lambda agreed, seen: kind_of(agreed) == kind_of(seen), "is not {kind}")

_VALUES: dict[str, Test] = {
    "equality": _EQUALITY,
    **dict.fromkeys(SIZED, _TYPE),
    "null": (lambda _, seen: seen is None, "is not null"),
    # Deliberately stricter than pact, which takes the text "true" for a boolean.
    "boolean": (lambda _, seen: isinstance(seen, bool), "is neither true nor false"),
    "number": (lambda _, seen: kind_of(seen) == "a number", "is not a number"),
    "integer": (lambda _, seen: type(seen) is int, "is not an integer"),
    "decimal": (lambda _, seen: type(seen) is float, "is not a decimal number"),
}

_NUMERIC: Test = (lambda _, text: bool(_NUMBER.fullmatch(text)), "is not a number")

_TEXTS: dict[str, Test] = {
    "equality": _EQUALITY,
    **dict.fromkeys(SIZED, (lambda _, text: True, "is no text")),
    "null": (lambda _, text: False, "is a text, where null was agreed"),
    "boolean": (lambda _, text: text in {"true", "false"}, "is neither true nor false"),
    "number": _NUMERIC,
    "decimal": _NUMERIC,
    "integer": (lambda _, text: _is_whole(text), "is not an integer"),
}
