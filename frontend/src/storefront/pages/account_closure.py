"""Leaving for good: what that means, and the password once more."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from service_kit.http_client import ServiceUnavailable
from service_kit.json_logging import request_id
from storefront import errors, known_browsers, shopper
from storefront.account_closure import (
    NotClosed,
    WrongPassword,
    close,
    unfinished_orders,
)
from storefront.flash_messages import note
from storefront.forms import ClosingForm
from storefront.htmx import go_to
from storefront.login_required import login_required
from storefront.service_models import Order
from storefront.shopper import browser, signed_in_shopper

closing = Blueprint("closing", __name__, url_prefix="/account/close")


@closing.get("")
@login_required
def show() -> str:
    """Show what happens, and ask for the password."""
    return _page(ClosingForm())


@closing.post("")
@login_required
def submit() -> Response | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Close the account and sign its owner out, or report how far it came."""
    form, person = ClosingForm(), signed_in_shopper()
    if not form.validate():
        return _page(form), 422
    try:
        close(person, form.password.data, browser())
    except WrongPassword as refusal:
        form.password.errors = [refusal.words]
        return _page(form), refusal.status
    except NotClosed as refusal:
        header = errors.retry_after_header(refusal.retry_after)
        return _page(form, refusal.words), refusal.status, header
    known_browsers.forget(person.user_id)
    shopper.end()
    note("Your account is closed, and your addresses are erased. Happy gardening.")
    return go_to("catalogue.show")


def _page(form: ClosingForm, words: str = "") -> str:
    # Halfway, the token may be void already: then nobody is asked any more.
    return render_template(
        "account/close.html",
        form=form,
        faults=[("closing", words)] if words else form.faults,
        request_id=request_id() if words else "",
        unfinished=[] if words else _unfinished(),
    )


def _unfinished() -> list[Order]:
    """List orders to think of before closing; the page is as good without them."""
    try:
        return unfinished_orders(signed_in_shopper().token)
    except ServiceUnavailable:
        return []
