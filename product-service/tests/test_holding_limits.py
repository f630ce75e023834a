"""One shopper cannot set the whole shop aside, and can buy the last packet."""

from collections import Counter
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from product_service.database import db
from product_service.errors import TooManyHeld
from product_service.reservations import LIFETIME, expire_reservations, reserve
from product_service.stock import Quantity
from service_kit.clock import now

from .concurrency import CROWD, all_at_once
from .conftest import MakeProduct, QuantityOf


def hold(
    orders: FlaskClient,
    order: str,
    *lines: tuple[int, int],
    holder: str | None = "magpie",
) -> TestResponse:
    wanted = [{"product_id": product, "quantity": count} for product, count in lines]
    body = {"lines": wanted} | ({"holder": holder} if holder else {})
    return orders.put(f"/api/reservations/{order}", json=body)


@pytest.fixture
def basil(make_product: MakeProduct) -> int:
    return make_product("Basil", "2.40", quantity=100).id


@pytest.fixture
def dill(make_product: MakeProduct) -> int:
    return make_product("Dill", "1.90", quantity=12).id


def test_half_of_the_shelf_may_be_set_aside_and_no_more(
    orders: FlaskClient, basil: int, quantity_of: QuantityOf
) -> None:
    first = hold(orders, "order-1", (basil, 40))
    second = hold(orders, "order-2", (basil, 11))

    assert (first.status_code, second.status_code) == (201, 409)
    assert second.json["type"] == "urn:problem-type:too-many-held"
    assert second.json["short"] == [{"product_id": basil, "available": 10}]
    assert quantity_of(basil) == 60
    assert hold(orders, "order-3", (basil, 10)).status_code == 201


def test_refusal_of_one_line_takes_nothing_of_the_others(
    orders: FlaskClient, basil: int, dill: int, quantity_of: QuantityOf
) -> None:
    refused = hold(orders, "order-1", (basil, 51), (dill, 2))

    assert refused.json["short"] == [{"product_id": basil, "available": 50}]
    assert (quantity_of(basil), quantity_of(dill)) == (100, 12)


def test_what_another_holds_counts_for_the_half(
    orders: FlaskClient, basil: int
) -> None:
    hold(orders, "order-1", (basil, 50), holder="wren")

    assert hold(orders, "order-2", (basil, 50)).status_code == 201


@pytest.mark.parametrize("stock", [1, 3, 10])
def test_small_stock_can_be_bought_to_the_last_packet(
    orders: FlaskClient, make_product: MakeProduct, stock: int
) -> None:
    sage = make_product("Sage", quantity=stock).id

    assert hold(orders, "order-1", (sage, stock)).status_code == 201


def test_more_than_there_is_stays_out_of_stock(orders: FlaskClient, dill: int) -> None:
    refused = hold(orders, "order-1", (dill, 13))

    assert refused.json["type"] == "urn:problem-type:out-of-stock"


def test_share_is_never_more_than_there_is(orders: FlaskClient, dill: int) -> None:
    hold(orders, "order-1", (dill, 9), holder="wren")
    hold(orders, "order-2", (dill, 1))

    refused = hold(orders, "order-3", (dill, 3))

    assert refused.json["short"] == [{"product_id": dill, "available": 2}]


def test_sold_and_returned_packets_are_held_no_more(
    app: Flask, orders: FlaskClient, basil: int
) -> None:
    hold(orders, "order-1", (basil, 50))
    orders.post("/api/reservations/order-1/commit")
    hold(orders, "order-2", (basil, 25))
    orders.delete("/api/reservations/order-2")
    hold(orders, "order-3", (basil, 25))
    with app.app_context():
        assert expire_reservations(now() + LIFETIME + timedelta(seconds=1)) == 1

    assert hold(orders, "order-4", (basil, 25)).status_code == 201


def test_order_that_asks_again_is_not_counted_twice(
    orders: FlaskClient, basil: int
) -> None:
    hold(orders, "order-1", (basil, 50))

    assert hold(orders, "order-1", (basil, 50)).status_code == 200


def test_whoever_names_no_holder_is_held_to_no_share(
    orders: FlaskClient, basil: int
) -> None:
    assert hold(orders, "order-1", (basil, 99), holder=None).status_code == 201


@pytest.mark.parametrize("holder", ["", "a b", "x" * 65, "ä", 7])
def test_holder_is_one_word(orders: FlaskClient, basil: int, holder: object) -> None:
    lines = [{"product_id": basil, "quantity": 1}]
    body = {"lines": lines, "holder": holder}

    assert orders.put("/api/reservations/order-1", json=body).status_code == 422


def test_holds_of_one_shopper_at_the_same_moment_do_not_pass_together(
    app: Flask, basil: int, quantity_of: QuantityOf
) -> None:
    def take(number: int) -> str:
        try:
            reserve(f"order-{number}", [Quantity(basil, 20)], "EUR", "magpie")
        except TooManyHeld:
            db.session.rollback()
            return "refused"
        return "held"

    outcomes = all_at_once(app, take)

    assert outcomes == Counter({"held": 2, "refused": CROWD - 2})
    assert quantity_of(basil) == 60
