"""Refuses requests that another site makes a shopper's browser send.

Every unsafe request must come from a page of ours and carry the token of its session.
A guest's basket can be begun without a token, from a page that was made before there
was a session to make one in; there the browser's word for where it comes from decides.
"""

import logging

from flask import Flask, request
from flask_wtf.csrf import CSRFProtect
from markupsafe import Markup
from werkzeug.exceptions import Forbidden

from storefront.csrf_tokens import form_token
from storefront.host_check import is_origin_of_shop, quoted
from storefront.sessions import SessionsUnavailable, session
from storefront.shopper import shopper

_READING = {"GET", "HEAD", "OPTIONS"}
# What a guest may do with nothing but the browser's word: begin a basket, choose light.
_OPEN_TO_GUESTS = {"basket.add", "theme.choose"}
_OWN_PAGES = {"same-origin", "none"}
csrf = CSRFProtect()
log = logging.getLogger(__name__)


class CsrfRefused(Forbidden):
    """The request was made by a page of somebody else."""


def init_csrf(app: Flask) -> None:
    """Check every unsafe request before its view runs."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    # A token belongs to its session and ends with it.
    app.config["WTF_CSRF_TIME_LIMIT"] = None
    # `_is_foreign` checks more than Referer, which careful browsers leave out.
    app.config["WTF_CSRF_SSL_STRICT"] = False
    csrf.init_app(app)
    app.before_request(check_csrf)
    app.jinja_env.globals["csrf_field"] = csrf_field


def check_csrf() -> None:
    """Raise `CsrfRefused` or Flask-WTF's `CSRFError` for a forged request."""
    if request.method in _READING or request.endpoint is None:
        return
    if session.is_lost:
        raise SessionsUnavailable
    if reason := _foreign():
        log.warning("Refused %s %s: %s", request.method, request.path, reason)
        raise CsrfRefused
    if request.endpoint in _OPEN_TO_GUESTS and shopper() is None and _is_own():
        return
    csrf.protect()


def csrf_field(*, start: bool = False) -> Markup:
    """Write the hidden field of a form; without a session there is none to write.

    `start` is for pages whose form is worth a session of its own.
    """
    if start and session.is_lost:
        raise SessionsUnavailable
    if not session and not start:
        return Markup()
    field = Markup('<input type="hidden" name="csrf_token" value="{}">')
    person = shopper()
    return field.format(form_token(person.user_id if person else None))


def _foreign() -> str:
    """Return why a request comes from elsewhere; None where it does not."""
    origin = request.headers.get("Origin")
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None and site not in _OWN_PAGES:
        return f"the browser says that the page before was {quoted(site)}."
    if origin is not None and not is_origin_of_shop(origin):
        return (
            f"its Origin is {quoted(origin)}, and it reached {quoted(request.host)}. If"
            " that page is the shop's own, set PUBLIC_URL to its address."
        )
    return ""


def _is_own() -> bool:
    return request.headers.get("Sec-Fetch-Site") == "same-origin" or (
        is_origin_of_shop(request.headers.get("Origin", ""))
    )
