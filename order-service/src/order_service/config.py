"""What order-service is told by its environment."""

from typing import Literal

from pydantic import field_validator

from service_kit import configuration
from service_kit.configuration import Currency, StrongSecret
from service_kit.money import InvalidAmount, Money

Delivery = Literal["standard", "express"]


class Settings(configuration.Settings):
    """Its database, the services it calls with its secrets, and what delivery costs."""

    database_url: str
    user_service_url: str
    product_service_url: str
    payment_url: str
    payment_secret: StrongSecret
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

    def delivery_price(self, delivery: Delivery) -> Money:
        """Tell what a kind of delivery costs."""
        prices = {
            "standard": self.delivery_standard,
            "express": self.delivery_express,
        }
        return Money.parse(prices[delivery], self.currency)
