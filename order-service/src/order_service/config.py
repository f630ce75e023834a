"""The settings of order-service, read from its environment."""

from typing import Any, Literal, cast
from urllib.parse import urlsplit

from flask import current_app
from pydantic import Field, SecretStr, ValidationInfo, field_validator

from service_kit import configuration
from service_kit.configuration import (
    Currency,
    PublicUrl,
    ReadTimeout,
    StrongSecret,
)
from service_kit.http_client import READ_SECONDS
from service_kit.loopback import is_loopback
from service_kit.money import InvalidAmount, Money

Delivery = Literal["standard", "express"]
# What must be set for one payment provider and may be missing for the other.
_NEEDED_BY_ONE: Any = Field(default=None, validate_default=True)
_PROVIDERS = {
    "payment_url": "sandbox",
    "payment_secret": "sandbox",
    "stripe_secret_key": "stripe",
    "stripe_webhook_secret": "stripe",
}
_PREFIXES = {
    "stripe_secret_key": ("sk_", "rk_"),
    "stripe_webhook_secret": ("whsec_",),
}


class Settings(configuration.Settings):
    """Its database, the services it calls with its secrets, and what delivery costs."""

    database_url: str
    user_service_url: str
    product_service_url: str
    read_timeout: ReadTimeout = READ_SECONDS
    payment_provider: Literal["sandbox", "stripe"] = "sandbox"
    payment_url: str | None = _NEEDED_BY_ONE
    payment_secret: StrongSecret | None = _NEEDED_BY_ONE
    stripe_secret_key: StrongSecret | None = _NEEDED_BY_ONE
    stripe_webhook_secret: StrongSecret | None = _NEEDED_BY_ONE
    stripe_api_url: str = "https://api.stripe.com"
    # The shop, for the way back from a provider's page.
    public_url: PublicUrl = "http://127.0.0.1:5000"
    service_secret: StrongSecret
    currency: Currency = "EUR"
    delivery_standard: str = "2.90"
    delivery_express: str = "5.90"
    # How the public course's checkout, which names no method, pays; unset refuses it.
    course_checkout_method: str | None = None

    @field_validator("delivery_standard", "delivery_express")
    @classmethod
    def _is_amount(cls, amount: str) -> str:
        try:
            return Money.parse(amount, "XXX").amount
        except InvalidAmount:
            raise ValueError("must be an amount such as 2.90") from None

    @field_validator("stripe_secret_key", "stripe_webhook_secret")
    @classmethod
    def _is_of_its_kind(
        cls, secret: SecretStr | None, info: ValidationInfo
    ) -> SecretStr | None:
        prefixes = _PREFIXES[str(info.field_name)]
        if secret and not secret.get_secret_value().startswith(prefixes):
            raise ValueError(f"must begin with {' or '.join(prefixes)}")
        return secret

    @field_validator(*_PROVIDERS)
    @classmethod
    def _is_there_for_its_provider(cls, value: object, info: ValidationInfo) -> object:
        provider = _PROVIDERS[str(info.field_name)]
        if value is None and info.data.get("payment_provider") == provider:
            raise ValueError("is not set")
        return value

    @field_validator("stripe_api_url")
    @classmethod
    def _keeps_the_key_secret(cls, url: str) -> str:
        address = urlsplit(url)
        if address.scheme != "https" and not is_loopback(address.hostname or ""):
            raise ValueError("must begin with https:// (the key travels there)")
        return url

    def delivery_price(self, delivery: Delivery) -> Money:
        """Return what a kind of delivery costs."""
        prices = {
            "standard": self.delivery_standard,
            "express": self.delivery_express,
        }
        return Money.parse(prices[delivery], self.currency)


def current_settings() -> Settings:
    """Return the settings of the running application."""
    return cast(Settings, current_app.extensions["settings"])
