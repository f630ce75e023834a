"""Orders that nobody has settled, and how they come to be due."""

from datetime import timedelta

from flask import Flask
from sqlalchemy import update

from order_service.database import db
from order_service.models import Order
from service_kit import clock

from .conftest import BASIL, Shopper
from .fakes import FakeBank

LONG_AGO = timedelta(minutes=1)


def leave_unsettled(app: Flask, shopper: Shopper, bank: FakeBank, key: str) -> str:
    """Place an order that the bank leaves unanswered, due now; return its number."""
    shopper.add(BASIL)
    bank.is_down = True
    number = shopper.check_out(key).json["result"]["number"]
    bank.is_down = False
    make_due(app)
    return number


def make_due(app: Flask) -> None:
    with app.app_context():
        now = clock.exact_now()
        db.session.execute(update(Order).values(next_attempt_at=now - LONG_AGO))
        db.session.commit()
