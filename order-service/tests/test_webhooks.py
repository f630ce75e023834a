import json
import time
from datetime import datetime, timedelta

import pytest
from flask import Flask
from pydantic import SecretStr
from werkzeug.test import TestResponse

from order_service import create_app
from order_service.config import Settings
from order_service.database import db
from order_service.models import Order
from service_kit import clock

from .conftest import BASIL, Shopper
from .fake_stripe import WEBHOOK_SECRET, signature, signed_event
from .fakes import FakeBank

NEWS = "/api/payments/webhook"


@pytest.fixture
def settings(settings: Settings) -> Settings:
    secrets = {"stripe_webhook_secret": SecretStr(WEBHOOK_SECRET)}
    return settings.model_copy(update=secrets)


@pytest.fixture
def waiting(app: Flask, ada: Shopper, bank: FakeBank) -> str:
    """An order that waits for its bank until some later time; its id."""
    ada.add(BASIL)
    bank.is_down = True
    ada.check_out()
    with app.app_context():
        order = db.session.scalars(db.select(Order)).one()
        order.next_attempt_at = clock.now() + timedelta(hours=1)
        db.session.commit()
        return order.id


def due(app: Flask, order_id: str) -> datetime:
    with app.app_context():
        return db.session.get_one(Order, order_id).next_attempt_at


def send(app: Flask, event: tuple[bytes, dict[str, str]]) -> TestResponse:
    body, headers = event
    return app.test_client().post(NEWS, data=body, headers=headers)


def test_news_wakes_the_order(app: Flask, waiting: str) -> None:
    answer = send(app, signed_event(waiting))

    assert answer.status_code == 200
    assert answer.json["result"] == {"woken": True}
    assert due(app, waiting) <= clock.now()


def test_news_is_not_believed(app: Flask, waiting: str) -> None:
    send(app, signed_event(waiting, "payment_intent.succeeded"))

    with app.app_context():
        assert db.session.get_one(Order, waiting).state == "reserved"


def test_same_news_twice_does_no_more(app: Flask, waiting: str) -> None:
    event = signed_event(waiting)

    first, again = send(app, event), send(app, event)

    assert (first.status_code, again.status_code) == (200, 200)
    assert due(app, waiting) <= clock.now()


def test_settled_order_sleeps_on(app: Flask, ada: Shopper) -> None:
    ada.add(BASIL)
    ada.check_out()
    with app.app_context():
        order = db.session.scalars(db.select(Order)).one()

    answer = send(app, signed_event(order.id))

    assert answer.json["result"] == {"woken": False}
    assert due(app, order.id) == order.next_attempt_at


@pytest.mark.parametrize("payment_id", [None, "nobody", "x" * 65, "\ud800", "a'b"])
def test_news_of_nothing_of_ours_wakes_nobody(
    app: Flask, waiting: str, payment_id: str | None
) -> None:
    before = due(app, waiting)

    answer = send(app, signed_event(payment_id))

    assert answer.status_code == 200
    assert answer.json["result"] == {"woken": False}
    assert due(app, waiting) == before


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b'{"data":1}', b"[" * 60_000, b'{"data":{"object":[]}}']
)
def test_odd_news_is_no_fault_of_ours(app: Flask, body: bytes) -> None:
    now = int(time.time())
    signed = {"Stripe-Signature": f"t={now},v1={signature(body, now, WEBHOOK_SECRET)}"}

    assert send(app, (body, signed)).status_code == 200


@pytest.mark.parametrize("age", [301, -301, 86_400])
def test_old_news_is_refused(app: Flask, waiting: str, age: int) -> None:
    before = due(app, waiting)

    answer = send(app, signed_event(waiting, at=time.time() - age))

    assert answer.status_code == 400
    assert answer.json["type"] == "urn:problem-type:signature-invalid"
    assert due(app, waiting) == before


def test_late_news_is_taken_within_five_minutes(app: Flask, waiting: str) -> None:
    answer = send(app, signed_event(waiting, at=time.time() - 290))

    assert answer.status_code == 200


def test_news_by_another_hand_is_refused(app: Flask, waiting: str) -> None:
    before = due(app, waiting)

    answer = send(app, signed_event(waiting, secret="whsec_a-guess"))

    assert answer.status_code == 400
    assert due(app, waiting) == before


def test_changed_news_is_refused(app: Flask, waiting: str) -> None:
    body, headers = signed_event("another-order")

    changed = body.replace(b"another-order", waiting.encode())

    assert send(app, (changed, headers)).status_code == 400


def test_time_of_the_news_cannot_be_changed(app: Flask, waiting: str) -> None:
    old = int(time.time()) - 3600
    body, headers = signed_event(waiting, at=old)
    fresh = headers["Stripe-Signature"].replace(str(old), str(int(time.time())))

    answer = send(app, (body, headers | {"Stripe-Signature": fresh}))

    assert answer.status_code == 400


def test_secret_may_be_changed_without_a_gap(app: Flask, waiting: str) -> None:
    event = signed_event(waiting, old_secret="whsec_the-one-before")

    assert send(app, event).status_code == 200


@pytest.mark.parametrize(
    "header",
    [
        "",
        "t=1",
        "v1=abc",
        "t=,v1=",
        "t=tea,v1=pot",
        "t=1e9,v1=a",
        "t=" + "9" * 400 + ",v1=a",
        ",,,=,",
        "t=١,v1=a",
        "t=1,t=2,v1=a",
    ],
)
def test_nonsense_signatures_are_refused(app: Flask, header: str) -> None:
    environ = {"HTTP_STRIPE_SIGNATURE": header.encode().decode("latin-1")}

    answer = app.test_client().post(NEWS, data=b"{}", environ_base=environ)

    assert answer.status_code == 400


def test_unsigned_scheme_does_not_count(app: Flask, waiting: str) -> None:
    body, headers = signed_event(waiting)
    weaker = headers["Stripe-Signature"].replace("v1=", "v0=")

    answer = send(app, (body, headers | {"Stripe-Signature": weaker}))

    assert answer.status_code == 400


def test_shop_without_a_secret_believes_nobody(app: Flask, settings: Settings) -> None:
    deaf = settings.model_copy(update={"stripe_webhook_secret": None})
    app = create_app(deaf, app.extensions["services"])

    assert send(app, signed_event("order-1")).status_code == 400
    assert send(app, signed_event("order-1", secret="")).status_code == 400


def test_answer_to_news_is_a_document(app: Flask) -> None:
    body = json.loads(send(app, signed_event(None)).data)

    assert list(body) == ["result"]
