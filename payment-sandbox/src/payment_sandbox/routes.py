"""The sandbox over HTTP; every call may be repeated without a second effect."""

from flask import Blueprint, current_app

from payment_sandbox import listing, methods
from payment_sandbox import payments as use_cases
from payment_sandbox.answering import answer_late, never_answer
from payment_sandbox.errors import (
    CaptureRefused,
    PaymentDiffers,
    PaymentNotOpen,
    PaymentUnknown,
    Stumbled,
)
from payment_sandbox.payloads import (
    PAYMENT_ID,
    PaymentAnswer,
    PaymentRequest,
    PaymentsAnswer,
    PaymentsQuery,
    payment_document,
    payments_document,
)
from service_kit.access import service
from service_kit.money import Money
from service_kit.operations import operation
from service_kit.problems import Document, Invalid
from service_kit.tokens import Caller

payments = Blueprint("payments", __name__, url_prefix="/api/payments")
the_shop = service("order-service")
_ID = f"/<regex('{PAYMENT_ID}'):payment_id>"


@payments.get("")
@operation(access=the_shop, query=PaymentsQuery, answers={200: PaymentsAnswer})
def list_payments(query: PaymentsQuery, caller: Caller) -> Document:
    """List all payments by id."""
    return payments_document(listing.after(query.cursor or "", query.limit))


@payments.put(_ID)
@operation(
    access=the_shop,
    body=PaymentRequest,
    answers={200: PaymentAnswer},
    problems=(PaymentNotOpen, PaymentDiffers, Stumbled),
)
def authorise(payment_id: str, body: PaymentRequest, caller: Caller) -> Document:
    """Set an amount aside, decline, or demand that the shopper confirms."""
    if body.currency != _currency():
        raise Invalid(errors={"currency": [f"This shop sells in {_currency()}."]})
    amount = Money.parse(body.amount, body.currency)
    authorisation = use_cases.authorise(payment_id, amount, body.method)
    if authorisation.is_first:
        _trouble_answer(body.method)
    return payment_document(authorisation.payment)


@payments.post(f"{_ID}/capture")
@operation(
    access=the_shop,
    answers={200: PaymentAnswer},
    problems=(PaymentUnknown, PaymentNotOpen, CaptureRefused),
)
def capture(payment_id: str, caller: Caller) -> Document:
    """Take the amount that was set aside."""
    return payment_document(use_cases.capture(payment_id))


@payments.post(f"{_ID}/cancel")
@operation(access=the_shop, answers={200: PaymentAnswer})
def cancel(payment_id: str, caller: Caller) -> Document:
    """Void or refund; an unknown payment is remembered as cancelled."""
    return payment_document(use_cases.cancel(payment_id, _currency()))


@payments.get(_ID)
@operation(access=the_shop, answers={200: PaymentAnswer}, problems=(PaymentUnknown,))
def show(payment_id: str, caller: Caller) -> Document:
    """Show what has become of a payment."""
    return payment_document(use_cases.find(payment_id))


def _trouble_answer(method: str) -> None:
    if method == methods.SLOW:
        answer_late()
    elif method == methods.LOST:
        never_answer()


def _currency() -> str:
    return str(current_app.extensions["settings"].currency)
