from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState

from order_service import orders
from order_service.clients.product_service import ReservationState
from order_service.database import db
from order_service.errors import NotPossibleNow
from order_service.models import Order
from order_service.settlement import settle
from order_service.state_updates import advance, load
from order_service.states import OrderState
from service_kit import clock

from .conftest import BASIL, Shopper
from .fakes import FakeBank, FakeProductService

AN_HOUR_AGO = clock.now() - timedelta(hours=1)
BOUGHT = {"cart_version": 1, "expected_total": "5.30"}


def buy(shopper: Shopper) -> str:
    shopper.add(BASIL)
    return shopper.check_out(**BOUGHT).json["result"]["number"]


def leave_at(app: Flask, shopper: Shopper, bank: FakeBank, state: OrderState) -> Order:
    """Place an order that has come so far, and nobody drives on."""
    bank.is_down = True
    buy(shopper)
    bank.is_down = False
    order = db.session.scalars(db.select(Order)).one()
    if order.state != state:
        advance(load(order.id), state)
    return load(order.id)


@pytest.mark.parametrize("state", ["committed", "shipped", "delivered"])
def test_order_past_the_point_cannot_be_cancelled(
    app: Flask, ada: Shopper, bank: FakeBank, state: str
) -> None:
    with app.app_context():
        order = leave_at(app, ada, bank, OrderState(state))

    answer = ada.post(f"/api/order/{order.number}/cancel")

    assert answer.status_code == 409
    assert ada.get(f"/api/order/{order.number}").json["result"]["state"] == state


def test_cancellation_sees_what_became_of_the_order_meanwhile(
    app: Flask, ada: Shopper, bank: FakeBank
) -> None:
    with app.app_context():
        seen = leave_at(app, ada, bank, OrderState.RESERVED)
        advance(load(seen.id), OrderState.COMMITTED)

        with pytest.raises(NotPossibleNow):
            orders.cancel(seen)

        assert load(seen.id).state == "committed"


def test_cancellation_of_a_paid_order_that_was_seen_unpaid_refunds_it(
    app: Flask, ada: Shopper, bank: FakeBank, product_service: FakeProductService
) -> None:
    with app.app_context():
        seen = leave_at(app, ada, bank, OrderState.RESERVED)
        paid = settle(seen.id, 5)

        cancelled = orders.cancel(seen)

    assert (paid.state, cancelled.state) == ("paid", "refunded")
    assert bank.captured == {}
    assert ada.cart()["items"] == []


def test_of_a_cancellation_and_a_commit_one_wins(
    app: Flask, ada: Shopper, bank: FakeBank, product_service: FakeProductService
) -> None:
    with app.app_context():
        driver = leave_at(app, ada, bank, OrderState.AUTHORISED)
        orders.cancel(driver)

        is_committed = advance(driver, OrderState.COMMITTED)

        assert not is_committed
        assert settle(driver.id, 5).state == "failed"
    assert [reservation.state for reservation in product_service.kept.values()] == [
        ReservationState.RELEASED
    ]


@pytest.mark.parametrize("is_paid", [True, False])
def test_cancelling_twice_is_no_fault(
    ada: Shopper, bank: FakeBank, product_service: FakeProductService, is_paid: bool
) -> None:
    bank.is_down = not is_paid
    number = buy(ada)
    bank.is_down = False

    first = ada.post(f"/api/order/{number}/cancel")
    again = ada.post(f"/api/order/{number}/cancel")

    assert (first.status_code, again.status_code) == (200, 200)
    assert again.json == first.json
    assert product_service.stock[BASIL].available == 50


def test_silent_bank_leaves_the_refund_to_the_sweeper(
    app: Flask, ada: Shopper, bank: FakeBank
) -> None:
    number = buy(ada)
    bank.is_down = True

    answer = ada.post(f"/api/order/{number}/cancel")

    assert answer.json["result"]["state"] == "refunding"
    bank.is_down = False
    with app.app_context():
        order_id = db.session.scalars(db.select(Order.id)).one()
        assert settle(order_id, 5).state == "refunded"


