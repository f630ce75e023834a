"""Signing in and out."""

from flask import Blueprint, render_template, url_for
from werkzeug.wrappers import Response

from service_kit.http import CallFailed, Rejected
from storefront import signing_in, way_back
from storefront.forms import LoginForm
from storefront.notices import note
from storefront.partials import go, go_to
from storefront.shopper import end, shopper

login = Blueprint("login", __name__)
_WRONG = "The username or the password is not right."


@login.get("/login")
def show() -> str | Response:
    """Show the form."""
    if shopper():
        return go_to("account.show")
    way_back.remember_page_before()
    return _page(LoginForm())


@login.post("/login")
def submit() -> Response | tuple[str, int]:
    """Sign in, and go on where the shopper wanted to."""
    form = LoginForm()
    if not form.validate():
        return _page(form), 422
    try:
        return signing_in.enter(form.username.data, form.password.data)
    except Rejected as refusal:
        if refusal.status == 429:
            return _page(form, refusal.detail), 429
        if refusal.status in {401, 422}:
            return _page(form, _WRONG), 422
        raise


@login.post("/logout")
def leave() -> Response:
    """Sign out; where user-service is away, at least here."""
    try:
        signing_in.leave()
    except CallFailed:
        end()
    note("You are signed out. See you at sowing time.")
    return go(url_for("catalogue.show"))


def _page(form: LoginForm, fault: str = "") -> str:
    faults = form.faults + ([("username", fault)] if fault else [])
    return render_template("login/login.html", form=form, faults=faults)
