"""From a basket to an order, on one page that shows the total all the time."""

import re
import secrets
from collections.abc import Iterable, Mapping

from flask import Blueprint, render_template, request, url_for
from flask_login import login_required
from werkzeug.wrappers import Response

from service_kit.http import CallFailed, NotFound, Rejected, ServiceUnavailable
from service_kit.journal import request_id
from service_kit.money import Money
from storefront import (
    attempt,
    basket,
    kept_forms,
    order_states,
    purchase,
    way_back,
)
from storefront.clients.order_service import Purchase
from storefront.errors import away_words
from storefront.forms import CheckoutForm
from storefront.notices import note
from storefront.partials import go_to, wants_partial
from storefront.payloads import Address, Order
from storefront.review import (
    MOST_LINES,
    Faults,
    former_prices,
    line_faults,
    price_faults,
    prices_of,
    share_faults,
    shares_of,
)
from storefront.services import services
from storefront.shopper import shopper, signed_in_shopper

checkout = Blueprint("checkout", __name__, url_prefix="/checkout")
_NUMBER = re.compile(r"[A-Za-z0-9-]{1,40}")
_DELIVERIES = {"standard", "express"}
_NOT_HEARD = (
    "We could not hear whether your order was placed. Press the button again: "
    "it cannot be placed or paid twice."
)


@checkout.get("")
def show() -> str | Response:
    """Show the form; a guest is asked to sign in or to register first."""
    person = shopper()
    typed = kept_forms.take(kept_forms.CHECKOUT, person.user_id) if person else None
    if typed:
        attempt.keep_late(typed)
    last = attempt.kept()
    likes = person.delivery if person else None
    order = basket.contents(_known(last.answers.get("delivery") or likes))
    if order is None:
        note("Your basket is empty, so there is nothing to pay yet.")
        return go_to("basket.show")
    if person is None:
        way_back.remember(url_for("checkout.show"))
        return render_template("checkout/guest.html", order=order)
    form = CheckoutForm(data={"delivery": likes} | (last.answers or _last_address()))
    form.idempotency_key.data = _new_key()
    if typed:
        kept_forms.forget()
        note(kept_forms.RETURNED)
    if failed := _failed_order(request.args.get("after", "")):
        seen = last.seen or prices_of(failed)
        return _page(form, order, _why_it_failed(form, failed, order), seen)
    return _page(form, order, seen=last.seen if typed else ())


@checkout.get("/summary")
@login_required  # type: ignore[untyped-decorator]
def show_summary() -> str | Response:
    """Show the total for the chosen delivery."""
    if not wants_partial():
        return go_to("checkout.show")
    delivery = request.args.get("delivery", "")
    order = basket.contents(_known(delivery))
    if order is None:
        return go_to("basket.show")
    return render_template(
        "checkout/_order_summary.html", order=order, former={}, shares={}
    )


@checkout.post("")
@login_required  # type: ignore[untyped-decorator]
def submit() -> str | Response | tuple[str, int]:
    """Place the order at the total that was shown, or say what is in the way."""
    form = CheckoutForm()
    is_good = form.validate()
    attempt.keep(form)
    if "update" in request.form:
        return _updated(form)
    if not is_good:
        return _once_more(form, [])
    if form.delivery.data != form.shown_delivery.data:
        return _with_new_delivery(form)
    return _place(form)


def _place(form: CheckoutForm) -> Response | tuple[str, int]:
    wanted = _purchase(form)
    try:
        order = purchase.place(services().orders, signed_in_shopper().token, wanted)
    except ServiceUnavailable:
        return _not_heard(form)
    except Rejected as refusal:
        return _refused(form, refusal)
    basket.empty()
    return go_to("orders.show_one", number=str(order.number), placed=1)


def _purchase(form: CheckoutForm) -> Purchase:
    fields = ("name", "line1", "line2", "postcode", "city", "country")
    return Purchase(
        key=form.idempotency_key.data,
        cart_version=form.cart_version.data,
        expected_total=Money.parse(*form.expected_total.data.split(" ")),
        method=form.method.data,
        delivery=form.delivery.data,
        address=Address(**{name: form[name].data or "" for name in fields}),
    )


def _refused(form: CheckoutForm, refusal: Rejected) -> Response | tuple[str, int]:
    """Lead back to the very field or line; whatever was typed stays."""
    reason = refusal.reason
    if reason == "empty-cart":
        return _placed_elsewhere()
    if reason == "declined":
        _blame_method(form, str(refusal.problem.get("code", "")))
        return _once_more(form, [])
    if refusal.status == 422 and form.blame(refusal.errors):
        return _once_more(form, [])
    if refusal.status not in {400, 409, 422}:
        raise refusal
    shares = shares_of(refusal) if reason == "too-many-held" else {}
    return _once_more(form, _why(reason), shares)