def test_failing_goes_on_after_the_time_to_give_up(
    app: Flask, ada: Shopper, bank: FakeBank
) -> None:
    with app.app_context():
        order = leave_at(app, ada, bank, OrderState.FAILING)
        stored = db.session.get_one(Order, order.id)
        stored.give_up_at, stored.reason = AN_HOUR_AGO, "declined"
        db.session.commit()
        bank.is_down = True
        waiting = settle(order.id, 5)
        bank.is_down = False

        done = settle(order.id, 5)

    assert (waiting.state, done.state) == ("failing", "failed")
    assert done.reason == "declined"


def test_committed_order_goes_on_after_the_time_to_give_up(
    app: Flask, ada: Shopper, bank: FakeBank, product_service: FakeProductService
) -> None:
    with app.app_context():
        order = leave_at(app, ada, bank, OrderState.RESERVED)
        bank.authorise(order.id, product_service.kept[order.id].total, "tok_ok")
        product_service.commit(order.id)
        advance(order, OrderState.COMMITTED, give_up_at=AN_HOUR_AGO)

        assert settle(order.id, 5).state == "paid"


@pytest.mark.parametrize(
    ("deed", "sentence"),
    [("cancel", "The order was refunded"), ("ship", "Order placed")],
)
def test_repeated_checkout_reports_what_became_of_the_order(
    ada: Shopper, keeper: Shopper, deed: str, sentence: str
) -> None:
    number = buy(ada)
    keeper.post(f"/api/order/{number}/{deed}")

    again = ada.check_out(**BOUGHT)

    assert (again.status_code, again.json["message"]) == (201, sentence)
    assert again.headers["Idempotency-Replayed"] == "true"


def test_repeated_checkout_during_a_refund_is_not_final(
    ada: Shopper, bank: FakeBank
) -> None:
    number = buy(ada)
    bank.is_down = True
    ada.post(f"/api/order/{number}/cancel")

    again = ada.check_out(**BOUGHT)

    assert (again.status_code, again.json["result"]["state"]) == (202, "refunding")
    assert again.json["message"] == "The order is being refunded"
    assert again.headers["Location"] == f"/api/order/{number}"


def test_repeated_checkout_of_a_cancelled_order_says_so(
    ada: Shopper, bank: FakeBank
) -> None:
    bank.is_down = True
    number = buy(ada)
    bank.is_down = False
    ada.post(f"/api/order/{number}/cancel")

    again = ada.check_out(**BOUGHT)

    assert (again.status_code, again.json["number"]) == (409, number)
    assert again.json["type"] == "urn:problem-type:cancelled"


def test_stock_is_kept_until_the_money_is_given_back(
    ada: Shopper, bank: FakeBank, product_service: FakeProductService
) -> None:
    number = buy(ada)
    bank.is_down = True

    ada.post(f"/api/order/{number}/cancel")

    assert [reservation.state for reservation in product_service.kept.values()] == [
        ReservationState.COMMITTED
    ]
    assert product_service.stock[BASIL].available == 49


@contextmanager
def delivered_before_the_next_change() -> Iterator[None]:
    """Come between the look at an order and its change."""

    def be_quicker(execution: ORMExecuteState) -> None:
        if execution.is_update:
            execution.session.connection().exec_driver_sql(
                "UPDATE orders SET state = 'delivered'"
            )

    event.listen(db.session, "do_orm_execute", be_quicker)
    yield
    event.remove(db.session, "do_orm_execute", be_quicker)


@pytest.mark.parametrize("deed", [orders.ship, orders.refund])
def test_order_that_moves_on_at_this_moment_is_left_alone(
    app: Flask, ada: Shopper, deed: Callable[[Order], Order]
) -> None:
    buy(ada)
    with app.app_context():
        order = load(db.session.scalars(db.select(Order.id)).one())

        with delivered_before_the_next_change(), pytest.raises(NotPossibleNow):
            deed(order)


def test_two_administrators_ship_once(
    app: Flask, ada: Shopper, sign_in: Callable[..., Shopper]
) -> None:
    number = buy(ada)

    first = sign_in(9, admin=True).post(f"/api/order/{number}/ship")
    second = sign_in(9, admin=True).post(f"/api/order/{number}/ship")

    assert (first.status_code, second.status_code) == (200, 409)
    history = ada.get(f"/api/order/{number}").json["result"]["history"]
    assert [step["state"] for step in history].count("shipped") == 1
