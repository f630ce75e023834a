"""The wire names of the sandbox: what it takes and what it answers."""

from typing import Literal

from pydantic import BaseModel

from payment_sandbox.models import Payment
from service_kit.fields import Amount, RequestModel
from service_kit.money import Money
from service_kit.problems import Document

Method = Literal["tok_ok", "tok_declined", "tok_insufficient_funds"]


class PaymentRequest(RequestModel):
    """An amount to set aside by a test method."""

    amount: Amount
    currency: str
    method: Method


class PaymentPayload(BaseModel):
    """A payment as the shop sees it; `code` says why it was declined."""

    id: str
    state: str
    amount: str
    currency: str
    captures: int
    code: str | None


class PaymentAnswer(BaseModel):
    """The answer to everything about one payment."""

    result: PaymentPayload


def payment_document(payment: Payment) -> Document:
    """Write a payment as it travels."""
    amount = Money(payment.amount, payment.currency)
    return {
        "result": {
            "id": payment.id,
            "state": payment.state,
            "amount": amount.amount,
            "currency": amount.currency,
            "captures": payment.captures,
            "code": payment.code,
        }
    }
