"""The tables of the sandbox."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import BigInteger, CheckConstraint, String
from sqlalchemy.orm import Mapped, mapped_column

from payment_sandbox.database import Base
from service_kit.clock import now
from service_kit.database import Instant


class PaymentState(StrEnum):
    """What has become of a payment."""

    REQUIRES_ACTION = "requires_action"
    AUTHORISED = "authorised"
    DECLINED = "declined"
    CAPTURED = "captured"
    CANCELLED = "cancelled"


class Payment(Base):
    """One payment; its id is given by the shop and makes every call repeatable."""

    __tablename__ = "payment"
    __table_args__ = (CheckConstraint("amount >= 0", name="amount_not_negative"),)

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[str] = mapped_column(String(20))
    amount: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    method: Mapped[str] = mapped_column(String(40))
    code: Mapped[str | None] = mapped_column(String(40))
    # Who knows it may confirm or decline: the address of the page, and nothing else.
    action_key: Mapped[str | None] = mapped_column(String(43), unique=True)
    # Counts every capture that took money, so that a double charge would show.
    captures: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime] = mapped_column(Instant, default=now, index=True)


class FailedOnce(Base):
    """A payment for which the sandbox has failed once, as `tok_500_once` demands."""

    __tablename__ = "stumble"

    payment_id: Mapped[str] = mapped_column(String(64), primary_key=True)
