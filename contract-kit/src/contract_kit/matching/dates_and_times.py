"""Decides dates and times by the Java patterns in which pacts write them.

The bounds are those of pact's own engine, measured, and not those of any calendar: a
second of 60 passes, an offset of 12 hours or more does not.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache

from contract_kit.matching.mismatch import UnknownRule

DEFAULT_FORMATS = {
    "date": "yyyy-MM-dd",
    "time": "HH:mm:ss",
    "datetime": "yyyy-MM-dd'T'HH:mm:ssXXX",
    "timestamp": "yyyy-MM-dd'T'HH:mm:ssXXX",
}

_PART = re.compile(r"(?P<letters>([A-Za-z])\2*)|'(?P<quoted>[^']*)'|(?P<other>.)")
# Pact takes as many digits as there are, and looks at their worth afterwards.
_HOURS = r"[+-](?P<zone_hours>\d{1,2}+)"
_MINUTES = r"(?P<zone_minutes>\d{1,2}+)"
_LETTERS = {
    "yyyy": r"(?P<year>\d{1,4}+)",
    "yy": r"(?P<year>\d{1,2}+)",
    "MM": r"(?P<month>\d{1,2}+)",
    "dd": r"(?P<day>\d{1,2}+)",
    "HH": r"(?P<hours>\d{1,2}+)",
    "mm": r"(?P<minutes>\d{1,2}+)",
    "ss": r"(?P<seconds>\d{1,2}+)",
    "Z": rf"{_HOURS}{_MINUTES}",
    "X": rf"(?:Z|{_HOURS}{_MINUTES}?)",
    "XX": rf"(?:Z|{_HOURS}{_MINUTES})",
    "XXX": rf"(?:Z|{_HOURS}:{_MINUTES})",
}
_LARGEST = {
    "hours": 23,
    "minutes": 59,
    "seconds": 60,
    "zone_hours": 11,
    "zone_minutes": 59,
}
_ALL_OF_A_DATE = {"year", "month", "day"}
# A leap year, for the year 0 which pact knows and Python does not.
_YEAR_ZERO = 400


def is_moment(text: str, written: str) -> bool:
    """Return whether a text is a date or a time of this format, and one that exists."""
    found = _compiled(written).fullmatch(text)
    if found is None:
        return False
    parts = {name: int(digits) for name, digits in found.groupdict("0").items()}
    return _is_on_the_calendar(parts) and all(
        parts.get(name, 0) <= largest for name, largest in _LARGEST.items()
    )


def _is_on_the_calendar(parts: Mapping[str, int]) -> bool:
    if "year" not in parts:
        return True
    try:
        date(parts["year"] or _YEAR_ZERO, parts["month"], parts["day"])
    except ValueError:
        return False
    return True


@cache
def _compiled(written: str) -> re.Pattern[str]:
    try:
        pattern = re.compile("".join(_expressions(written)), re.ASCII)
    except re.error as fault:
        raise UnknownRule(f"{written!r} is not supported: {fault}.") from fault
    if pattern.groupindex.keys() & _ALL_OF_A_DATE not in (set(), _ALL_OF_A_DATE):
        raise UnknownRule(f"A whole date or none is needed, not {written!r}.")
    return pattern


def _expressions(written: str) -> Iterator[str]:
    for part in _PART.finditer(written):
        letters = part["letters"]
        if letters is None:
            yield re.escape(part["other"] or part["quoted"] or "'")
        elif set(letters) == {"S"}:
            yield rf"\d{{1,{len(letters)}}}+"
        elif letters in _LETTERS:
            yield _LETTERS[letters]
        else:
            raise UnknownRule(f"{letters!r} in {written!r} is not supported.")
