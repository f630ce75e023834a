"""Bounded field types for request models: text without control characters, small ints.

PostgreSQL refuses NUL, terminals obey escapes, right-to-left overrides make a name read
as another: such characters are refused in requests (Unicode categories Cc, Cs, Cf),
but for those that mean nothing and came along with what was pasted.
"""

from collections.abc import Collection
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

from service_kit.invisible_characters import (
    BLANK_LETTERS,
    JOINERS,
    unprintable,
    without_invisible,
)
from service_kit.money import InvalidAmount, Money

LARGEST_ID = 2**31 - 1
# Text in long fields.
_WHITE_SPACE = {"\n", "\r", "\t"}


class RequestModel(BaseModel):
    """A request body or query: every field is named here, any other is refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _printable(text: str, allowed: Collection[str]) -> str:
    if found := unprintable(text, allowed):
        raise PydanticCustomError(
            "control_character", "Leave out {sign}.", {"sign": found}
        )
    return text


def _one_line(text: str) -> str:
    return _printable(without_invisible(text).strip(), JOINERS)


def _many_lines(text: str) -> str:
    return _printable(without_invisible(text).strip(), JOINERS | _WHITE_SPACE)


def _secret(text: str) -> str:
    # Nothing is taken out of a password: it must be what was typed. Nobody has to see
    # its letters.
    return _printable(text, JOINERS | BLANK_LETTERS)


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
