import pytest
from flask import Flask

from order_service import create_app
from order_service.config import Settings
from order_service.service_clients import ServiceClients
from service_kit.configuration import Misconfigured
from service_kit.money import Money

from .conftest import BASIL, Shopper
from .fakes import FakeBank, FakeProductService, FakeUserService


def test_books_in_another_currency_are_not_opened(
    app: Flask,
    settings: Settings,
    users: FakeUserService,
    product_service: FakeProductService,
    bank: FakeBank,
    ada: Shopper,
) -> None:
    ada.add(BASIL)
    assert ada.check_out().status_code == 201
    other = settings.model_copy(update={"currency": "USD"})

    with pytest.raises(
        Misconfigured, match="order-service: CURRENCY is USD, but .* in EUR"
    ):
        create_app(other, ServiceClients(users, product_service, bank))


def test_catalogue_in_another_currency_is_no_fault(
    ada: Shopper, product_service: FakeProductService
) -> None:
    ada.add(BASIL)
    product_service.change(BASIL, price=Money.parse("2.40", "USD"))

    answers = [
        ada.get("/api/order"),
        ada.add(BASIL),
        ada.post("/api/order/quote", {"lines": [{"product_id": BASIL, "qty": 1}]}),
    ]

    assert {answer.status_code for answer in answers} == {503}
