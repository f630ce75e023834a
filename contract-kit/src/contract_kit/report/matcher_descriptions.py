"""Describes in words what a value may be, so that nobody has to know pact."""

import re
from functools import cache
from itertools import accumulate

from contract_kit.consumer import matchers
from contract_kit.matching.matching_rules import (
    EITHER,
    SIZED,
    Ruling,
    WrittenMatcher,
)
from contract_kit.matching.strict_json import kind_of

EXACTLY = "exactly"

_KINDS = {"a text": "any text", "a number": "any number"}
_ALTERNATIVES = re.compile(r"\^?\((?:\?:)?([^()|]+(?:\|[^()|]+)+)\)\$?")
_WORDS = {
    "equality": EXACTLY,
    "integer": "any whole number",
    "decimal": "any decimal number",
    "number": "any number",
    "boolean": "true or false",
    "null": "null",
    "include": "a text with {value} in it",
    "datetime": "any moment",
    "timestamp": "any moment",
    "date": "any date",
    "time": "any time",
    "injected": "from the state",
    "semver": "a semantic version",
    "notEmpty": "not empty",
    "values": "any keys, each value like this",
    "arrayContains": "a list with all of these, in any order",
}
_CLASSES = {
    "info": "any 1xx",
    "success": "any 2xx",
    "redirect": "any 3xx",
    "clientError": "any 4xx",
    "serverError": "any 5xx",
    "nonError": "any below 400",
    "error": "any 4xx or 5xx",
}
_OF_EACH = {"eachKey": "each key", "eachValue": "any keys, each value"}


def in_words(ruling: Ruling | None, example: object) -> str:
    """Describe what may stand in the place of an example."""
    if ruling is None:
        return EXACTLY
    worded = [each for each in ruling.matchers if each["match"] not in SIZED]
    if worded:
        return " and ".join(_worded(matcher) for matcher in worded)
    match example:
        case list():
            return _size(ruling)
        case dict():
            return ""
    return _KINDS.get(kind_of(example), kind_of(example))


def _worded(matcher: WrittenMatcher) -> str:
    name = matcher["match"]
    if name == "regex":
        return _expression(matcher["regex"])
    if name == EITHER:
        return " or ".join(map(_worded, matcher[EITHER]))
    if name in _OF_EACH:
        words = " and ".join(map(_worded, matcher["rules"]))
        return f"{_OF_EACH[name]}: {words}"
    if name in SIZED:
        return "the same type"
    if name == "statusCode":
        return _statuses(matcher["status"])
    return _WORDS[name].format_map(matcher) if name in _WORDS else str(name)


def _statuses(allowed: str | list[int]) -> str:
    if isinstance(allowed, list):
        return " or ".join(map(str, allowed))
    return _CLASSES.get(allowed, allowed)


def _size(ruling: Ruling) -> str:
    if ruling.is_inherited:
        return "any number like this"
    least = max(matcher.get("min", 0) for matcher in ruling.matchers)
    most = [matcher["max"] for matcher in ruling.matchers if "max" in matcher]
    if most:
        return f"{least} to {min(most)} like this"
    if least == 1:
        return "one or more like this"
    return f"{least} or more like this" if least else "any number like this"


def _expression(regex: str) -> str:
    if regex in _named():
        return _named()[regex]
    alternatives = _ALTERNATIVES.fullmatch(regex)
    if alternatives:
        *most, last = alternatives[1].split("|")
        return f"{', '.join(most)} or {last}"
    return f"like {_unwrapped(regex.removeprefix('^').removesuffix('$'))}"


def _unwrapped(regex: str) -> str:
    """Leave out a group around the whole, which means nothing to a reader."""
    inner = regex.removeprefix("(?:").removesuffix(")")
    depths = list(accumulate((sign == "(") - (sign == ")") for sign in inner))
    is_whole = len(inner) == len(regex) - 4 and min(depths, default=0) >= 0
    return inner if is_whole else regex


@cache
def _named() -> dict[str, str]:
    """The expressions behind the matchers that this kit offers."""
    return {
        matchers.text("tea").regex: "any text",
        matchers.text("tea", lines=True).regex: "any text, of several lines",
        matchers.money("1.00").regex: "any amount",
        matchers.token("t").regex: "any word",
        matchers.uid("00000000-0000-0000-0000-000000000000").regex: "any UUID",
        matchers.etag('"1"').regex: "any ETag",
        matchers.instant("2025-01-01T00:00:00Z").regex: "any moment",
        matchers.integer(1).regex: "any whole number",
        matchers.flag(True).regex: "true or false",
    }
