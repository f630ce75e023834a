import pytest
from flask.testing import FlaskClient

from payment_sandbox import create_app
from payment_sandbox.config import Settings
from service_kit.configuration import Misconfigured


def test_payments_in_another_currency_are_not_opened(
    shop: FlaskClient, settings: Settings
) -> None:
    payment = {"amount": "12.40", "currency": "EUR", "method": "tok_ok"}
    shop.put("/api/payments/order-1", json=payment)
    other = settings.model_copy(update={"currency": "USD"})

    with pytest.raises(
        Misconfigured, match="payment-sandbox: CURRENCY is USD, but .* in EUR"
    ):
        create_app(other)
