"""Decides one value against one matcher; a fault completes the words "which …"."""

import re
from collections.abc import Callable, Iterable, Sequence
from typing import Any

from contract_kit.matching.dates_and_times import DEFAULT_FORMATS, is_moment
from contract_kit.matching.matching_rules import EITHER, SIZED, WrittenMatcher
from contract_kit.matching.mismatch import UnknownRule, shown
from contract_kit.matching.regular_expressions import fits, matches
from contract_kit.matching.strict_json import are_identical, as_text, kind_of

# What a value has to stand, and the words for one that does not.
Test = tuple[Callable[[Any, Any], bool], str]

_SAME_KIND: WrittenMatcher = {"match": "type"}
# These are looked at member by member, where a list or an object is compared.
_OF_MEMBERS = {"values", "eachValue", "eachKey", "arrayContains"}
_VERSION = re.compile(
    r"(?:(?:0|[1-9]\d*)\.){2}(?:0|[1-9]\d*)"
    r"(?:-(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*)"
    r"(?:\.(?:0|[1-9]\d*|\d*[A-Za-z-][\dA-Za-z-]*))*)?"
    r"(?:\+[\dA-Za-z-]+(?:\.[\dA-Za-z-]+)*)?",
    re.ASCII,
)
_LARGEST_INTEGER = 2**64 - 1
_WHOLE = re.compile(r"\+?0*(\d{1,20})", re.ASCII)
_NUMBER = re.compile(
    r"[+-]?(?:inf|infinity|nan|(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)",
    re.ASCII | re.IGNORECASE,
)


def value_fault(matcher: WrittenMatcher, agreed: Any, seen: Any) -> str | None:
    """Return how a JSON value violates a matcher, if it does."""
    if matcher["match"] == EITHER:
        return _neither(value_fault(each, agreed, seen) for each in matcher[EITHER])
    # A state supplies another value of the same kind: null would fit any expression.
    if matcher["match"] == "injected" and kind_of(agreed) != kind_of(seen):
        return _fault(_VALUES, _SAME_KIND, agreed, seen)
    if matcher["match"] in _WRITINGS:
        return _fault(_WRITINGS, matcher, matcher, as_text(seen))
    return _fault(_VALUES, matcher, agreed, seen)


def text_fault(matcher: WrittenMatcher, agreed: str, seen: str) -> str | None:
    """Return how a text violates a matcher: in a header, a query, a form or XML."""
    if matcher["match"] == EITHER:
        return _neither(text_fault(each, agreed, seen) for each in matcher[EITHER])
    if matcher["match"] in _WRITINGS:
        return _fault(_WRITINGS, matcher, matcher, seen)
    return _fault(_TEXTS, matcher, agreed, seen)


def collection_fault(
    matcher: WrittenMatcher, agreed: Any, seen: Any, *, is_inherited: bool
) -> str | None:
    """Return how a list or an object as a whole violates a matcher written for it.

    A size counts only where the rule stands. Other matchers are about the entries; on
    an object pact lets only expressions do that.
    """
    name = matcher["match"]
    if name == EITHER:
        return _neither(
            collection_fault(each, agreed, seen, is_inherited=is_inherited)
            for each in matcher[EITHER]
        )
    if name in SIZED:
        return None if is_inherited else _size_fault(matcher, seen)
    if name in _OF_MEMBERS:
        return None
    if name in {"equality", "notEmpty"}:
        return _fault(_VALUES, matcher, agreed, seen)
    if name not in _VALUES and name not in _WRITINGS:
        raise _unknown(name)
    is_about_entries = isinstance(seen, list) and name != "null"
    if is_about_entries or name in {"regex", "injected"}:
        return None
    return f"is {kind_of(seen)}, and can be no {name}"


def _neither(faults: Iterable[str | None]) -> str | None:
    """Join the faults under matchers of which one is enough."""
    found = list(faults)
    return None if None in found else " and ".join(map(str, found))


def _size_fault(matcher: WrittenMatcher, seen: Sequence[Any]) -> str | None:
    if len(seen) < matcher.get("min", 0):
        return f"has fewer than {matcher['min']} entries"
    if len(seen) > matcher.get("max", len(seen)):
        return f"has more than {matcher['max']} entries"
    return None


def _fault(
    tests: dict[str, Test], matcher: WrittenMatcher, agreed: Any, seen: Any
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
    return UnknownRule(f"The matcher {name!r} is not supported.")


def _is_moment(matcher: WrittenMatcher, text: str) -> bool:
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
_FILLED: Test = (lambda _, seen: seen not in (None, "", [], {}), "is empty")
_OF_A_VERSION: Test = (
    lambda _, seen: isinstance(seen, str) and bool(_VERSION.fullmatch(seen)),
    "is no semantic version",
)
_ANYTHING: Test = (lambda _, seen: True, "")
_TYPE: Test = (lambda agreed, seen: kind_of(agreed) == kind_of(seen), "is not {kind}")

_VALUES: dict[str, Test] = {
    "equality": _EQUALITY,
    # Below the object for which it was written, this asks for the very value.
    "values": _EQUALITY,
    "eachKey": _ANYTHING,
    "notEmpty": _FILLED,
    "semver": _OF_A_VERSION,
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
    "notEmpty": _FILLED,
    "semver": _OF_A_VERSION,
    **dict.fromkeys(SIZED, (lambda _, text: True, "is no text")),
    "null": (lambda _, text: False, "is a text, where null was agreed"),
    "boolean": (lambda _, text: text in {"true", "false"}, "is neither true nor false"),
    "number": _NUMERIC,
    "decimal": _NUMERIC,
    "integer": (lambda _, text: _is_whole(text), "is not an integer"),
}
