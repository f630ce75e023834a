"""The settings of the sandbox, read from its environment."""

from typing import cast

from flask import current_app

from service_kit import configuration
from service_kit.configuration import Currency, PublicUrl, StrongSecret


class Settings(configuration.Settings):
    """The sandbox's database, the secret it shares with order-service, the currency."""

    database_url: str
    payment_secret: StrongSecret
    currency: Currency = "EUR"
    # The shop, for the way back from a confirmation.
    public_url: PublicUrl | None = None
    # Where a shopper's browser finds the sandbox.
    payment_public_url: PublicUrl = "http://127.0.0.1:5004"


def current_settings() -> Settings:
    """Return the settings of the running application."""
    return cast(Settings, current_app.extensions["settings"])
