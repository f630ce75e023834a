"""The orders of a shopper: all of them, and each one with what becomes of it."""

from typing import Any

from flask import Blueprint, Response, abort, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from service_kit.http_client import Rejected, ServiceUnavailable
from storefront import basket, checkout_draft, order_states
from storefront.flash_messages import note
from storefront.htmx import go_to, wants_partial
from storefront.login_required import login_required
from storefront.order_states import Status
from storefront.order_timeline import events
from storefront.service_clients import services
from storefront.service_models import Order
from storefront.shopper import signed_in_shopper

orders = Blueprint("orders", __name__, url_prefix="/orders")
_TOO_LATE = "It is too late to call this order off: it is on its way."
_NOT_YET = (
    "This order is not settled yet. If it comes to nothing, its packets go back into "
    "your basket by themselves."
)
_WHY_NOT = {
    "committed": "Your payment is being taken at this very moment. Wait until the "
    "order is paid, and cancel it then.",
    "failing": "This order was not placed, so there is nothing to cancel.",
    "failed": "This order was not placed, so there is nothing to cancel.",
    "refunding": "This order is cancelled already.",
    "refunded": "This order is cancelled already.",
    "delivered": "It is too late to call this order off: it has arrived.",
}
_RETURNS = {
    "refunded": "You have your money back.",
    "refunding": "Your money is on its way back.",
    "failed": "Nothing was charged, and what you chose is back in your basket.",
    "failing": "Nothing is charged, and what you chose goes back into your basket.",
}
_NUMBER = "/<regex('[A-Za-z0-9-]{1,40}'):number>"


@orders.get("")
@login_required
def show() -> str:
    """List the orders, newest first."""
    cursor = request.args.get("cursor", "")[:200]
    try:
        page = services().orders.orders(signed_in_shopper().token, cursor)
    except Rejected as refusal:
        if refusal.status == 401:
            raise
        abort(404)
    return render_template("orders/orders.html", page=page, status=order_states.status)


@orders.get(_NUMBER)
@login_required
def show_one(number: str) -> str | AnyResponse:
    """Show one order; follow one that has just been placed to thanks, or back."""
    if wants_partial():
        return _news(number, request.args.get("seen", ""))
    order = _find(number)
    status = order_states.status(order)
    if status.has_failed:
        basket.note_return()
        if status.leads_back and _is_new():
            return go_to("checkout.show", after=number)
    if _is_bought(status):
        checkout_draft.forget()
    return render_template("orders/order.html", **_shown(order, status))


@orders.get(f"{_NUMBER}/cancel")
@login_required
def confirm_cancel(number: str) -> str | AnyResponse:
    """Ask once more, and show what becomes of the money and of the packets."""
    order = _find(number)
    if not order_states.status(order).can_be_cancelled:
        note(_WHY_NOT.get(order.state, _TOO_LATE))
        return go_to("orders.show_one", number=number)
    return render_template("orders/cancel.html", order=order)


@orders.post(f"{_NUMBER}/cancel")
@login_required
def cancel(number: str) -> AnyResponse:
    """Call an order off, if that is still possible."""
    try:
        order = services().orders.cancel(signed_in_shopper().token, number)
    except Rejected as refusal:
        if refusal.status != 409:
            raise
        note(_WHY_NOT.get(_find(number).state, _TOO_LATE))
    else:
        basket.note_return()
        note(f"Order {number} is cancelled. {_RETURNS.get(order.state, '')}".strip())
    return go_to("orders.show_one", number=number)


@orders.post(f"{_NUMBER}/again")
@login_required
def buy_again(number: str) -> AnyResponse:
    """Put everything of an order into the basket once more."""
    order = _find(number)
    status = order_states.status(order)
    if not (status.can_be_bought_again or status.is_final):
        note(_NOT_YET)
        return go_to("orders.show_one", number=number)
    # The packets of an order that failed are back: a page of before may not know it.
    put_in = basket.fill_up_to if status.has_failed else basket.put_all_in
    put_in(signed_in_shopper(), _quantities(order))
    note("Everything of that order that we still have is in your basket.")
    return go_to("basket.show")


def _news(number: str, seen: str) -> str | AnyResponse:
    """Send a page that follows an order what is new, or nothing (204)."""
    try:
        order = _find(number)
    except ServiceUnavailable:
        return Response(status=204)
    status = order_states.status(order)
    if status.seen == seen:
        return Response(status=204)
    if _is_new() and status.is_final:
        return go_to("orders.show_one", number=number, placed=1)
    if status.has_failed:
        basket.note_return()
    return render_template("orders/_order.html", is_part=True, **_shown(order, status))


def _shown(order: Order, status: Status) -> dict[str, object]:
    here: dict[str, Any] = {"number": order.number}
    if _is_new():
        here["placed"] = 1
    return {
        "order": order,
        "status": status,
        "is_bought": _is_bought(status),
        "is_awaited": _is_awaited(status),
        "heading": _heading(order, status),
        "history": events(order),
        "again": url_for("orders.show_one", **here),
        "news": url_for("orders.show_one", **here, seen=status.seen),
    }


def _heading(order: Order, status: Status) -> str:
    if _is_bought(status):
        return "Thank you for your order"
    if not _is_awaited(status):
        return f"Order {order.number}"
    return (
        "Confirm your payment" if status.action_url else "We are confirming your order"
    )


def _is_bought(status: Status) -> bool:
    return _is_new() and status.is_good and status.is_final


def _is_awaited(status: Status) -> bool:
    return _is_new() and status.is_settling


def _find(number: str) -> Order:
    return services().orders.order(signed_in_shopper().token, number)


def _is_new() -> bool:
    return "placed" in request.args


def _quantities(order: Order) -> dict[int, int]:
    return {line.product_id: line.quantity for line in order.lines}
