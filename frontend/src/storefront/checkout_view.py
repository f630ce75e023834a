"""What the page of a checkout shows, for each of the ways that lead to it."""

import secrets
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from flask import render_template, request

from service_kit.http_client import Rejected, ServiceUnavailable
from service_kit.json_logging import request_id
from service_kit.money import Money
from storefront import basket, checkout_refusals
from storefront.checkout_refusals import SUMMARY, Faults
from storefront.errors import unavailable_message
from storefront.forms import CheckoutForm
from storefront.seen_prices import MOST_LINES, former_prices
from storefront.service_models import Basket, Order


@dataclass(frozen=True)
class CheckoutView:
    """A checkout as its template knows it; `order` is the basket, if it can be read."""

    form: CheckoutForm
    order: Basket | None
    faults: Faults
    status: int = 200
    former: Mapping[int, str] = field(default_factory=dict)
    shares: Mapping[int, int] = field(default_factory=dict)
    deliveries: Mapping[str, Money] = field(default_factory=dict)
    # What is known of a basket that cannot be read: whether its total was agreed to.
    is_agreed: bool = False
    kept_prices: Sequence[str] = ()
    request_id: str = ""

    def response(self) -> tuple[str, int]:
        """Render the page."""
        return render_template("checkout/checkout.html", **vars(self)), self.status


def fresh(
    form: CheckoutForm, order: Basket, seen: Iterable[str], failed: Order | None
) -> CheckoutView:
    """Show a form to begin with; after an order that failed, show why it did."""
    form.idempotency_key.data = _new_key()
    if failed is None:
        return _with_basket(form, order, seen)
    faults = checkout_refusals.explain(form, failed.reason, failed.code)
    return _with_basket(form, order, seen, faults, with_notices=True)


def updated(form: CheckoutForm) -> CheckoutView | None:
    """Show the total for the chosen delivery; None where the basket is empty."""
    for each in form:
        each.errors = []
    try:
        order = basket.contents(form.delivery.data)
    except ServiceUnavailable as error:
        return _without_basket(form, [(SUMMARY, unavailable_message(error))])
    if order is None:
        return None
    return _with_basket(form, order, _shown_prices())


def retried(
    form: CheckoutForm, faults: Faults, shares: Mapping[int, int] | None = None
) -> CheckoutView | None:
    """Show the form again with a new key; None where the basket is empty by now."""
    form.idempotency_key.data = _new_key()
    try:
        order = basket.contents(form.delivery.data)
    except ServiceUnavailable as error:
        return _without_basket(form, [*faults, (SUMMARY, unavailable_message(error))])
    if order is None:
        return None
    view = _with_basket(form, order, _shown_prices(), faults, shares, with_notices=True)
    return replace(view, status=422)


def refused(form: CheckoutForm, refusal: Rejected) -> CheckoutView | None:
    """Lead back to the very field or line; None where the basket is empty."""
    if refusal.reason == "empty-cart":
        return None
    explanation = checkout_refusals.explain_rejection(form, refusal)
    return retried(form, explanation.faults, explanation.shares)


def unconfirmed(form: CheckoutForm) -> CheckoutView:
    """Keep everything as it is, the key above all, so that it can be sent again."""
    return _without_basket(form, [checkout_refusals.UNCONFIRMED], is_agreed=True)


def _with_basket(
    form: CheckoutForm,
    order: Basket,
    seen: Iterable[str],
    faults: Sequence[tuple[str, str]] = (),
    shares: Mapping[int, int] | None = None,
    *,
    with_notices: bool = False,
) -> CheckoutView:
    former, shares = former_prices(seen, order), shares or {}
    lines = checkout_refusals.about_lines(
        order, former, shares, with_notices=with_notices
    )
    return CheckoutView(
        form,
        order,
        [*form.faults, *faults, *lines],
        former=former,
        shares=shares,
        deliveries=basket.delivery_prices(order),
    )


def _without_basket(
    form: CheckoutForm, faults: Faults, *, is_agreed: bool = False
) -> CheckoutView:
    """Keep whatever was typed while the basket cannot be loaded."""
    return CheckoutView(
        form,
        None,
        [*form.faults, *faults],
        503,
        is_agreed=is_agreed,
        kept_prices=_shown_prices()[:MOST_LINES],
        request_id=request_id(),
    )


def _shown_prices() -> list[str]:
    return request.form.getlist("seen")


def _new_key() -> str:
    return secrets.token_urlsafe(24)
