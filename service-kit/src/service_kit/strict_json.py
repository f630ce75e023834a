"""Reads JSON where RFC 8259 leaves the choice to the reader: in the strictest way.

Bounded numbers, no NaN, no member twice, no depth that ends the stack. Whatever comes,
the worst outcome is a `ValueError`.
"""

import json
from collections.abc import Callable
from decimal import Decimal
from typing import Any, NoReturn

from service_kit.bounded_numbers import read_decimal, read_integer


def read_json(
    content: str | bytes,
    *,
    fraction: Callable[[str], Decimal | float] = read_decimal,
) -> object:
    """Parse a document; raise `ValueError`, with a place where the text breaks off.

    `fraction` reads the numbers that are not whole.
    """
    try:
        return json.loads(
            content,
            parse_int=read_integer,
            parse_float=fraction,
            parse_constant=_refuse_constant,
            object_pairs_hook=_refuse_repetition,
        )
    except RecursionError:
        raise ValueError("it is nested too deeply") from None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(f"{name} is not a number")


def _refuse_repetition(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) < len(pairs):
        raise ValueError("a member is there twice")
    return members
