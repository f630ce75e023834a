"""Signing in, registering and signing out, with what follows each of them."""

import logging

from flask import url_for
from werkzeug.wrappers import Response

from service_kit.http_client import CallFailed
from storefront import basket, next_url, profile_preferences, shopper
from storefront.clients.user_service import NewAccount
from storefront.flash_messages import note
from storefront.formatting import packets
from storefront.htmx import go
from storefront.service_clients import services
from storefront.service_models import SignIn
from storefront.shopper import Shopper

# Shown where a form for a password comes back with a token that counts.
OUTDATED = (
    "Please send the form again: enter your password once more. If you read this "
    "twice, let your browser keep our cookies."
)
AWAY = (
    "Nobody can be signed in just now, and nothing you wrote is lost. Try again in a "
    "few seconds."
)
log = logging.getLogger(__name__)


def sign_in(name: str, password: str) -> Response:
    """Sign somebody in, bring a guest's basket along, and go where they wanted to.

    Raises `Rejected` with 401 or 429, and `ServiceUnavailable`.
    """
    started = services().users.sign_in(name, password, shopper.browser())
    person = shopper.begin(started, _username(started, name))
    _fetch_preferences(person.token)
    return _welcome(person, "Welcome back")


def register(new: NewAccount) -> Response:
    """Open an account and sign its owner in, in one step: there is no half of it.

    Raises `Rejected` with errors per field or 429, and `ServiceUnavailable`.
    """
    done = services().users.register(new, shopper.browser())
    person = shopper.begin(done.sign_in, done.account.username)
    return _welcome(person, "Welcome to Furrow")


def sign_out() -> None:
    """Sign the shopper out, here and at user-service."""
    person = shopper.shopper()
    if person:
        services().users.sign_out(person.token)
    shopper.end()


def _welcome(person: Shopper, greeting: str) -> Response:
    brought = basket.bring_along(person)
    note(f"{greeting}, {person.username}.{_about_basket(brought)}")
    return go(next_url.take(url_for("catalogue.show")))


def _fetch_preferences(token: str) -> None:
    """Load what the shopper likes; signing in is as good without it."""
    try:
        profile = services().users.profile(token)
    except CallFailed as error:
        log.warning("Nobody could say what the shopper likes: %s", error)
        return
    shopper.keep_preferences(
        profile_preferences.picture(profile), profile_preferences.delivery(profile)
    )


def _username(started: SignIn, name: str) -> str:
    """Load the username of who signed in by e-mail."""
    if "@" not in name:
        return name.lower()
    return services().users.account(started.token).username


def _about_basket(brought: int | None) -> str:
    if brought is None:
        return " Your basket follows as soon as we can reach it."
    if brought:
        verb = "is" if brought == 1 else "are"
        return f" The {packets(brought)} you chose {verb} in your basket."
    return ""
