"""Numbers from outside: digits and exponent are checked on the text, before arithmetic.

`Decimal("1e-400000000")` is made in no time and takes 400 MB once it is written out;
an exponent of twenty digits is an `InvalidOperation`, which is no `ValueError`.
"""

import math
import re
from decimal import Decimal

# The shortest form of a float has 17 digits and an exponent of 308 at most.
MOST_DIGITS = 1000
LARGEST_EXPONENT = 999
_INTEGER = re.compile(rf"-?[0-9]{{1,{MOST_DIGITS}}}", re.ASCII)
_DECIMAL = re.compile(
    rf"{_INTEGER.pattern}(\.[0-9]{{1,{MOST_DIGITS}}})?([eE][+-]?0{{,9}}[0-9]{{1,3}})?",
    re.ASCII,
)
_SHOWN = 30


class NumberOutOfBounds(ValueError):
    """The number has more digits, or a larger exponent, than anything here needs."""

    def __init__(self, text: str) -> None:
        """Take the number as it was written; it may be long."""
        shown = text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
        super().__init__(
            f"{shown} has more than {MOST_DIGITS} digits or an exponent beyond "
            f"{LARGEST_EXPONENT}"
        )


def read_integer(text: str) -> int:
    """Read a whole number; raise `NumberOutOfBounds`."""
    if not _INTEGER.fullmatch(text):
        raise NumberOutOfBounds(text)
    return int(text)


def read_decimal(text: str) -> Decimal:
    """Read a number with decimals or an exponent; raise `NumberOutOfBounds`."""
    if not _DECIMAL.fullmatch(text):
        raise NumberOutOfBounds(text)
    return Decimal(text)


def read_float(text: str) -> float:
    """Read a number as the nearest float; raise `NumberOutOfBounds`."""
    number = float(read_decimal(text))
    if not math.isfinite(number):
        raise NumberOutOfBounds(text)
    return number


def written_out(number: Decimal) -> str:
    """Write a number without an exponent; raise `NumberOutOfBounds` where that is long.

    For a `Decimal` that somebody else made: its parts are looked at and never computed
    with.
    """
    _, digits, exponent = number.as_tuple()
    if not isinstance(exponent, int):
        raise NumberOutOfBounds("What is no number")
    if max(len(digits), abs(exponent)) > LARGEST_EXPONENT:
        raise NumberOutOfBounds("The number")
    return f"{number:f}"
