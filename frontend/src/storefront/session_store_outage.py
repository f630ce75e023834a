"""What the shop can do while the session store cannot be reached.

A page that depends on the session (the basket, the account) explains that instead of
showing an empty one; what is the same for everybody goes on.
"""

from flask import Flask, request

from storefront.sessions import SessionsUnavailable, session

_SAME_FOR_EVERYBODY = {"catalogue", "product", "pictures", "help", "patterns"}
_ALSO = {"register.check_username"}


def require_session_store(app: Flask) -> None:
    """Check every request whose cookie the session store should know."""
    app.before_request(refuse_without_session)


def refuse_without_session() -> None:
    """Raise `SessionsUnavailable` where a page would deny what the shopper has."""
    if not session.is_lost or request.endpoint is None:
        return
    if request.blueprint not in _SAME_FOR_EVERYBODY and request.endpoint not in _ALSO:
        raise SessionsUnavailable
