"""What the shop can do for somebody whose session it cannot look up just now.

A page that would show them somebody with nothing (an empty basket, a stranger at the
door) tells them so instead; what is the same for everybody goes on.
"""

from flask import Flask, request, session

from storefront.sessions import SessionsAway

_SAME_FOR_EVERYBODY = {"catalogue", "product", "pictures", "help", "patterns"}
_ALSO = {"register.check_username"}


def need_memory(app: Flask) -> None:
    """Check every request whose cookie the session store should know."""
    app.before_request(refuse_the_forgotten)


def refuse_the_forgotten() -> None:
    """Raise `SessionsAway` where a page would deny what the shopper has."""
    if not session.is_lost or request.endpoint is None:  # type: ignore[attr-defined]
        return
    if request.blueprint not in _SAME_FOR_EVERYBODY and request.endpoint not in _ALSO:
        raise SessionsAway
