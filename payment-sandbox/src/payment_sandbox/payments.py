"""What a card provider does: authorise, capture, cancel; every call may be repeated."""

from payment_sandbox.database import db, transaction
from payment_sandbox.errors import PaymentDiffers, PaymentNotOpen, PaymentUnknown
from payment_sandbox.models import Payment, PaymentState
from service_kit.money import Money

# The code a card network would give, by test method; None means that it agrees.
METHODS = {
    "tok_ok": None,
    "tok_declined": "card_declined",
    "tok_insufficient_funds": "insufficient_funds",
}
UNKNOWN_METHOD = "unknown"


@transaction
def authorise(payment_id: str, amount: Money, method: str) -> Payment:
    """Set money aside, or decline; the same request again gets the same payment."""
    payment = _locked(payment_id)
    if payment is None:
        return _judge(payment_id, amount, method)
    if payment.state == PaymentState.CANCELLED:
        raise PaymentNotOpen("A cancelled payment cannot be authorised.")
    if (payment.amount, payment.currency, payment.method) != (
        amount.minor,
        amount.currency,
        method,
    ):
        raise PaymentDiffers
    return payment


@transaction
def capture(payment_id: str) -> Payment:
    """Take the money that was set aside, once."""
    payment = _locked(payment_id)
    if payment is None:
        raise PaymentUnknown
    if payment.state == PaymentState.AUTHORISED:
        payment.state = PaymentState.CAPTURED
        payment.captures += 1
    if payment.state != PaymentState.CAPTURED:
        raise PaymentNotOpen
    return payment


@transaction
def cancel(payment_id: str, currency: str) -> Payment:
    """Give the money back, or see to it that a late authorisation never takes any."""
    payment = _locked(payment_id)
    if payment is None:
        payment = _new(payment_id, Money.zero(currency), UNKNOWN_METHOD)
    payment.state = PaymentState.CANCELLED
    return payment


def find(payment_id: str) -> Payment:
    """Look a payment up; raise `PaymentUnknown`."""
    payment = db.session.get(Payment, payment_id)
    if payment is None:
        raise PaymentUnknown
    return payment


def _judge(payment_id: str, amount: Money, method: str) -> Payment:
    payment = _new(payment_id, amount, method)
    payment.code = METHODS[method]
    if payment.code:
        payment.state = PaymentState.DECLINED
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
