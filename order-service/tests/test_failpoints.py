from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import update

from order_service.config import Settings
from order_service.database import db
from order_service.failpoints import POINTS
from order_service.models import Order
from order_service.reconciliation import compare_books
from order_service.sweeping import sweep
from service_kit import clock

from .conftest import BASIL, Shopper
from .fakes import FakeBank, FakeProductService

AGREED = {"cart_version": 1, "expected_total": "5.30"}
# What is done again until it succeeds, and how the order ends.
Journey = tuple[Callable[[Shopper, Shopper], None], str]


@pytest.fixture
def points(tmp_path: Path) -> Path:
    folder = tmp_path / "points"
    folder.mkdir()
    return folder


@pytest.fixture
def settings(settings: Settings, points: Path) -> Settings:
    return settings.model_copy(update={"failpoints": points})


def buy(ada: Shopper, keeper: Shopper) -> None:
    ada.check_out(**AGREED)


def be_declined(ada: Shopper, keeper: Shopper) -> None:
    ada.check_out(method="tok_declined", **AGREED)


def send_back(ada: Shopper, keeper: Shopper) -> None:
    ada.post(f"/api/order/{bought(ada)}/cancel")


def be_shipped(ada: Shopper, keeper: Shopper) -> None:
    number = bought(ada)
    for deed in ("ship", "deliver"):
        keeper.post(f"/api/order/{number}/{deed}")


def bought(ada: Shopper) -> str:
    ada.check_out(**AGREED)
    (order,) = ada.get("/api/orders").json["results"]
    return order["number"]


JOURNEYS: dict[str, Journey] = {
    **dict.fromkeys(("cancel", "release", "to-failing"), (be_declined, "failed")),
    "to-failed": (be_declined, "failed"),
    **dict.fromkeys(("to-refunding", "to-refunded"), (send_back, "refunded")),
    **dict.fromkeys(("to-shipped", "to-delivered"), (be_shipped, "delivered")),
}


def let_time_pass(app: Flask) -> None:
    with app.app_context():
        past = clock.exact_now() - timedelta(seconds=1)
        db.session.execute(update(Order).values(next_attempt_at=past))
        db.session.commit()


def sweep_until_settled(app: Flask) -> None:
    for _ in range(2):
        let_time_pass(app)
        with app.app_context():
            try:
                sweep(lambda: False)
            except RuntimeError:
                continue


@pytest.mark.parametrize("point", POINTS)
def test_order_survives_a_break_at(
    app: Flask,
    ada: Shopper,
    keeper: Shopper,
    bank: FakeBank,
    product_service: FakeProductService,
    points: Path,
    point: str,
) -> None:
    step = point.split("-", 2)[2]
    journey, end = JOURNEYS.get(step, (buy, "paid"))
    ada.add(BASIL)
    (points / point).write_text("raise")
    if step == "lease":
        bank.is_down = True

    journey(ada, keeper)
    bank.is_down = False
    sweep_until_settled(app)
    journey(ada, keeper)

    (order,) = ada.get("/api/orders").json["results"]
    assert (points / f"{point}.fired").exists()
    assert order["state"] == end
    # A cart comes back with the failure itself, or whoever dies in between loses it.
    assert [line["quantity"] for line in ada.cart()["items"]] == (
        [1] if end == "failed" else []
    )
    assert product_service.stock[BASIL].available == (
        49 if end in ("paid", "delivered") else 50
    )
    assert [payment.captures <= 1 for payment in bank.known.values()] == [True]
    with app.app_context():
        assert compare_books() == []
