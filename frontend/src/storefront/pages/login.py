"""Signing in and out."""

from flask import Blueprint, render_template, request, url_for
from flask_wtf.csrf import CSRFError
from werkzeug.wrappers import Response as AnyResponse

from service_kit.http_client import CallFailed, Rejected, ServiceUnavailable
from service_kit.json_logging import request_id
from storefront import authentication, csrf_tokens, errors, next_url
from storefront.flash_messages import note
from storefront.forms import LoginForm
from storefront.htmx import go, go_to
from storefront.shopper import end, shopper

login = Blueprint("login", __name__)
# The second half is for an owner: an account that strangers guess at rests (0010).
_WRONG = (
    "The username or the password is not right. If you are sure of both, try again in "
    "five minutes: after many wrong tries an account rests."
)


@login.get("/login")
def show() -> str | AnyResponse:
    """Show the form."""
    if shopper():
        return go_to("account.show")
    next_url.remember_page_before()
    return _page(LoginForm())


@login.post("/login")
def submit() -> AnyResponse | tuple[str, int] | tuple[str, int, dict[str, str]]:
    """Sign in, and go on where the shopper wanted to."""
    form = LoginForm()
    if not form.validate():
        return _page(form), 422
    try:
        return authentication.sign_in(form.username.data, form.password.data)
    except ServiceUnavailable:
        return _page(form, authentication.AWAY, number=request_id()), 503
    except Rejected as refusal:
        if refusal.status == 429:
            header = errors.retry_after_header(refusal.retry_after)
            return _page(form, refusal.detail), 429, header
        if refusal.status in {401, 422}:
            return _page(form, _WRONG), 422
        raise


@login.post("/logout")
def leave() -> AnyResponse:
    """Sign out; where user-service is away, at least here."""
    try:
        authentication.sign_out()
    except CallFailed:
        end()
    note("You are signed out. See you at sowing time.")
    return go(url_for("catalogue.show"))


@login.errorhandler(CSRFError)
def ask_again(error: CSRFError) -> AnyResponse | tuple[str, int]:
    """Give the form back with a token that counts; nothing else was done."""
    if request.endpoint == "login.submit":
        return _page(LoginForm(), authentication.OUTDATED, "password"), 400
    if shopper() is None and csrf_tokens.is_of_ours():
        note("You were signed out already.")
        return go(url_for("catalogue.show"))
    return errors.outdated(error)


def _page(
    form: LoginForm, fault: str = "", place: str = "username", number: str = ""
) -> str:
    faults = form.faults + ([(place, fault)] if fault else [])
    return render_template(
        "login/login.html", form=form, faults=faults, request_id=number
    )
