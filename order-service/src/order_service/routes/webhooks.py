"""Webhooks of the payment provider: one wakes an order and never decides how it stands.

What has become of the payment is asked of the provider itself, by whoever drives the
order next. So events may come twice, late, in any order or not at all.
"""

from flask import Blueprint, request

from order_service.clients.stripe_events import read_event
from order_service.config import current_settings
from order_service.errors import SignatureInvalid
from order_service.schemas.webhooks import StripeEvent, WebhookHeaders, WebhookResponse
from order_service.wake_up import wake_order
from service_kit import clock
from service_kit.access import anyone
from service_kit.openapi import Body
from service_kit.operation_decorator import operation
from service_kit.problems import Document

webhooks = Blueprint("webhooks", __name__, url_prefix="/api/payments")


@webhooks.post("/webhook")
@operation(
    access=anyone,
    own_body=Body(StripeEvent, takes_forms=False),
    headers=WebhookHeaders,
    responses={200: WebhookResponse},
    problems=(SignatureInvalid,),
)
def receive_event() -> Document:
    """Receive a signed event of Stripe's and look after the order that it is about."""
    event = read_event(
        request.get_data(),
        request.headers.get("Stripe-Signature", ""),
        current_settings().stripe_webhook_secret,
        clock.now(),
    )
    woken = event.payment_id is not None and wake_order(event.payment_id)
    return {"result": {"woken": woken}}
