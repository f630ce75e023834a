"""However a cart is filled, everybody names the same sum for it, to the cent."""

import itertools
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from order_service.reconciliation import compare_books
from service_kit.money import Money

from .conftest import Shopper
from .fakes import FakeBank, FakeProductService, FakeUserService

# Six lines of 99 of the dearest stay below the largest sum that can travel.
DEAREST = 10**8
prices = st.integers(0, DEAREST).map(lambda minor: Money(minor, "EUR").amount)


def lists_of(*parts: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    """Fill carts up to what one shopper may order: many lines, or large ones."""
    few = st.lists(st.tuples(*parts, st.integers(1, 99)), min_size=1, max_size=2)
    many = st.lists(st.tuples(*parts, st.integers(1, 33)), min_size=1, max_size=6)
    return few | many


carts = lists_of(prices)
unsteady_carts = lists_of(prices, prices)
deliveries = st.sampled_from(["standard", "express"])
carefully = settings(
    max_examples=25,
    deadline=None,
    # One shop serves all examples, as shops do: each has a shopper of its own.
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)


@pytest.fixture
def shoppers(app: Flask, users: FakeUserService) -> Iterator[Shopper]:
    return (
        Shopper(app.test_client(), users.sign_in(number))
        for number in itertools.count(100)
    )


@pytest.fixture
def product_ids() -> Iterator[int]:
    return itertools.count(1000)


def fill(
    shopper: Shopper,
    product_service: FakeProductService,
    lines: list[tuple[str, int]],
    ids: Iterator[int],
) -> dict[int, int]:
    """Put new products at these prices into the cart, so many of each."""
    wanted = dict(zip(ids, lines, strict=False))
    for product_id, (price, quantity) in wanted.items():
        product_service.put(product_id, f"Seed {product_id}", price, available=100)
        shopper.add(product_id, quantity)
    return {product_id: quantity for product_id, (_, quantity) in wanted.items()}


def exact_sum(lines: list[tuple[Any, ...]], price: int, delivery: str) -> int:
    """Add up in whole cents, by the price at this place of each line."""
    costs = (Money.parse(line[price], "EUR").minor * line[-1] for line in lines)
    return sum(costs) + {"standard": 290, "express": 590}[delivery]


def in_cents(order: dict[str, str], name: str = "total") -> int:
    return Money.parse(order[name], order["currency"]).minor


@carefully
@given(lines=carts, delivery=deliveries)
def test_everybody_names_the_same_sum(
    lines: list[tuple[str, int]],
    delivery: str,
    app: Flask,
    keeper: Shopper,
    product_service: FakeProductService,
    bank: FakeBank,
    shoppers: Iterator[Shopper],
    product_ids: Iterator[int],
) -> None:
    shopper = next(shoppers)
    quantities = fill(shopper, product_service, lines, product_ids)
    guest_lines = [{"product_id": one, "qty": n} for one, n in quantities.items()]
    wanted = {"lines": guest_lines, "delivery": delivery}

    quote = shopper.client.post("/api/order/quote", json=wanted).json["result"]
    cart = shopper.get("/api/order", delivery=delivery).json["result"]
    key = f"key-{next(product_ids):04}"
    order = shopper.check_out(key, delivery=delivery, expected_total=cart["total"])
    placed = order.json["result"]
    (mine,) = shopper.get("/api/orders").json["results"]
    of_all = keeper.get("/api/orders", all="true", idempotency_key=key).json
    (listed,) = of_all["results"]
    captured = list(bank.captured.values())[-1]

    exact = exact_sum(lines, 0, delivery)
    shown = [in_cents(one) for one in (quote, cart, placed, mine, listed)]
    assert (order.status_code, placed["state"]) == (201, "paid")
    assert shown == [exact] * 5
    assert captured.minor == exact


@carefully
@given(lines=unsteady_carts, delivery=deliveries)
def test_price_that_changes_is_charged_only_once_it_was_seen(
    lines: list[tuple[str, str, int]],
    delivery: str,
    keeper: Shopper,
    product_service: FakeProductService,
    bank: FakeBank,
    shoppers: Iterator[Shopper],
    product_ids: Iterator[int],
) -> None:
    shopper = next(shoppers)
    before, after = exact_sum(lines, 0, delivery), exact_sum(lines, 1, delivery)
    assume(before != after)
    former = [(price, count) for price, _, count in lines]
    quantities = fill(shopper, product_service, former, product_ids)
    charged = len(bank.captured)
    for product_id, (_, price, _) in zip(quantities, lines, strict=True):
        product_service.change(product_id, price=Money.parse(price, "EUR"))

    wish = {"delivery": delivery, "expected_total": Money(before, "EUR").amount}
    refused = shopper.check_out("former-total", **wish)
    assert refused.json["type"] == "urn:problem-type:price-changed"
    assert len(bank.captured) == charged

    cart = shopper.get("/api/order", delivery=delivery).json["result"]
    wish["expected_total"] = cart["total"]
    placed = shopper.check_out("present-total", **wish).json["result"]
    for product_id in quantities:
        product_service.change(product_id, price=Money(DEAREST, "EUR"))
    of_keeper = keeper.get(f"/api/order/{placed['number']}").json["result"]
    captured = list(bank.captured.values())[charged:]

    assert [in_cents(one) for one in (cart, placed, of_keeper)] == [after] * 3
    assert [money.minor for money in captured] == [after]


@carefully
@given(lines=carts, delivery=deliveries)
def test_every_document_is_the_sum_of_its_parts(
    lines: list[tuple[str, int]],
    delivery: str,
    product_service: FakeProductService,
    shoppers: Iterator[Shopper],
    product_ids: Iterator[int],
) -> None:
    shopper = next(shoppers)
    fill(shopper, product_service, lines, product_ids)
    cart = shopper.get("/api/order", delivery=delivery).json["result"]
    order = shopper.check_out(delivery=delivery, expected_total=cart["total"])

    for document in (cart, order.json["result"]):
        parts = [
            Money.parse(item["line_total"], document["currency"]).minor
            for item in document["items"]
        ]
        assert sum(parts) == in_cents(document, "subtotal")
        assert sum(parts) + in_cents(document, "delivery") == in_cents(document)


@carefully
@given(lines=carts, off_by=st.integers(-290, 300).filter(bool))
def test_any_other_sum_than_shown_is_never_charged(
    lines: list[tuple[str, int]],
    off_by: int,
    product_service: FakeProductService,
    bank: FakeBank,
    shoppers: Iterator[Shopper],
    product_ids: Iterator[int],
) -> None:
    shopper = next(shoppers)
    quantities = fill(shopper, product_service, lines, product_ids)
    seen = in_cents(shopper.cart()) + off_by
    charged = len(bank.captured)

    answer = shopper.check_out(expected_total=Money(seen, "EUR").amount)

    assert answer.json["type"] == "urn:problem-type:price-changed"
    assert len(bank.captured) == charged
    back = {item["product_id"]: item["quantity"] for item in shopper.cart()["items"]}
    assert back == quantities
    assert all(product_service.stock[one].available == 100 for one in quantities)


@carefully
@given(days=st.lists(st.tuples(carts, st.booleans()), min_size=1, max_size=4))
def test_books_agree_after_any_day(
    days: list[tuple[list[tuple[str, int]], bool]],
    app: Flask,
    product_service: FakeProductService,
    shoppers: Iterator[Shopper],
    product_ids: Iterator[int],
) -> None:
    for lines, is_sent_back in days:
        shopper = next(shoppers)
        fill(shopper, product_service, lines, product_ids)
        number = shopper.check_out().json["result"]["number"]
        if is_sent_back:
            shopper.post(f"/api/order/{number}/cancel")

    with app.app_context():
        assert compare_books() == []