def _failed_order(number: str) -> Order | None:
    """Find the order that came to nothing, and from which the shopper was led back."""
    if not _NUMBER.fullmatch(number):
        return None
    try:
        order = services().orders.order(signed_in_shopper().token, number)
    except NotFound:
        return None
    return order if order_states.status(order).leads_back else None


def _why_it_failed(form: CheckoutForm, failed: Order, order: Order) -> Faults:
    """Say what stopped an order whose checkout was answered before anybody knew."""
    if failed.reason == "declined":
        _blame_method(form, failed.code)
        return line_faults(order)
    return [*_why(failed.reason), *line_faults(order)]


def _blame_method(form: CheckoutForm, code: str) -> None:
    form.method.errors = [f"{purchase.why('declined', code)} Nothing was charged."]


def _why(reason: str | None) -> Faults:
    return [("order-summary", f"{purchase.why(reason)} Nothing was charged.")]


def _with_new_delivery(form: CheckoutForm) -> Response | tuple[str, int]:
    words = "The delivery has changed the total. Have a look, and place the order."
    return _once_more(form, [("order-summary", words)])


def _once_more(
    form: CheckoutForm, faults: Faults, shares: Mapping[int, int] | None = None
) -> Response | tuple[str, int]:
    """Show the form again, with the basket as it is now and a key of its own."""
    form.idempotency_key.data = _new_key()
    try:
        order = basket.contents(_known(form.delivery.data))
    except ServiceUnavailable as error:
        return _without_basket(form, [*faults, _away(error)])
    if order is None:
        return _placed_elsewhere()
    faults = [*faults, *line_faults(order), *share_faults(order, shares or {})]
    return _page(form, order, faults, _shown_prices(), shares), 422


def _placed_elsewhere() -> Response:
    """Lead whoever agreed to a basket that is empty by now to where it has gone."""
    note("Your basket is empty: perhaps the order was placed in another window.")
    return go_to("orders.show")


def _updated(form: CheckoutForm) -> str | Response | tuple[str, int]:
    """Show the total for the chosen delivery to who came without JavaScript."""
    for field in form:
        field.errors = []
    try:
        order = basket.contents(_known(form.delivery.data))
    except ServiceUnavailable as error:
        return _without_basket(form, [_away(error)])
    if order is None:
        return go_to("basket.show")
    return _page(form, order, seen=_shown_prices())


def _not_heard(form: CheckoutForm) -> tuple[str, int]:
    """Keep everything as it is, the key above all, so that it can be sent again."""
    return _without_basket(form, [("order-summary", _NOT_HEARD)], is_agreed=True)


def _without_basket(
    form: CheckoutForm, faults: Faults, *, is_agreed: bool = False
) -> tuple[str, int]:
    """Keep whatever was typed while nobody can say what the basket holds."""
    return render_template(
        "checkout/checkout.html",
        form=form,
        order=None,
        former={},
        deliveries={},
        is_agreed=is_agreed,
        kept_prices=_shown_prices()[:MOST_LINES],
        faults=[*form.faults, *faults],
        request_id=request_id(),
    ), 503


def _away(error: ServiceUnavailable) -> tuple[str, str]:
    return "order-summary", away_words(error)


def _page(
    form: CheckoutForm,
    order: Order,
    faults: Faults | None = None,
    seen: Iterable[str] = (),
    shares: Mapping[int, int] | None = None,
) -> str:
    former = former_prices(seen, order)
    return render_template(
        "checkout/checkout.html",
        form=form,
        order=order,
        former=former,
        shares=shares or {},
        deliveries=_delivery_prices(order),
        faults=[*form.faults, *(faults or []), *price_faults(order, former)],
    )


def _delivery_prices(order: Order) -> Mapping[str, Money]:
    """Price every kind of delivery; the form is as good without the others."""
    prices = {order.delivery_method: order.delivery}
    try:
        for method in _DELIVERIES - prices.keys():
            if other := basket.contents(method):
                prices[method] = other.delivery
    except CallFailed:
        return prices
    return prices


def _known(delivery: str | None) -> str:
    return delivery if delivery in _DELIVERIES else "standard"


def _shown_prices() -> list[str]:
    return request.form.getlist("seen")


def _last_address() -> dict[str, str]:
    """Spare a returning shopper the typing; the form is as good without it."""
    try:
        orders = services().orders.orders(signed_in_shopper().token, limit=1).orders
    except CallFailed:
        return {}
    address = orders[0].address if orders else None
    return dict(vars(address)) if address else {}


def _new_key() -> str:
    return secrets.token_urlsafe(24)
