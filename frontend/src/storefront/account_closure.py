"""Closing an account: whatever names its owner goes, step by step.

order-service forgets first, because the token that asks it to ends with the account.
Each step may be repeated: one that was done already does nothing more.
"""

from contextlib import suppress

from service_kit.http_client import CallFailed, Rejected, ServiceUnavailable
from storefront import order_states
from storefront.clients.user_service import Browser
from storefront.service_clients import services
from storefront.service_models import Order
from storefront.shopper import Shopper

# What may still be settling is new; an order settles within a quarter of an hour.
_NEWEST = 100
_AWAY = "Nothing is closed or erased: {} cannot be reached. Try again in a moment."
_HALF_DONE = (
    "Your addresses are erased, but we could not confirm whether your account is "
    "closed. Send this once more. If you are asked to sign in then, it was closed "
    "after all."
)
_CHANGED = (
    "Your addresses are erased, but your account is not closed. {} Send this once more."
)


class NotClosed(Exception):
    """An account could not be closed; the message states how far it came."""

    def __init__(self, words: str, status: int, retry_after: int | None = None) -> None:
        """Take the message for its owner, and the status and the seconds to wait."""
        super().__init__(words)
        self.words = words
        self.status = status
        self.retry_after = retry_after


class WrongPassword(NotClosed):
    """Whoever wants to close the account does not know its password."""


def unfinished_orders(token: str) -> list[Order]:
    """List the newest orders that have not left the shop and may still do so."""
    page = services().orders.orders(token, limit=_NEWEST)
    return [order for order in page.orders if _is_unfinished(order)]


def close(person: Shopper, password: str, browser: Browser) -> None:
    """Erase the addresses of a shopper, then the account; raise `NotClosed`."""
    _demand_settled(person.token)
    proof = _prove(person, password, browser)
    try:
        _forget(person.token)
        _close(person.token, password)
    except BaseException:
        with suppress(CallFailed):
            services().users.sign_out(proof)
        raise


def _demand_settled(token: str) -> None:
    """Refuse while an order is being settled, because its address would stay."""
    try:
        unfinished = unfinished_orders(token)
    except ServiceUnavailable as error:
        raise NotClosed(_AWAY.format("orders"), 503) from error
    for order in unfinished:
        if not order_states.status(order).is_final:
            words = f"Order {order.number} is being settled just now. Wait until it is."
            raise NotClosed(words, 409)


def _prove(person: Shopper, password: str, browser: Browser) -> str:
    """Check the password by signing in once more, before anything is erased."""
    users = services().users
    try:
        return users.sign_in(person.username, password, browser).token
    except ServiceUnavailable as error:
        raise NotClosed(_AWAY.format("accounts"), 503) from error
    except Rejected as refusal:
        if refusal.status == 429:
            raise NotClosed(refusal.detail, 429, refusal.retry_after) from refusal
        # An account that is closed already knows no password either: this decides.
        _look_up(person.token)
        raise WrongPassword("This is not your password.", 422) from refusal


def _look_up(token: str) -> None:
    try:
        services().users.account(token)
    except ServiceUnavailable as error:
        raise NotClosed(_AWAY.format("accounts"), 503) from error


def _forget(token: str) -> None:
    try:
        services().orders.forget_me(token)
    except ServiceUnavailable as error:
        raise NotClosed(_AWAY.format("orders"), 503) from error


def _close(token: str, password: str) -> None:
    try:
        services().users.close_account(token, password)
    except ServiceUnavailable as error:
        raise NotClosed(_HALF_DONE, 503) from error
    except Rejected as refusal:
        if refusal.status == 401:
            raise
        words = _CHANGED.format(refusal.detail)
        raise NotClosed(words, refusal.status, refusal.retry_after) from refusal


def _is_unfinished(order: Order) -> bool:
    return order.state == "paid" or not order_states.status(order).is_final
