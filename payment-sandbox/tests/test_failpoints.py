"""A crash on either side of a commit, and what the next call finds."""

from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from payment_sandbox.config import Settings
from payment_sandbox.failpoints import POINTS

PACKETS = {"amount": "12.40", "currency": "EUR", "method": "tok_ok"}
DEEDS: dict[str, Callable[[FlaskClient], TestResponse]] = {
    "authorise": lambda shop: shop.put("/api/payments/order-1", json=PACKETS),
    "capture": lambda shop: shop.post("/api/payments/order-1/capture"),
    "cancel": lambda shop: shop.post("/api/payments/order-1/cancel"),
}
STATES = {
    "payment-sandbox.before-authorise": None,
    "payment-sandbox.after-authorise": "authorised",
    "payment-sandbox.before-capture": "authorised",
    "payment-sandbox.after-capture": "captured",
    "payment-sandbox.before-cancel": "authorised",
    "payment-sandbox.after-cancel": "cancelled",
}
IN_THE_END = {"authorise": "authorised", "capture": "captured", "cancel": "cancelled"}


@pytest.fixture
def settings(settings: Settings, tmp_path: Path) -> Settings:
    return settings.model_copy(update={"failpoints": tmp_path / "failpoints"})


@pytest.fixture
def arm(app: Flask, tmp_path: Path) -> Callable[[str], None]:
    def arm(point: str) -> None:
        (tmp_path / "failpoints").mkdir()
        (tmp_path / "failpoints" / point).write_text("raise")

    return arm


def state(shop: FlaskClient) -> str | None:
    found = shop.get("/api/payments/order-1").json
    return found["result"]["state"] if "result" in found else None


def test_every_point_is_tried() -> None:
    assert set(STATES) == set(POINTS)


@pytest.mark.parametrize("point", POINTS)
def test_crash_leaves_all_or_nothing(
    shop: FlaskClient, arm: Callable[[str], None], point: str
) -> None:
    deed = DEEDS[point.rpartition("-")[2]]
    if deed is not DEEDS["authorise"]:
        DEEDS["authorise"](shop)
    arm(point)

    crashed = deed(shop)

    assert crashed.status_code == 500
    assert state(shop) == STATES[point]


@pytest.mark.parametrize("point", POINTS)
def test_call_is_repeated_after_a_crash(
    shop: FlaskClient, arm: Callable[[str], None], point: str
) -> None:
    step = point.rpartition("-")[2]
    if step != "authorise":
        DEEDS["authorise"](shop)
    arm(point)
    DEEDS[step](shop)

    again = DEEDS[step](shop)

    assert again.status_code == 200
    assert again.json["result"]["state"] == IN_THE_END[step]
    assert again.json["result"]["captures"] == (1 if step == "capture" else 0)
