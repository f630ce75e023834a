"""The orders of a shopper: all of them, and each one with what becomes of it."""

from flask import Blueprint, abort, render_template, request
from flask_login import login_required
from werkzeug.wrappers import Response

from service_kit.http import Rejected
from storefront import basket, order_states
from storefront.notices import note
from storefront.partials import go_to, wants_partial
from storefront.payloads import Order
from storefront.services import services
from storefront.shopper import signed_in_shopper

orders = Blueprint("orders", __name__, url_prefix="/orders")
_NUMBER = "/<regex('[A-Za-z0-9-]{1,40}'):number>"


@orders.get("")
@login_required  # type: ignore[untyped-decorator]
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
@login_required  # type: ignore[untyped-decorator]
def show_one(number: str) -> str:
    """Show one order, and thank for one that has just been placed."""
    order = services().orders.order(signed_in_shopper().token, number)
    status = order_states.status(order)
    if wants_partial():
        return render_template("orders/_order_status.html", order=order, status=status)
    is_new = "placed" in request.args and status.is_good
    return render_template(
        "orders/order.html", order=order, status=status, is_new=is_new
    )


@orders.post(f"{_NUMBER}/cancel")
@login_required  # type: ignore[untyped-decorator]
def cancel(number: str) -> Response:
    """Call an order off, if that is still possible."""
    try:
        services().orders.cancel(signed_in_shopper().token, number)
    except Rejected as refusal:
        if refusal.status != 409:
            raise
        note("It is too late to call this order off: it is on its way.")
    else:
        note(f"Order {number} is called off. You get your money back.")
    return go_to("orders.show_one", number=number)


@orders.post(f"{_NUMBER}/again")
@login_required  # type: ignore[untyped-decorator]
def buy_again(number: str) -> Response:
    """Put everything of an order into the basket once more."""
    person = signed_in_shopper()
    order = services().orders.order(person.token, number)
    basket.put_all_in(person, _quantities(order))
    note("Everything of that order that we still have is in your basket.")
    return go_to("basket.show")


def _quantities(order: Order) -> dict[int, int]:
    return {line.product_id: line.quantity for line in order.lines}
