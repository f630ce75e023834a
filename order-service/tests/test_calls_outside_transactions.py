"""A call to another service takes as long as it likes; no transaction waits for it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from flask import Flask

from order_service.clients.payment import Payment, PaymentState
from order_service.database import db
from order_service.reconciliation import compare_books, mend
from order_service.sweeping import sweep
from service_kit.money import Money

from .conftest import BASIL, TEAPOT, Shopper
from .fakes import FakeBank
from .unsettled_orders import leave_unsettled


class Watched:
    """A service that notes which of its calls came out of an open transaction."""

    def __init__(self, service: object) -> None:
        self._service = service
        self.calls: set[str] = set()
        self.within: set[str] = set()

    def __getattr__(self, name: str) -> Callable[..., Any]:
        call = getattr(self._service, name)

        def watched(*words: object) -> Any:
            self.calls.add(name)
            if db.session().in_transaction():
                self.within.add(name)
            return call(*words)

        return watched


@pytest.fixture
def watched(app: Flask) -> list[Watched]:
    """Both services that move money and stock, under watch."""
    services = app.extensions["services"]
    product_service, bank = Watched(services.products), Watched(services.payments)
    app.extensions["services"] = replace(
        services, products=product_service, payments=bank
    )
    return [product_service, bank]


def test_no_call_is_made_within_a_transaction(
    app: Flask, ada: Shopper, bank: FakeBank, watched: list[Watched]
) -> None:
    ada.add(TEAPOT, 2)
    ada.post("/api/order/merge", {"lines": [{"product_id": BASIL, "qty": 1}]})
    ada.client.patch(
        f"/api/order/items/{BASIL}",
        json={"qty": 3},
        headers={"Authorization": f"Bearer {ada.token}"},
    )
    bought = ada.check_out("key-0001").json["result"]["number"]
    ada.post(f"/api/order/{bought}/cancel")
    ada.add(BASIL)
    ada.check_out("key-0002", method="tok_declined")
    leave_unsettled(app, ada, bank, "key-0003")
    nobodys = Payment("nobodys", PaymentState.AUTHORISED, Money(530, "EUR"), 0)
    bank.known[nobodys.id] = nobodys
    with app.app_context():
        sweep(lambda: False)
        mended = [mend(mismatch) for mismatch in compare_books()]

    product_calls, bank_calls = (service.calls for service in watched)
    assert mended == [True]
    assert product_calls == {"products", "reserve", "commit", "release", "reservations"}
    assert bank_calls == {"authorise", "capture", "cancel", "find", "payments"}
    assert [service.within for service in watched] == [set(), set()]
