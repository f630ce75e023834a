from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from service_kit.money import (
    LARGEST_AMOUNT,
    CurrencyMismatch,
    InvalidAmount,
    Money,
)


@pytest.mark.parametrize(
    ("written", "minor"),
    [
        (10, 1000),
        ("10", 1000),
        ("10.9", 1090),
        ("10.99", 1099),
        (Decimal("10.99"), 1099),
        ("0", 0),
        (Decimal("1E+1"), 1000),
    ],
)
def test_amounts_are_read_to_the_cent(written: object, minor: int) -> None:
    assert Money.parse(written, "EUR") == Money(minor, "EUR")


@pytest.mark.parametrize(
    "written",
    ["NaN", "-1", "10.999", "1e3", "", " 1", "1 ", "١", "1,50", "inf", "9" * 30]
    + [Decimal("NaN"), Decimal("Infinity"), Decimal("1E+400"), Decimal("0.001")]
    + [-1, 10**400, 1.5, True, None, [], b"1"],
)
def test_what_is_no_money_is_refused(written: object) -> None:
    with pytest.raises(InvalidAmount):
        Money.parse(written, "EUR")


@given(st.integers(0, 10**11))
def test_money_survives_the_wire(minor: int) -> None:
    money = Money(minor, "EUR")

    assert Money.parse(money.amount, "EUR") == money


def test_sums_and_lines_are_whole_cents() -> None:
    packets = Money.parse("2.40", "EUR") * 3

    total = packets + Money.parse("2.90", "EUR") - Money(1, "EUR")

    assert str(total) == "10.09 EUR"
    assert (Money(5, "EUR") - Money(10, "EUR")).amount == "-0.05"


def test_two_currencies_never_add() -> None:
    with pytest.raises(CurrencyMismatch):
        Money(1, "EUR") + Money(1, "GBP")


def test_sum_may_be_larger_than_an_amount() -> None:
    dear = Money(LARGEST_AMOUNT, "EUR") * 9_900

    assert Money.parse_sum(dear.amount, "EUR") == dear


@pytest.mark.parametrize(
    "written",
    ["", "1", "1.2", "1.234", "-1.00", "1e9.00", "٣.00", "9" * 14 + ".00", 1, None],
)
def test_what_nobody_adds_up_to_is_no_sum(written: object) -> None:
    with pytest.raises(InvalidAmount):
        Money.parse_sum(written, "EUR")
