"""The wire names of the sandbox: what it takes and what it answers."""

from typing import Annotated
from urllib.parse import urlsplit

from flask import url_for
from pydantic import BaseModel, Field, StringConstraints

from payment_sandbox.config import current_settings
from payment_sandbox.models import Payment, PaymentState
from payment_sandbox.payment_listing import PaymentPage
from payment_sandbox.payment_methods import Method
from service_kit.fields import Amount, RequestModel
from service_kit.money import Money
from service_kit.problems import Document

PAYMENT_ID = "[A-Za-z0-9_-]{1,64}"


class PaymentRequest(RequestModel):
    """An amount to set aside by a test method."""

    amount: Amount
    currency: str
    method: Method


class PaymentsQuery(RequestModel):
    """Which payments to list: so many after that one."""

    limit: Annotated[int, Field(ge=1, le=500)] = 100
    cursor: Annotated[str, StringConstraints(pattern=f"^{PAYMENT_ID}$")] | None = None


class PaymentDocument(BaseModel):
    """A payment as the shop sees it.

    `code` says why it was declined, `action_url` where the shopper has to confirm it.
    """

    id: str
    state: str
    amount: str
    currency: str
    captures: int
    code: str | None
    method: str
    action_url: str | None


class PaymentResponse(BaseModel):
    """The answer to everything about one payment."""

    result: PaymentDocument


class PaymentsResponse(BaseModel):
    """Payments by id."""

    results: list[PaymentDocument]
    next: str | None


def payment_document(payment: Payment) -> Document:
    """Write a payment as it travels."""
    return {"result": _written(payment)}


def payments_document(page: PaymentPage) -> Document:
    """Write a list of payments as it travels."""
    return {
        "results": [_written(payment) for payment in page.payments],
        "next": page.next,
    }


def _written(payment: Payment) -> Document:
    amount = Money(payment.amount, payment.currency)
    return {
        "id": payment.id,
        "state": payment.state,
        "amount": amount.amount,
        "currency": amount.currency,
        "captures": payment.captures,
        "code": payment.code,
        "method": payment.method,
        "action_url": _action_url(payment),
    }


def _action_url(payment: Payment) -> str | None:
    if payment.state != PaymentState.REQUIRES_ACTION:
        return None
    public = urlsplit(current_settings().payment_public_url)
    path = url_for("pages.ask", action_key=payment.action_key)
    return f"{public.scheme}://{public.netloc}{path}"
