"""Bounded field types for request models: text without control characters, small ints.

PostgreSQL refuses NUL, terminals obey escapes, right-to-left overrides make a name read
as another: such characters are refused at the door (Unicode categories Cc, Cs, Cf).
"""

import unicodedata
from decimal import Decimal
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

from service_kit.money import InvalidAmount, Money

LARGEST_ID = 2**31 - 1
_REFUSED = {"Cc", "Cs", "Cf"}
# Zero-width joiners shape letters and emoji; newlines and tabs are text in long fields.
_JOINERS = {"\u200c", "\u200d"}
_WHITE_SPACE = {"\n", "\r", "\t"}


class RequestModel(BaseModel):
    """A request body or query: every field is named here, any other is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _printable(text: str, allowed: set[str]) -> str:
    for character in text:
        if character in allowed:
            continue
        if unicodedata.category(character) in _REFUSED:
            raise PydanticCustomError(
                "control_character", "Leave out control characters."
            )
    return text


def _one_line(text: str) -> str:
    return _printable(text.strip(), _JOINERS)


def _many_lines(text: str) -> str:
    return _printable(text.strip(), _JOINERS | _WHITE_SPACE)


def _secret(text: str) -> str:
    return _printable(text, _JOINERS)


def _amount(value: object) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | str | Decimal):
        raise PydanticCustomError("amount", "Write the amount as a decimal.")
    try:
        return Decimal(Money.parse(value, "XXX").amount)
    except InvalidAmount as error:
        raise PydanticCustomError(
            "amount", "{reason}", {"reason": str(error)}
        ) from None


Line = Annotated[str, AfterValidator(_one_line)]
Text = Annotated[str, AfterValidator(_many_lines)]
Secret = Annotated[str, AfterValidator(_secret)]
Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Amount = Annotated[
    Decimal,
    BeforeValidator(_amount),
    WithJsonSchema(
        {
            "anyOf": [
                {"type": "string", "pattern": r"^[0-9]{1,12}(\.[0-9]{1,2})?$"},
                {"type": "number", "minimum": 0},
            ],
            "description": "A decimal such as 10.99.",
        },
        mode="validation",
    ),
]
