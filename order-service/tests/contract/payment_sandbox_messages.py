"""What interactions of the payment sandbox are made of, and how it is asked."""

from contract_kit.consumer.matchers import exactly, from_state
from order_service.clients.payment import Payment, PaymentSandboxClient, PaymentState
from service_kit.http_client import Connection
from service_kit.money import Money

SECRET = "the-secret"

SHOP = {"Authorization": from_state("Bearer ${secret}", example=f"Bearer {SECRET}")}

MONEY = Money(1240, "EUR")

# The books are compared by every word of it.
BOOKED = {
    "id": exactly("order-1"),
    "state": exactly("authorised"),
    "amount": exactly("12.40"),
    "currency": exactly("EUR"),
    "captures": exactly(0),
}

SET_ASIDE = Payment("order-1", PaymentState.AUTHORISED, MONEY, 0)


def bank(url: str, secret: str = SECRET) -> PaymentSandboxClient:
    """Ask as order-service does."""
    connection = Connection("order-service", "payment-sandbox", url)
    return PaymentSandboxClient(connection, secret)
