"""The tables of order-service: the open cart, and the orders that it turned into."""

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
    UniqueConstraint,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from order_service.database import Base
from order_service.states import OrderState
from service_kit.clock import now
from service_kit.database import ExactInstant, Instant

MOST_OF_ONE_PRODUCT = 99
_QUANTITY = f"quantity BETWEEN 1 AND {MOST_OF_ONE_PRODUCT}"


class Cart(Base):
    """The open cart of one shopper; its version moves with every change."""

    __tablename__ = "cart"

    owner: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    version: Mapped[int] = mapped_column(default=0)


class CartLine(Base):
    """One product in a cart, with the name and price that the shopper saw."""

    __tablename__ = "cart_line"
    __table_args__ = (CheckConstraint(_QUANTITY, name="quantity_in_bounds"),)

    owner: Mapped[int] = mapped_column(ForeignKey("cart.owner"), primary_key=True)
    product_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    quantity: Mapped[int]
    name: Mapped[str] = mapped_column(String(200))
    slug: Mapped[str] = mapped_column(String(200))
    unit_amount: Mapped[int] = mapped_column(BigInteger)


class Order(Base):
    """An order: also the outbox of its checkout, re-driven until it is final."""

    __tablename__ = "orders"
    __table_args__ = (
        UniqueConstraint("user_id", "idempotency_key"),
        Index("ix_orders_state_next_attempt_at", "state", "next_attempt_at"),
        Index("ix_orders_user_id_created_at", "user_id", "created_at"),
    )

    id: Mapped[str] = mapped_column(String(32), primary_key=True)
    number: Mapped[str] = mapped_column(String(9), unique=True)
    user_id: Mapped[int]
    idempotency_key: Mapped[str] = mapped_column(String(64))
    fingerprint: Mapped[str] = mapped_column(String(64))
    state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(40))
    # What a refusal holds for programs: the short lines, or the code of the decline.
    refusal: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    expected_total: Mapped[int] = mapped_column(BigInteger)
    total: Mapped[int] = mapped_column(BigInteger)
    delivery_amount: Mapped[int] = mapped_column(BigInteger)
    delivery_method: Mapped[str] = mapped_column(String(20))
    currency: Mapped[str] = mapped_column(String(3))
    payment_method: Mapped[str] = mapped_column(String(40))
    # The provider's page on which the shopper has to confirm the payment.
    action_url: Mapped[str | None] = mapped_column(Text)
    address: Mapped[dict[str, Any] | None] = mapped_column(JSON(none_as_null=True))
    cart_version: Mapped[int]
    attempts: Mapped[int] = mapped_column(default=0)
    next_attempt_at: Mapped[datetime] = mapped_column(ExactInstant)
    give_up_at: Mapped[datetime] = mapped_column(Instant)
    created_at: Mapped[datetime] = mapped_column(Instant, default=now)

    lines: Mapped[list["OrderLine"]] = relationship(
        order_by="OrderLine.position", lazy="selectin"
    )
    history: Mapped[list["OrderEvent"]] = relationship(order_by="OrderEvent.id")

    @property
    def waits_for_shopper(self) -> bool:
        """Return whether the next step is the shopper's: to confirm the payment."""
        return self.state == OrderState.RESERVED and self.action_url is not None


class OrderLine(Base):
    """One product of an order, as it was named and priced at that time."""

    __tablename__ = "order_line"
    __table_args__ = (CheckConstraint(_QUANTITY, name="quantity_in_bounds"),)

    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), primary_key=True)
    product_id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    position: Mapped[int]
    name_snapshot: Mapped[str] = mapped_column(String(200))
    slug_snapshot: Mapped[str] = mapped_column(String(200))
    quantity: Mapped[int]
    unit_amount: Mapped[int] = mapped_column(BigInteger)


class OrderEvent(Base):
    """One step in the life of an order: the state it reached, when, and why."""

    __tablename__ = "order_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    order_id: Mapped[str] = mapped_column(ForeignKey("orders.id"), index=True)
    state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str | None] = mapped_column(String(40))
    happened_at: Mapped[datetime] = mapped_column(Instant, default=now)
