"""A shopper's own account: who they are, their password, where they are signed in."""

import logging

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from service_kit.http_client import NotFound, Rejected, ServiceUnavailable
from service_kit.json_logging import request_id
from storefront import known_browsers
from storefront.flash_messages import note
from storefront.forms import PasswordForm
from storefront.htmx import go_to
from storefront.login_required import login_required
from storefront.service_clients import services
from storefront.shopper import renew_session, signed_in_shopper

account = Blueprint("account", __name__, url_prefix="/account")
log = logging.getLogger(__name__)
_UNCONFIRMED = (
    "We could not confirm whether your password is changed. Try again in a moment: if "
    "the present one is refused then, the new one counts already."
)
_SIGN_IN = "/sign-ins/<regex('[A-Za-z0-9_-]{1,64}'):sign_in_id>/end"


@account.get("")
@login_required
def show() -> str:
    """Show the account."""
    return _page(PasswordForm())


@account.post("/password")
@login_required
def change_password() -> Response | tuple[str, int]:
    """Set a new password, which signs out every other browser."""
    form, person = PasswordForm(), signed_in_shopper()
    if not form.validate():
        return _page_again(form), 422
    try:
        note_of_browser = services().users.change_password(
            person.token, form.current_password.data, form.new_password.data
        )
    except ServiceUnavailable as error:
        log.warning("No response says whether a password was changed: %s", error)
        form.current_password.errors = [_UNCONFIRMED]
        return _form_alone(form, request_id()), 503
    except Rejected as refusal:
        if not form.blame(refusal.errors):
            raise
        return _page_again(form), 422
    known_browsers.remember(person.user_id, note_of_browser)
    renew_session()
    note("Your password is changed, and every other browser is signed out.")
    return go_to("account.show")


@account.post(_SIGN_IN)
@login_required
def end_sign_in(sign_in_id: str) -> Response:
    """Sign one other browser out."""
    try:
        services().users.end_sign_in(signed_in_shopper().token, sign_in_id)
    except NotFound:
        note("That browser was signed out already.")
    else:
        note("That browser is signed out.")
    return go_to("account.show")


@account.post("/sign-ins/end-others")
@login_required
def end_other_sign_ins() -> Response:
    """Sign every other browser out."""
    services().users.end_other_sign_ins(signed_in_shopper().token)
    note("Every other browser is signed out.")
    return go_to("account.show")


def _page_again(form: PasswordForm) -> str:
    """Render the page with its mistakes, or the form alone without user-service."""
    try:
        return _page(form)
    except ServiceUnavailable:
        return _form_alone(form)


def _form_alone(form: PasswordForm, number: str = "") -> str:
    return render_template(
        "account/account.html",
        account=None,
        form=form,
        faults=form.faults,
        request_id=number,
    )


def _page(form: PasswordForm) -> str:
    token = signed_in_shopper().token
    users = services().users
    return render_template(
        "account/account.html",
        account=users.account(token),
        profile=users.profile(token),
        sign_ins=users.sign_ins(token),
        form=form,
        faults=form.faults,
    )
