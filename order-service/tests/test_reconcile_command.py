import json
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import Result
from flask import Flask
from sqlalchemy import update

from order_service.clients.payment import PaymentState
from order_service.clients.product_service import ReservationState
from order_service.database import db
from order_service.models import Order, OrderEvent
from order_service.sweeping import due_orders
from service_kit import clock
from service_kit.money import Money

from .conftest import BASIL, TEAPOT, Shopper
from .fakes import FakeBank, FakeProductService


def reconcile(app: Flask, *words: str) -> Result:
    return app.test_cli_runner().invoke(args=["reconcile", *words])


def place(shopper: Shopper, key: str = "key-0001") -> str:
    shopper.add(BASIL, 2)
    return shopper.check_out(key).json["result"]["number"]


def forget_orders(app: Flask) -> None:
    """Put back an old backup, from before all orders."""
    with app.app_context():
        db.drop_all()
        db.create_all()


def test_books_of_a_good_day_agree(ada: Shopper, keeper: Shopper, app: Flask) -> None:
    place(ada, "key-0001")
    ada.post(f"/api/order/{place(ada, 'key-0002')}/cancel")
    keeper.post(f"/api/order/{place(ada, 'key-0003')}/ship")
    ada.add(TEAPOT)
    ada.check_out("key-0004", method="tok_declined")

    result = reconcile(app)

    assert result.exit_code == 0
    assert result.stdout == "Orders, reservations and payments agree.\n"


def test_every_mismatch_is_a_line(ada: Shopper, app: Flask, bank: FakeBank) -> None:
    number = place(ada)
    (payment,) = bank.known.values()
    bank.known[payment.id] = replace(payment, state=PaymentState.AUTHORISED)

    result = reconcile(app)

    line, sum_up = result.stdout.splitlines()
    assert result.exit_code == 1
    assert line.split() == [
        *("open", "not-charged", number),
        *["It", "is", "paid,", "but", "its", "payment", "is", "authorised."],
    ]
    assert sum_up == "1 mismatches remain."


def test_report_is_for_programs(
    ada: Shopper, app: Flask, bank: FakeBank, tmp_path: Path
) -> None:
    number = place(ada)
    (order_id,) = bank.known
    bank.known.clear()

    reconcile(app, "--json", str(tmp_path / "report.json"))

    assert json.loads((tmp_path / "report.json").read_text()) == {
        "mismatches": [
            {
                "kind": "not-charged",
                "order_id": order_id,
                "number": number,
                "sentence": "It is paid, but its payment does not exist.",
                "remedy": None,
            }
        ],
        "mended": [],
    }


def test_money_taken_for_a_lost_order_is_never_touched(
    ada: Shopper, app: Flask, bank: FakeBank, product_service: FakeProductService
) -> None:
    place(ada)
    forget_orders(app)

    result = reconcile(app, "--release")

    assert result.exit_code == 1
    assert "7.70 EUR were charged for an order that nobody knows." in result.stdout
    assert len(bank.captured) == 1
    assert [reservation.state for reservation in product_service.kept.values()] == [
        ReservationState.COMMITTED
    ]


def test_what_a_lost_order_had_set_aside_is_given_back(
    ada: Shopper, app: Flask, bank: FakeBank, product_service: FakeProductService
) -> None:
    place(ada)
    forget_orders(app)
    (payment,) = bank.known.values()
    bank.known[payment.id] = replace(payment, state=PaymentState.AUTHORISED)

    listed = reconcile(app)
    mended = reconcile(app, "--release")

    assert (listed.exit_code, mended.exit_code) == (1, 0)
    assert mended.stdout.count("undone") == 2
    assert product_service.stock[BASIL].available == 50
    assert [payment.state for payment in bank.known.values()] == ["cancelled"]


def test_money_taken_just_now_is_not_given_back(
    ada: Shopper, app: Flask, bank: FakeBank
) -> None:
    place(ada)
    forget_orders(app)
    (charged,) = bank.known.values()

    early = [replace(charged, state=PaymentState.AUTHORISED)]
    bank.old_books = [early, early]

    result = reconcile(app, "--release")

    assert result.exit_code == 1
    assert "undone" not in result.stdout
    assert list(bank.captured.values()) == [Money(770, "EUR")]


def test_order_that_is_stuck_is_woken(ada: Shopper, app: Flask, bank: FakeBank) -> None:
    bank.is_down = True
    place(ada)
    bank.is_down = False
    now = clock.now()
    long_ago, later = now - timedelta(hours=1), now + timedelta(seconds=30)
    with app.app_context():
        waiting = {"give_up_at": long_ago, "next_attempt_at": later}
        db.session.execute(update(Order).values(**waiting))
        db.session.execute(update(OrderEvent).values(happened_at=long_ago))
        db.session.commit()

    result = reconcile(app, "--release")

    with app.app_context():
        assert len(due_orders()) == 1
    assert result.exit_code == 1
    assert result.stdout.startswith("woken   unfinished")


def test_order_that_moves_on_meanwhile_is_no_mismatch(
    ada: Shopper, app: Flask, product_service: FakeProductService
) -> None:
    place(ada)
    (sold,) = product_service.kept.values()
    product_service.old_books = [[replace(sold, state=ReservationState.HELD)]]

    assert reconcile(app).exit_code == 0


@pytest.mark.parametrize("service", ["bank", "product_service"])
def test_silent_service_leaves_everything_unknown(
    ada: Shopper,
    app: Flask,
    bank: FakeBank,
    product_service: FakeProductService,
    service: str,
) -> None:
    place(ada)
    {"bank": bank, "product_service": product_service}[service].is_down = True

    result = reconcile(app)

    assert result.exit_code == 2
    assert "The books cannot be compared" in result.stderr
    assert result.stdout == ""
