"""The sandbox over HTTP; every call may be repeated without a second effect."""

from flask import Blueprint

from payment_sandbox import payment_listing, payment_methods
from payment_sandbox import payments as use_cases
from payment_sandbox.config import current_settings
from payment_sandbox.errors import (
    CaptureRefused,
    PaymentDiffers,
    PaymentNotFound,
    PaymentNotOpen,
    Stumbled,
)
from payment_sandbox.schemas import (
    PAYMENT_ID,
    PaymentRequest,
    PaymentResponse,
    PaymentsQuery,
    PaymentsResponse,
    payment_document,
    payments_document,
)
from payment_sandbox.slow_responses import answer_late, never_answer
from service_kit.access import service
from service_kit.money import Money
from service_kit.operation_decorator import operation
from service_kit.problems import Document, Invalid
from service_kit.tokens import Caller

payments = Blueprint("payments", __name__, url_prefix="/api/payments")
the_shop = service("order-service")
_ID = f"/<regex('{PAYMENT_ID}'):payment_id>"


@payments.get("")
@operation(access=the_shop, query=PaymentsQuery, responses={200: PaymentsResponse})
def list_payments(query: PaymentsQuery, caller: Caller) -> Document:
    """List all payments by id."""
    return payments_document(payment_listing.after(query.cursor or "", query.limit))


@payments.put(_ID)
@operation(
    access=the_shop,
    body=PaymentRequest,
    responses={200: PaymentResponse},
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
    responses={200: PaymentResponse},
    problems=(PaymentNotFound, PaymentNotOpen, CaptureRefused),
)
def capture(payment_id: str, caller: Caller) -> Document:
    """Take the amount that was set aside."""
    return payment_document(use_cases.capture(payment_id))


@payments.post(f"{_ID}/cancel")
@operation(access=the_shop, responses={200: PaymentResponse})
def cancel(payment_id: str, caller: Caller) -> Document:
    """Void or refund; an unknown payment is remembered as cancelled."""
    return payment_document(use_cases.cancel(payment_id, _currency()))


@payments.get(_ID)
@operation(
    access=the_shop, responses={200: PaymentResponse}, problems=(PaymentNotFound,)
)
def show(payment_id: str, caller: Caller) -> Document:
    """Show what has become of a payment."""
    return payment_document(use_cases.find(payment_id))


def _trouble_answer(method: str) -> None:
    if method == payment_methods.SLOW:
        answer_late()
    elif method == payment_methods.LOST:
        never_answer()


def _currency() -> str:
    return current_settings().currency
