"""Orders over HTTP: a shopper's own; everybody's for administrators."""

from flask import Blueprint

from order_service import orders as use_cases
from order_service.errors import NotPossibleNow, OrderNotFound
from order_service.models import Order
from order_service.orders import Wanted
from order_service.schemas.orders import (
    MessageResponse,
    OrderResponse,
    OrdersQuery,
    OrdersResponse,
    order_document,
    whole_order_document,
)
from order_service.wake_up import make_due_soon
from service_kit.access import administrator, confirm_administrator, signed_in
from service_kit.operation_decorator import operation
from service_kit.problems import Document, Forbidden
from service_kit.tokens import Caller

orders = Blueprint("orders", __name__, url_prefix="/api")
_ORDER = "/order/<regex('[0-9A-Z]{4}-[0-9A-Z]{4}'):number>"
_NOT_DONE = (OrderNotFound, NotPossibleNow)


@orders.get("/orders")
@operation(access=signed_in, query=OrdersQuery, responses={200: OrdersResponse})
def list_orders(query: OrdersQuery, caller: Caller) -> Document:
    """List one's own orders, newest first."""
    if query.all:
        _demand_administrator(caller)
    page = use_cases.list_orders(
        Wanted(
            None if query.all else caller.user_id,
            query.state,
            query.idempotency_key,
            query.limit,
            query.cursor,
        )
    )
    return {
        "results": [order_document(order) for order in page.orders],
        "next": page.next,
        "total": page.total,
    }


@orders.get(_ORDER)
@operation(access=signed_in, responses={200: OrderResponse}, problems=(OrderNotFound,))
def show_order(number: str, caller: Caller) -> Document:
    """Show one order; if it waits for the shopper, their look hastens it."""
    order = _found(number, caller)
    document = _document(order)
    if order.user_id == caller.user_id:
        make_due_soon(order)
    return document


@orders.post(f"{_ORDER}/cancel")
@operation(access=signed_in, responses={200: OrderResponse}, problems=_NOT_DONE)
def cancel(number: str, caller: Caller) -> Document:
    """Cancel an order that is not on its way yet."""
    return _document(use_cases.cancel(_found(number, caller)))


@orders.post(f"{_ORDER}/refund")
@operation(access=administrator, responses={200: OrderResponse}, problems=_NOT_DONE)
def refund(number: str, caller: Caller) -> Document:
    """Give the money for an order back."""
    return _document(use_cases.refund(use_cases.find_order(number, None)))


@orders.post(f"{_ORDER}/ship")
@operation(access=administrator, responses={200: OrderResponse}, problems=_NOT_DONE)
def ship(number: str, caller: Caller) -> Document:
    """Note that an order is on its way."""
    return _document(use_cases.ship(use_cases.find_order(number, None)))


@orders.post(f"{_ORDER}/deliver")
@operation(access=administrator, responses={200: OrderResponse}, problems=_NOT_DONE)
def deliver(number: str, caller: Caller) -> Document:
    """Note that an order has arrived."""
    return _document(use_cases.deliver(use_cases.find_order(number, None)))


@orders.post("/order/forget-me")
@operation(access=signed_in, responses={200: MessageResponse})
def forget_me(caller: Caller) -> Document:
    """Erase the caller's addresses from orders that are final."""
    erased = use_cases.forget_buyer(caller.user_id)
    return {"message": "Your addresses are erased", "result": {"erased": erased}}


def _document(order: Order) -> Document:
    return {"result": whole_order_document(order)}


def _found(number: str, caller: Caller) -> Order:
    """Find one's own order; an administrator finds anybody's."""
    if not caller.is_admin:
        return use_cases.find_order(number, caller.user_id)
    order = use_cases.find_order(number, None)
    if order.user_id != caller.user_id:
        confirm_administrator(caller)
    return order


def _demand_administrator(caller: Caller) -> None:
    if not caller.is_admin:
        raise Forbidden
    confirm_administrator(caller)
