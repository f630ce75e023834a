"""Reservations, for order-service alone; every call may be repeated."""

from flask import Blueprint, Response

from product_service import reservations as use_cases
from product_service.config import current_settings
from product_service.errors import (
    OutOfStock,
    ReservationDiffers,
    ReservationGone,
    TooManyHeld,
)
from product_service.schemas.reservations import (
    ReservationRequest,
    ReservationResponse,
    ReservationsQuery,
    ReservationsResponse,
    reservation_document,
    reservations_document,
)
from service_kit.access import service
from service_kit.operation_decorator import operation
from service_kit.problems import Document
from service_kit.responses import respond
from service_kit.tokens import Caller

reservations = Blueprint("reservations", __name__, url_prefix="/api/reservations")
order_service = service("order-service")
_ID = "/<regex('[A-Za-z0-9_-]{1,64}'):reservation_id>"


@reservations.get("")
@operation(
    access=order_service, query=ReservationsQuery, responses={200: ReservationsResponse}
)
def list_reservations(query: ReservationsQuery, caller: Caller) -> Document:
    """List all reservations by id, for comparing them with the orders."""
    page = use_cases.list_reservations(query.cursor or "", query.limit)
    return reservations_document(page)


@reservations.put(_ID)
@operation(
    access=order_service,
    body=ReservationRequest,
    responses={200: ReservationResponse, 201: ReservationResponse},
    problems=(OutOfStock, TooManyHeld, ReservationGone, ReservationDiffers),
)
def reserve(reservation_id: str, body: ReservationRequest, caller: Caller) -> Response:
    """Set stock aside for an order, all of it or none."""
    currency = current_settings().currency
    reserved = use_cases.reserve(reservation_id, body.wanted(), currency, body.holder)
    document = reservation_document(reserved.reservation)
    return respond(document, 201 if reserved.is_new else 200)


@reservations.post(f"{_ID}/commit")
@operation(
    access=order_service,
    responses={200: ReservationResponse},
    problems=(ReservationGone,),
)
def commit(reservation_id: str, caller: Caller) -> Document:
    """Commit a reservation, which sells its stock."""
    return reservation_document(use_cases.commit(reservation_id))


@reservations.delete(_ID)
@operation(access=order_service, responses={200: ReservationResponse})
def release(reservation_id: str, caller: Caller) -> Document:
    """Give the stock back; an unknown reservation is remembered as released."""
    currency = current_settings().currency
    return reservation_document(use_cases.release(reservation_id, currency))
