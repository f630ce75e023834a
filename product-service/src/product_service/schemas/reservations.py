"""Reservations as they travel between order-service and this service."""

from typing import Annotated, Self

from pydantic import BaseModel, Field, model_validator
from pydantic_core import PydanticCustomError

from product_service.models import Reservation, ReservationLine
from product_service.reservations import ReservationPage
from product_service.stock import Quantity
from service_kit.clock import rfc3339
from service_kit.fields import Id, RequestModel
from service_kit.money import Money
from service_kit.problems import Document


class LineRequest(RequestModel):
    """So many of one product."""

    product_id: Id
    quantity: Annotated[int, Field(ge=1, le=99)]


class ReservationRequest(RequestModel):
    """Everything an order needs, each product once."""

    lines: list[LineRequest] = Field(min_length=1, max_length=200)
    # Whoever sends none is not held to a share.
    holder: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")] | None = None

    @model_validator(mode="after")
    def _names_each_product_once(self) -> Self:
        if len({line.product_id for line in self.lines}) < len(self.lines):
            raise PydanticCustomError("repeated", "Name each product once.")
        return self

    def wanted(self) -> list[Quantity]:
        """Make the lines."""
        return [Quantity(line.product_id, line.quantity) for line in self.lines]


class ReservationsQuery(RequestModel):
    """Where a page of reservations begins, and how many there may be on it."""

    cursor: Annotated[str, Field(pattern=r"^[A-Za-z0-9_-]{1,64}$")] | None = None
    limit: Annotated[int, Field(ge=1, le=100)] = 50


class LineDocument(BaseModel):
    """A line at the price of the moment when it was set aside."""

    product_id: int
    quantity: int
    unit_price: str


class ReservationDocument(BaseModel):
    """A reservation; only one that is held has a time at which it expires."""

    id: str
    state: str
    expires_at: str | None
    currency: str
    total: str
    lines: list[LineDocument]


class ReservationResponse(BaseModel):
    """The answer to everything about one reservation."""

    result: ReservationDocument


class ReservationsResponse(BaseModel):
    """A page of reservations, and the cursor of the next."""

    results: list[ReservationDocument]
    next: str | None


def reservation_document(reservation: Reservation) -> Document:
    """Write the answer about one reservation."""
    return {"result": _written(reservation)}


def reservations_document(page: ReservationPage) -> Document:
    """Write a page of reservations."""
    return {
        "results": [_written(reservation) for reservation in page.reservations],
        "next": page.next,
    }


def _written(reservation: Reservation) -> Document:
    currency, expires_at = reservation.currency, reservation.expires_at
    return {
        "id": reservation.id,
        "state": reservation.state,
        "expires_at": rfc3339(expires_at) if expires_at else None,
        "currency": currency,
        "total": Money(reservation.total, currency).amount,
        "lines": [_line(line, currency) for line in reservation.lines],
    }


def _line(line: ReservationLine, currency: str) -> Document:
    return {
        "product_id": line.product_id,
        "quantity": line.quantity,
        "unit_price": Money(line.unit_amount, currency).amount,
    }
