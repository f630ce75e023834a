"""Who is signed in. The token stays in the session, on the server alone."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import flask_login
from flask import Flask, request
from flask_login import LoginManager, UserMixin
from werkzeug.wrappers import Response

from service_kit.clock import rfc3339
from storefront import csrf_tokens, known_browsers, next_url, saved_forms
from storefront.clients.user_service import Browser
from storefront.flash_messages import note
from storefront.htmx import announced, go_to, wants_partial
from storefront.service_models import SignIn
from storefront.sessions import SessionsUnavailable, session

_SHOPPER = "shopper"
_ABOUT_TO_END = timedelta(minutes=5)
# Asked for while something is being typed: another page would throw that away.
_WHILE_TYPING = {"checkout.show_summary"}
_STILL_HERE = (
    "You were signed out. What you typed is still here: place the order, sign in, and "
    "it comes along."
)
_SIGNED_OUT = (
    "You were signed out after an hour without a sign of you. Sign in, and you are "
    "back where you were."
)


@dataclass(frozen=True)
class Shopper(UserMixin):  # type: ignore[misc]
    """A person who is signed in, as the session knows them."""

    user_id: int
    username: str
    token: str = field(repr=False)
    # What their profile holds, kept here so that no page has to ask for it.
    picture: str = ""
    delivery: str = "standard"

    def get_id(self) -> str:
        """Name the account, in the way Flask-Login wants it."""
        return str(self.user_id)


def init_login_manager(app: Flask) -> None:
    """Register the shop's user loader with Flask-Login."""
    login_manager = LoginManager(app)
    # Our session ids are renewed at sign-in and live on the server; binding them to
    # an address would sign out everybody whose telephone changes its network.
    login_manager.session_protection = None
    login_manager.user_loader(_from_session)
    login_manager.unauthorized_handler(_ask_to_sign_in)


def shopper() -> Shopper | None:
    """Return who is signed in, or None for a guest."""
    found = flask_login.current_user
    return found._get_current_object() if found.is_authenticated else None


def signed_in_shopper() -> Shopper:
    """Return who is signed in, in a view that only they reach."""
    found = shopper()
    if found is None:
        raise LookupError("This view is for shoppers who are signed in.")
    return found


def begin(sign_in: SignIn, username: str) -> Shopper:
    """Sign a shopper in, in a session with a new id."""
    session[_SHOPPER] = {
        "user_id": sign_in.user_id,
        "username": username,
        "token": sign_in.token,
        "expires_at": rfc3339(sign_in.expires_at),
    }
    renew_session()
    saved_forms.forget_those_of_others(sign_in.user_id)
    known_browsers.remember(sign_in.user_id, sign_in.device)
    person = Shopper(sign_in.user_id, username, sign_in.token)
    flask_login.login_user(person)
    return person


def should_last(at: datetime) -> bool:
    """Return whether the sign-in has some time left, as promised when it began."""
    ends = datetime.fromisoformat(session[_SHOPPER]["expires_at"])
    return ends - at > _ABOUT_TO_END


def keep_preferences(picture: str, delivery: str) -> None:
    """Keep the picture and the delivery that the shopper likes, for later pages."""
    session[_SHOPPER] = session[_SHOPPER] | {"picture": picture, "delivery": delivery}


def end() -> None:
    """Sign the shopper out; nothing of their session stays."""
    flask_login.logout_user()
    session.clear()
    renew_session()


def renew_session() -> None:
    """Give the session a new id and its forms a new token."""
    csrf_tokens.renew()
    session.renew()


def is_typing() -> bool:
    """Return whether a form is open that another page would throw away."""
    return wants_partial() and request.endpoint in _WHILE_TYPING


def announce_signed_out() -> Response:
    """Show on the page that is open that its shopper is signed out."""
    return announced(_STILL_HERE, 401)


def browser() -> Browser:
    """Return where the current request comes from."""
    address = request.remote_addr or ""
    return Browser(address, request.user_agent.string, known_browsers.notes())


def _from_session(user_id: str) -> Shopper | None:
    kept = session.get(_SHOPPER)
    if not kept or str(kept["user_id"]) != user_id:
        return None
    return Shopper(
        kept["user_id"],
        kept["username"],
        kept["token"],
        kept.get("picture", ""),
        kept.get("delivery", "standard"),
    )


def _ask_to_sign_in() -> Response:
    if session.is_lost:
        raise SessionsUnavailable
    if request.method != "GET":
        return saved_forms.lead_to_sign_in(csrf_tokens.owner_of_form())
    if is_typing():
        return announce_signed_out()
    if session.has_ended:
        note(_SIGNED_OUT)
    next_url.remember(request.full_path)
    return go_to("login.show")
