"""No number from outside costs more than its text."""

import tracemalloc
from collections.abc import Callable
from decimal import Decimal

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from service_kit.bounded_numbers import (
    NumberOutOfBounds,
    read_decimal,
    read_float,
    read_integer,
    written_out,
)
from service_kit.fields import Amount
from service_kit.money import InvalidAmount, Money
from service_kit.strict_json import read_json

BOMBS = [
    "1e-400000000",
    "1e400000000",
    "-1e-400000000",
    "1E+99999999999999",
    "1e-99999999999999",
    "1e9999999999999999999",
    "0e-9999999999999999999",
    "9" * 20_000,
    "-" + "9" * 20_000,
    "0." + "9" * 20_000,
    "9" * 20_000 + ".5e-50000",
]
JSON = "application/json"
A_LITTLE = 2 * 1024 * 1024


@pytest.mark.parametrize("number", BOMBS, ids=range(len(BOMBS)))
@pytest.mark.parametrize(
    "document",
    ["{}", '{{"price": {}}}', '{{"name": "Assam", "cups": {}}}', '{{"tags": [{}]}}'],
)
def test_number_out_of_bounds_is_a_4xx_at_once(
    client: FlaskClient, document: str, number: str
) -> None:
    tracemalloc.start()

    answer = client.post("/teas", data=document.format(number), content_type=JSON)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert answer.status_code == 400
    assert "number" in answer.json["detail"]
    assert peak < A_LITTLE


@pytest.mark.parametrize("number", BOMBS, ids=range(len(BOMBS)))
def test_number_of_a_form_is_bounded_too(client: FlaskClient, number: str) -> None:
    form = {"name": "Assam", "cups": number, "price": number}

    answer = client.post("/teas", data=form)

    assert set(answer.json["errors"]) == {"cups", "price"}


@pytest.mark.parametrize(
    "number", [Decimal(10) ** 99, Decimal("1e-400000000"), Decimal("1e400000000")]
)
def test_money_never_writes_out_a_decimal_of_others(number: Decimal) -> None:
    tracemalloc.start()

    with pytest.raises(InvalidAmount):
        Money.parse(number, "EUR")
    with pytest.raises(ValidationError):
        TypeAdapter(Amount).validate_python(number)

    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert peak < A_LITTLE


@pytest.mark.parametrize("read", [read_integer, read_decimal, read_float])
@pytest.mark.parametrize(
    "text", ["", "١", " 1", "1_0", "+1", "NaN", "1e", "0x1", "1\n"]
)
def test_what_json_calls_no_number_is_none(
    read: Callable[[str], object], text: str
) -> None:
    with pytest.raises(NumberOutOfBounds):
        read(text)


def test_long_number_is_named_by_its_beginning() -> None:
    with pytest.raises(NumberOutOfBounds, match="^9{29}… has more than 1000 digits"):
        read_integer("9" * 5000)


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_float_that_a_program_writes_is_read(number: float) -> None:
    assert read_float(repr(number)) == number


@given(st.integers(-(2**64), 2**64))
def test_every_ordinary_integer_is_read(number: int) -> None:
    assert read_json(str(number)) == number


@given(st.decimals(allow_nan=False, allow_infinity=False, places=6))
def test_decimal_is_written_without_an_exponent(number: Decimal) -> None:
    assert Decimal(written_out(number)) == number
    assert "E" not in written_out(number)
