"""What a card provider does: authorise, capture, cancel; every call may be repeated."""

import secrets
from dataclasses import dataclass

from payment_sandbox import payment_methods
from payment_sandbox.database import db, payment_step, transaction
from payment_sandbox.errors import (
    CaptureRefused,
    PaymentDiffers,
    PaymentNotFound,
    PaymentNotOpen,
    Stumbled,
)
from payment_sandbox.models import FailedOnce, Payment, PaymentState
from service_kit.money import Money

UNKNOWN_METHOD = "unknown"


@dataclass(frozen=True)
class Authorisation:
    """A payment, and whether this call was the first to ask for it."""

    payment: Payment
    is_first: bool


def authorise(payment_id: str, amount: Money, method: str) -> Authorisation:
    """Set money aside, or decline; the same request again gets the same payment."""
    if method == payment_methods.STUMBLING and _stumble(payment_id):
        raise Stumbled
    return _authorise(payment_id, amount, method)


@payment_step("capture")
def capture(payment_id: str) -> Payment:
    """Take the money that was set aside, once."""
    payment = _locked(payment_id)
    if payment is None:
        raise PaymentNotFound
    if payment.state == PaymentState.AUTHORISED:
        if payment.method == payment_methods.CAPTURE_REFUSED:
            raise CaptureRefused
        payment.state = PaymentState.CAPTURED
        payment.captures += 1
    if payment.state != PaymentState.CAPTURED:
        raise PaymentNotOpen
    return payment


@payment_step("cancel")
def cancel(payment_id: str, currency: str) -> Payment:
    """Give the money back, or see to it that a late authorisation never takes any."""
    payment = _locked(payment_id)
    if payment is None:
        payment = _new(payment_id, Money.zero(currency), UNKNOWN_METHOD)
    payment.state = PaymentState.CANCELLED
    return payment


def find(payment_id: str) -> Payment:
    """Look a payment up; raise `PaymentNotFound`."""
    payment = db.session.get(Payment, payment_id)
    if payment is None:
        raise PaymentNotFound
    return payment


@payment_step("authorise")
def _authorise(payment_id: str, amount: Money, method: str) -> Authorisation:
    payment = _locked(payment_id)
    if payment is None:
        return Authorisation(_decide(payment_id, amount, method), is_first=True)
    if payment.state == PaymentState.CANCELLED:
        raise PaymentNotOpen("A cancelled payment cannot be authorised.")
    if (payment.amount, payment.currency, payment.method) != (
        amount.minor,
        amount.currency,
        method,
    ):
        raise PaymentDiffers
    return Authorisation(payment, is_first=False)


@transaction
def _stumble(payment_id: str) -> bool:
    """Note the first attempt at a payment; return whether this is it."""
    if db.session.get(FailedOnce, payment_id) is not None:
        return False
    db.session.add(FailedOnce(payment_id=payment_id))
    return True


def _decide(payment_id: str, amount: Money, method: str) -> Payment:
    payment = _new(payment_id, amount, method)
    payment.code = payment_methods.DECLINES.get(method)
    if payment.code:
        payment.state = PaymentState.DECLINED
    elif method == payment_methods.REQUIRES_ACTION:
        payment.state = PaymentState.REQUIRES_ACTION
        payment.action_key = secrets.token_urlsafe(32)
    return payment


def _new(payment_id: str, amount: Money, method: str) -> Payment:
    payment = Payment(
        id=payment_id,
        state=PaymentState.AUTHORISED,
        amount=amount.minor,
        currency=amount.currency,
        method=method,
        captures=0,
    )
    db.session.add(payment)
    return payment


def _locked(payment_id: str) -> Payment | None:
    return db.session.get(Payment, payment_id, with_for_update=True)
