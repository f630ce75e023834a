"""Says in words what a value in a contract may be, so that nobody has to know pact."""

import re
from functools import cache
from itertools import accumulate

from contract_kit import shapes
from contract_kit.judge.json_values import kind_of
from contract_kit.judge.rules import SIZED, Matcher, Ruling

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
}


def in_words(ruling: Ruling | None, example: object) -> str:
    """Say what may stand in the place of an example."""
    if ruling is None:
        return EXACTLY
    telling = [each for each in ruling.matchers if each["match"] not in SIZED]
    if telling:
        return " and ".join(_worded(matcher) for matcher in telling)
    match example:
        case list():
            return _size(ruling)
        case dict():
            return ""
    return _KINDS.get(kind_of(example), kind_of(example))


def _worded(matcher: Matcher) -> str:
    name = matcher["match"]
    if name == "regex":
        return _expression(matcher["regex"])
    return _WORDS[name].format_map(matcher) if name in _WORDS else str(name)


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
    """Leave out a group around the whole, which tells a reader nothing."""
    inner = regex.removeprefix("(?:").removesuffix(")")
    depths = list(accumulate((sign == "(") - (sign == ")") for sign in inner))
    is_whole = len(inner) == len(regex) - 4 and min(depths, default=0) >= 0
    return inner if is_whole else regex


@cache
def _named() -> dict[str, str]:
    """The expressions behind the shapes that this kit offers."""
    return {
        shapes.text("tea").regex: "any text",
        shapes.text("tea", lines=True).regex: "any text, of several lines",
        shapes.money("1.00").regex: "any amount",
        shapes.token("t").regex: "any word",
        shapes.uid("00000000-0000-0000-0000-000000000000").regex: "any UUID",
        shapes.etag('"1"').regex: "any ETag",
        shapes.instant("2025-01-01T00:00:00Z").regex: "any moment",
        shapes.integer(1).regex: "any whole number",
        shapes.flag(True).regex: "true or false",
    }
