"""The tables of product-service."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import (
    JSON,
    BigInteger,
    CheckConstraint,
    ForeignKey,
    Index,
    String,
    Text,
)
from sqlalchemy.orm import Mapped, mapped_column, relationship

from product_service.database import Base, JsonColumn
from product_service.pictures import Recipe
from product_service.product_details import Details, Facts
from service_kit.clock import now
from service_kit.database import Instant, when_created
from service_kit.money import Money


class Category(Base):
    """A category; they are listed in the order in which they were added."""

    __tablename__ = "category"

    slug: Mapped[str] = mapped_column(String(80), primary_key=True)
    name: Mapped[str] = mapped_column(String(120))
    position: Mapped[int]


class Product(Base):
    """A product; it is never deleted, because orders and baskets refer to its id."""

    __tablename__ = "product"
    __table_args__ = (
        CheckConstraint("available >= 0", name="available_not_negative"),
        CheckConstraint("price >= 0", name="price_not_negative"),
        Index("ix_product_featured", "is_active", "position", "id"),
        Index("ix_product_by_name", "is_active", "name_key", "id"),
        Index("ix_product_by_price", "is_active", "price", "id"),
        Index("ix_product_newest", "is_active", "id"),
        Index("ix_product_by_category", "category", "is_active"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(160), unique=True)
    name: Mapped[str] = mapped_column(String(120))
    # The name and all that is searched, folded: no database folds beyond ASCII alike.
    name_key: Mapped[str] = mapped_column(String(120))
    searchable: Mapped[str] = mapped_column(Text, deferred=True)
    # The same as stems, from the name to the description; see `search.index`.
    stems: Mapped[str] = mapped_column(Text, deferred=True)
    brand: Mapped[str | None] = mapped_column(String(120))
    category: Mapped[str] = mapped_column(ForeignKey("category.slug"))
    description: Mapped[str] = mapped_column(Text)
    price: Mapped[int] = mapped_column(BigInteger)
    currency: Mapped[str] = mapped_column(String(3))
    available: Mapped[int] = mapped_column(default=0)
    # An address that a client or a feed posted; data, never loaded and never shown.
    image: Mapped[str | None] = mapped_column(String(500))
    picture: Mapped[Recipe | None] = mapped_column(JsonColumn(Recipe))
    facts: Mapped[Facts | None] = mapped_column(JsonColumn(Facts))
    is_active: Mapped[bool] = mapped_column(default=True)
    position: Mapped[int]
    # Counts every change, sold stock included: the ETag is made of it.
    version: Mapped[int] = mapped_column(default=1)
    feed_sku: Mapped[str | None] = mapped_column(String(64), unique=True)
    # What the feed held last, to find what has changed there since.
    feed_digest: Mapped[str | None] = mapped_column(String(64))
    feed_entry: Mapped[dict[str, Any] | None] = mapped_column(
        JSON(none_as_null=True), deferred=True
    )
    created_at: Mapped[datetime] = mapped_column(Instant, default=now)
    updated_at: Mapped[datetime] = mapped_column(Instant, default=when_created)

    @property
    def details(self) -> Details:
        """All that people have decided about the product."""
        return Details(
            name=self.name,
            slug=self.slug,
            price=Money(self.price, self.currency),
            category=self.category,
            brand=self.brand,
            description=self.description,
            quantity=self.available,
            image=self.image,
            picture=self.picture,
            facts=self.facts,
            is_active=self.is_active,
        )


class ReservationState(StrEnum):
    """What has become of stock that was set aside; released is for ever."""

    HELD = "held"
    COMMITTED = "committed"
    RELEASED = "released"


class Reservation(Base):
    """Stock set aside for an order, whose id it has, so that every call is repeatable.

    Released without a line is a tombstone: a late reservation of that order is refused.
    """

    __tablename__ = "reservation"
    __table_args__ = (
        Index("ix_reservation_overdue", "state", "expires_at"),
        Index("ix_reservation_holder", "holder", "state"),
    )

    id: Mapped[str] = mapped_column(String(64), primary_key=True)
    state: Mapped[str] = mapped_column(String(10))
    fingerprint: Mapped[str] = mapped_column(String(64))
    currency: Mapped[str] = mapped_column(String(3))
    # For whom: a word of order-service's own, which names nobody here.
    holder: Mapped[str | None] = mapped_column(String(64))
    total: Mapped[int] = mapped_column(BigInteger)
    expires_at: Mapped[datetime | None] = mapped_column(Instant)
    lines: Mapped[list["ReservationLine"]] = relationship(
        order_by="ReservationLine.product_id"
    )


class ReservationLine(Base):
    """So many of one product, at the price of the moment they were set aside."""

    __tablename__ = "reservation_line"
    __table_args__ = (
        CheckConstraint("quantity BETWEEN 1 AND 99", name="quantity_in_bounds"),
    )

    reservation_id: Mapped[str] = mapped_column(
        ForeignKey("reservation.id"), primary_key=True
    )
    product_id: Mapped[int] = mapped_column(
        ForeignKey("product.id"), primary_key=True, autoincrement=False
    )
    quantity: Mapped[int]
    unit_amount: Mapped[int] = mapped_column(BigInteger)
