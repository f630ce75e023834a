"""The webhooks of a payment provider as they travel."""

from typing import Annotated, Any

from pydantic import BaseModel, Field


class WebhookHeaders(BaseModel):
    """Who signed the event."""

    stripe_signature: Annotated[str | None, Field(alias="Stripe-Signature")] = None


class StripeEvent(BaseModel):
    """An event of Stripe's; what this service does not read of it may be anything."""

    type: str
    data: dict[str, Any]


class WebhookResponse(BaseModel):
    """Whether an event of a payment woke an order: not one that is settled already."""

    result: dict[str, bool]
