"""What the sandbox is told by its environment."""

from service_kit import configuration
from service_kit.configuration import Currency, StrongSecret


class Settings(configuration.Settings):
    """The sandbox's database, the secret it shares with order-service, the currency."""

    database_url: str
    payment_secret: StrongSecret
    currency: Currency = "EUR"
    # The shop, for the way back from a confirmation.
    public_url: str | None = None
    # Where a shopper's browser finds the sandbox.
    payment_public_url: str = "http://127.0.0.1:5004"
