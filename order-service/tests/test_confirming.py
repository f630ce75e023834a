"""A payment that the shopper confirms at the bank: whoever then looks need not wait."""

from datetime import datetime, timedelta

import pytest
from flask import Flask

from order_service.database import db
from order_service.models import Order
from order_service.sweeping import sweep
from service_kit import clock

from .conftest import BASIL, Shopper
from .fakes import FakeBank

A_SECOND = timedelta(seconds=1)


@pytest.fixture
def waiting(app: Flask, ada: Shopper) -> str:
    """The number of an order that the bank wants confirmed, tried long ago."""
    ada.add(BASIL)
    number = ada.check_out(method="tok_requires_action").json["result"]["number"]
    put_off(app)
    return number


def put_off(app: Flask) -> datetime:
    with app.app_context():
        order = db.session.scalars(db.select(Order)).one()
        order.next_attempt_at = clock.exact_now() + timedelta(seconds=9)
        db.session.commit()
    return next_attempt(app)


def next_attempt(app: Flask) -> datetime:
    with app.app_context():
        return db.session.scalars(db.select(Order.next_attempt_at)).one()


def look(shopper: Shopper, number: str) -> str:
    return shopper.get(f"/api/order/{number}").json["result"]["state"]


def test_confirmed_order_is_paid_a_second_after_its_shopper_looks(
    app: Flask,
    ada: Shopper,
    bank: FakeBank,
    waiting: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    bank.is_confirmed = True
    look(ada, waiting)
    a_moment_later = clock.exact_now() + A_SECOND

    with monkeypatch.context() as later, app.app_context():
        later.setattr(clock, "exact_now", lambda: a_moment_later)
        assert sweep(lambda: False) == 1

    assert look(ada, waiting) == "paid"


def test_bank_is_asked_once_a_second_however_often_the_shopper_looks(
    app: Flask, ada: Shopper, waiting: str
) -> None:
    begin = clock.exact_now()

    look(ada, waiting)
    first = next_attempt(app)
    look(ada, waiting)

    assert next_attempt(app) == first >= begin + A_SECOND


def test_look_of_somebody_else_hastens_nothing(
    app: Flask, keeper: Shopper, waiting: str
) -> None:
    before = next_attempt(app)

    look(keeper, waiting)

    assert next_attempt(app) == before


def test_look_does_not_press_a_bank_that_does_not_answer(
    app: Flask, ada: Shopper, bank: FakeBank
) -> None:
    ada.add(BASIL)
    bank.is_down = True
    number = ada.check_out().json["result"]["number"]
    before = put_off(app)

    look(ada, number)

    assert next_attempt(app) == before
