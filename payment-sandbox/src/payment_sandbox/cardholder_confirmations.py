"""The confirmation that some cards demand: a person accepts or declines, once."""

from sqlalchemy import select

from payment_sandbox.database import db, read_transaction, transaction
from payment_sandbox.errors import PaymentNotFound
from payment_sandbox.models import Payment, PaymentState

DECLINED_BY_PERSON = "authentication_failed"


@read_transaction
def find_by_key(action_key: str) -> Payment:
    """Find the payment that a confirmation is about; raise `PaymentNotFound`."""
    return _found(action_key, is_changed=False)


@transaction
def decide(action_key: str, *, agrees: bool) -> Payment:
    """Confirm or decline; what was decided before stays as it is."""
    payment = _found(action_key, is_changed=True)
    if payment.state == PaymentState.REQUIRES_ACTION:
        payment.state = PaymentState.AUTHORISED if agrees else PaymentState.DECLINED
        payment.code = None if agrees else DECLINED_BY_PERSON
    return payment


def _found(action_key: str, *, is_changed: bool) -> Payment:
    wanted = select(Payment).where(Payment.action_key == action_key)
    if is_changed:
        wanted = wanted.with_for_update()
    payment = db.session.scalars(wanted).one_or_none()
    if payment is None:
        raise PaymentNotFound
    return payment
