"""Money as whole minor units and a currency: never a float, anywhere."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Self

from service_kit.bounded_numbers import NumberOutOfBounds, written_out

# 10^11 minor units a sum leaves room to add 10,000 of the dearest lines below 2^53,
# the largest whole number that every JSON reader keeps exactly (RFC 8259, section 6).
LARGEST_AMOUNT = 10**11
_WRITTEN = re.compile(r"([0-9]{1,12})(?:\.([0-9]{1,2}))?", re.ASCII)
_SUM = re.compile(r"[0-9]{1,13}\.[0-9]{2}", re.ASCII)
_WANTED = "Write the amount as a decimal such as 10.99."


class InvalidAmount(ValueError):
    """The amount is no sum of money with at most two decimals."""


class CurrencyMismatch(ValueError):
    """Two currencies met in one sum."""


@dataclass(frozen=True, slots=True)
class Money:
    """A sum in minor units (cents) of one currency; a shop has one currency only."""

    minor: int
    currency: str

    @classmethod
    def parse(cls, amount: int | str | Decimal, currency: str) -> Self:
        """Read `10`, `"10"`, `"10.9"` or `Decimal("10.99")`; raise `InvalidAmount`."""
        if isinstance(amount, bool) or not isinstance(amount, int | str | Decimal):
            raise InvalidAmount(_WANTED)
        minor = _minor_units(_plain(amount))
        return cls(minor, currency)

    @classmethod
    def parse_sum(cls, written: str, currency: str) -> Self:
        """Read what other applications added up: it may be more than an amount may."""
        if not isinstance(written, str) or not _SUM.fullmatch(written):
            raise InvalidAmount("Write the sum as a decimal of two places.")
        return cls(int(written.replace(".", "")), currency)

    @classmethod
    def zero(cls, currency: str) -> Self:
        """Start a sum."""
        return cls(0, currency)

    @property
    def amount(self) -> str:
        """The sum as it travels: a decimal string of two places, `"2.40"`."""
        sign = "-" if self.minor < 0 else ""
        whole, cents = divmod(abs(self.minor), 100)
        return f"{sign}{whole}.{cents:02d}"

    def __str__(self) -> str:
        return f"{self.amount} {self.currency}"

    def __add__(self, other: Self) -> Self:
        self._demand_same_currency(other)
        return type(self)(self.minor + other.minor, self.currency)

    def __sub__(self, other: Self) -> Self:
        self._demand_same_currency(other)
        return type(self)(self.minor - other.minor, self.currency)

    def __mul__(self, count: int) -> Self:
        return type(self)(self.minor * count, self.currency)

    def _demand_same_currency(self, other: Self) -> None:
        if self.currency != other.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} do not add.")


def _plain(amount: int | str | Decimal) -> str:
    if isinstance(amount, str):
        return amount
    if isinstance(amount, Decimal):
        return _written_out(amount)
    if abs(amount) > LARGEST_AMOUNT:
        raise InvalidAmount("The amount is too large.")
    return str(amount)


def _written_out(amount: Decimal) -> str:
    try:
        return written_out(amount)
    except NumberOutOfBounds:
        raise InvalidAmount(_WANTED) from None


def _minor_units(text: str) -> int:
    found = _WRITTEN.fullmatch(text)
    if not found:
        raise InvalidAmount(_WANTED)
    whole, cents = found.groups()
    minor = int(whole) * 100 + int((cents or "").ljust(2, "0"))
    if minor > LARGEST_AMOUNT:
        raise InvalidAmount("The amount is too large.")
    return minor
