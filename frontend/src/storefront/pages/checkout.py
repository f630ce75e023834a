"""From a basket to an order, on one page that shows the total all the time."""

import re

from flask import Blueprint, render_template, request, url_for
from werkzeug.wrappers import Response

from service_kit.http_client import CallFailed, NotFound, Rejected, ServiceUnavailable
from storefront import (
    basket,
    checkout_draft,
    checkout_refusals,
    checkout_view,
    next_url,
    order_placement,
    order_states,
    saved_forms,
)
from storefront.flash_messages import note
from storefront.forms import CheckoutForm
from storefront.htmx import go_to, wants_partial
from storefront.login_required import login_required
from storefront.seen_prices import prices_of
from storefront.service_clients import services
from storefront.service_models import Order
from storefront.shopper import shopper, signed_in_shopper

checkout = Blueprint("checkout", __name__, url_prefix="/checkout")
Page = tuple[str, int]
_NUMBER = re.compile(r"[A-Za-z0-9-]{1,40}")


@checkout.get("")
def show() -> str | Response | Page:
    """Show the form; a guest is asked to sign in or to register first."""
    person = shopper()
    late = saved_forms.take(saved_forms.CHECKOUT, person.user_id) if person else None
    if late:
        checkout_draft.keep_late(late)
    last = checkout_draft.kept()
    likes = person.delivery if person else None
    order = basket.contents(last.answers.get("delivery") or likes)
    if order is None:
        note(checkout_refusals.NOTHING_TO_PAY)
        return go_to("basket.show")
    if person is None:
        next_url.remember(url_for("checkout.show"))
        return render_template("checkout/guest.html", order=order)
    form = CheckoutForm(data={"delivery": likes} | (last.answers or _last_address()))
    seen = last.seen if late else ()
    if late:
        saved_forms.forget()
        note(saved_forms.RETURNED)
    if failed := _failed_order(request.args.get("after", "")):
        seen = last.seen or tuple(prices_of(failed))
    return checkout_view.fresh(form, order, seen, failed).response()


@checkout.get("/summary")
@login_required
def show_summary() -> str | Response:
    """Show the total for the chosen delivery."""
    if not wants_partial():
        return go_to("checkout.show")
    order = basket.contents(request.args.get("delivery"))
    if order is None:
        return go_to("basket.show")
    return render_template(
        "checkout/_order_summary.html", order=order, former={}, shares={}
    )


@checkout.post("")
@login_required
def submit() -> Response | Page:
    """Place the order at the total that was shown, or show what is in the way."""
    form = CheckoutForm()
    is_good = form.validate()
    checkout_draft.keep(form)
    if "update" in request.form:
        view = checkout_view.updated(form)
        return view.response() if view else go_to("basket.show")
    if not is_good:
        view = checkout_view.retried(form, [])
    elif form.delivery.data != form.shown_delivery.data:
        view = checkout_view.retried(form, [checkout_refusals.NEW_DELIVERY])
    else:
        try:
            order = order_placement.place(signed_in_shopper().token, form)
        except ServiceUnavailable:
            view = checkout_view.unconfirmed(form)
        except Rejected as refusal:
            view = checkout_view.refused(form, refusal)
        else:
            basket.empty()
            return go_to("orders.show_one", number=str(order.number), placed=1)
    return view.response() if view else _placed_elsewhere()


def _placed_elsewhere() -> Response:
    """Lead whoever agreed to a basket that is empty by now to where it has gone."""
    note(checkout_refusals.PLACED_ELSEWHERE)
    return go_to("orders.show")


def _failed_order(number: str) -> Order | None:
    """Find the order that came to nothing, and from which the shopper was led back."""
    if not _NUMBER.fullmatch(number):
        return None
    try:
        order = services().orders.order(signed_in_shopper().token, number)
    except NotFound:
        return None
    return order if order_states.status(order).leads_back else None


def _last_address() -> dict[str, str]:
    """Spare a returning shopper the typing; the form is as good without it."""
    try:
        orders = services().orders.orders(signed_in_shopper().token, limit=1).orders
    except CallFailed:
        return {}
    address = orders[0].address if orders else None
    return dict(vars(address)) if address else {}
