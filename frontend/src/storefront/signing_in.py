"""What happens between a good password and the next page, after registering too."""

import logging

from flask import url_for
from werkzeug.wrappers import Response

from service_kit.http import CallFailed
from storefront import basket, portraits, shopper, way_back
from storefront.clients.user_service import NewAccount
from storefront.formatting import packets
from storefront.notices import note
from storefront.partials import go
from storefront.payloads import SignIn
from storefront.services import services
from storefront.shopper import Shopper

# Said where a form for a password comes back with a token that counts.
OUTDATED = (
    "This page was open for too long, so nothing was sent. Enter your password, and "
    "try again. If you read this once more, let your browser keep our cookies."
)
log = logging.getLogger(__name__)


AWAY = (
    "Nobody can be signed in just now, and nothing you wrote is lost. Try again in a "
    "few seconds."
)


def enter(name: str, password: str) -> Response:
    """Sign somebody in, bring a guest's basket along, and go where they wanted to.

    Raises `Rejected` with 401 or 429, and `ServiceUnavailable`.
    """
    sign_in = services().users.sign_in(name, password, shopper.browser())
    person = shopper.begin(sign_in, _username(sign_in, name))
    _know_wishes(person.token)
    return _welcome(person, "Welcome back")


def enter_first(new: NewAccount) -> Response:
    """Open an account and sign its owner in, in one step: there is no half of it.

    Raises `Rejected` with errors per field or 429, and `ServiceUnavailable`.
    """
    done = services().users.register(new, shopper.browser())
    person = shopper.begin(done.sign_in, done.account.username)
    return _welcome(person, "Welcome to Furrow")


def leave() -> None:
    """Sign the shopper out, here and at user-service."""
    person = shopper.shopper()
    if person:
        services().users.sign_out(person.token)
    shopper.end()


def _welcome(person: Shopper, greeting: str) -> Response:
    brought = basket.bring_along(person)
    note(f"{greeting}, {person.username}.{_about_basket(brought)}")
    return go(way_back.take(url_for("catalogue.show")))


def _know_wishes(token: str) -> None:
    """Learn what the shopper likes; signing in is as good without it."""
    try:
        profile = services().users.profile(token)
    except CallFailed as error:
        log.warning("Nobody could say what the shopper likes: %s", error)
        return
    shopper.know_wishes(portraits.picture(profile), portraits.delivery(profile))


def _username(sign_in: SignIn, name: str) -> str:
    """Learn the username of who came in by e-mail."""
    if "@" not in name:
        return name.lower()
    return services().users.account(sign_in.token).username


def _about_basket(brought: int | None) -> str:
    if brought is None:
        return " Your basket follows as soon as we can reach it."
    if brought:
        verb = "is" if brought == 1 else "are"
        return f" The {packets(brought)} you chose {verb} in your basket."
    return ""
