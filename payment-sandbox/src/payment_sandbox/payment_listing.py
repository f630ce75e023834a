"""All payments: by id for programs that compare them, newest first for people."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from payment_sandbox.database import db, read_transaction
from payment_sandbox.models import Payment

ON_ONE_PAGE = 25


@dataclass(frozen=True)
class PaymentPage:
    """Some payments, and where the following ones begin, if there are any."""

    payments: Sequence[Payment]
    next: str | None


@read_transaction
def after(payment_id: str, limit: int) -> PaymentPage:
    """List payments by id, those after this one; a new one may appear anywhere."""
    following = select(Payment).where(Payment.id > payment_id).order_by(Payment.id)
    found = list(db.session.scalars(following.limit(limit + 1)))
    payments = found[:limit]
    return PaymentPage(payments, payments[-1].id if len(found) > limit else None)


@read_transaction
def newest(page: int) -> PaymentPage:
    """List payments as a person looks at them; `page` counts from 1."""
    by_age = select(Payment).order_by(Payment.created_at.desc(), Payment.id)
    of_page = by_age.offset((page - 1) * ON_ONE_PAGE).limit(ON_ONE_PAGE + 1)
    found = list(db.session.scalars(of_page))
    is_last = len(found) <= ON_ONE_PAGE
    return PaymentPage(found[:ON_ONE_PAGE], None if is_last else str(page + 1))
