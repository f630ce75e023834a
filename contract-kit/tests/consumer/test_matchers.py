"""A matcher refuses an example or a use that would make it mean less than it seems."""

from decimal import Decimal

import pytest

from contract_kit import UnsafeMatcher
from contract_kit.consumer.matchers import (
    decimal,
    document,
    element,
    etag,
    exactly,
    flag,
    from_state,
    instant,
    integer,
    money,
    one_of,
    pattern,
    some,
    text,
    token,
    uid,
)


@pytest.mark.parametrize(
    ("matcher", "example"),
    [
        (text, ""),
        (text, "   "),
        (text, "two\nlines"),
        (text, 5),
        (money, "2.4"),
        (money, "-1.00"),
        (decimal, 2.4),
        (decimal, "2.4"),
        (integer, True),
        (integer, "1"),
        (flag, 1),
        (flag, "true"),
        (instant, "2026-11-21"),
        (instant, "2026-11-21T12:00:00"),
        (instant, "2026-13-21T12:00:00Z"),
        (uid, "teapot"),
        (token, "a b"),
        (etag, "unquoted"),
    ],
)
def test_example_must_fit_its_own_matcher(matcher, example):
    with pytest.raises(UnsafeMatcher):
        matcher(example)


@pytest.mark.parametrize("amount", [2.4, Decimal("2.40"), 2])
def test_money_as_number_is_refused_with_reason(amount):
    with pytest.raises(
        UnsafeMatcher, match=r"as text of two decimals, money\(\"2.40\"\)"
    ):
        money(amount)


@pytest.mark.parametrize("amount", ["90071992547409930.01", "1234567890123456.78"])
def test_decimal_that_a_number_cannot_hold_is_refused(amount):
    with pytest.raises(UnsafeMatcher, match=r"would be written as .* money\(\.\.\.\)"):
        decimal(amount)


def test_float_says_what_to_write_instead():
    with pytest.raises(UnsafeMatcher, match=r"integer\(1\), and an amount of money"):
        integer(1.5)


def test_pattern_checks_its_example():
    with pytest.raises(UnsafeMatcher, match="does not match"):
        pattern("teapot", r"\d+")


def test_pattern_must_not_accept_nothing():
    with pytest.raises(UnsafeMatcher, match="accepts an empty text"):
        pattern("12", r"\d*")


@pytest.mark.parametrize("regex", ["(?s).+", "(?i)tea", "(?P<name>tea)"])
def test_pattern_refuses_what_pact_reads_differently(regex):
    with pytest.raises(UnsafeMatcher, match="without them"):
        pattern("tea", regex)


def test_single_alternative_is_exact():
    with pytest.raises(UnsafeMatcher, match=r"write exactly\('paid'\)"):
        one_of("paid")


def test_list_of_anything_is_refused():
    with pytest.raises(UnsafeMatcher, match="accepts any object"):
        some({})


def test_exact_value_holds_no_matchers():
    with pytest.raises(UnsafeMatcher, match="Matcher"):
        exactly({"name": text("Teapot")})


def test_exact_value_holds_no_floats():
    with pytest.raises(UnsafeMatcher, match="write an amount as money"):
        exactly({"price": 2.4})


def test_element_holds_text_alone():
    with pytest.raises(UnsafeMatcher, match="<tea> holds None"):
        element("tea", None)


def test_answer_cannot_take_values_from_states():
    with pytest.raises(UnsafeMatcher, match="for requests alone"):
        some({"token": from_state("token", example="abc")})


def test_document_without_example_is_refused():
    with pytest.raises(UnsafeMatcher, match="give an example"):
        document("text/plain", "")


def test_name_of_a_value_becomes_an_expression():
    assert from_state("token", example="abc").expression == "${token}"
    assert from_state("Bearer ${token}", example="Bearer abc").expression == (
        "Bearer ${token}"
    )
