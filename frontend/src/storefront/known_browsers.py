"""By what user-service knows this browser again: one cookie for each of its accounts.

Such a note opens nothing. It outlives signing out, so that strangers who guess at an
account use up nothing of what its owner may try here (decision 0010).
"""

import re
from collections.abc import Iterator

from flask import after_this_request, request
from werkzeug.wrappers import Response

from storefront.config import current_settings

_NAME = "furrow-known-"
_NOTE = re.compile(r"[A-Za-z0-9_.-]{1,1000}", re.ASCII)
_ONE_YEAR = 365 * 24 * 60 * 60
# user-service takes no more; more people share no browser.
_MOST = 5


def notes() -> tuple[str, ...]:
    """Return what user-service has written for the accounts of this browser."""
    return tuple(request.cookies[name] for name in _kept())


def remember(user_id: int, note: str) -> None:
    """Keep the note of an account that the shopper has just signed in to."""
    own = f"{_prefix()}{user_id}"
    others = [name for name in _readable() if name != own]
    for name in others[_MOST - 1 :]:
        _forget(name)

    @after_this_request
    def keep(response: Response) -> Response:
        response.set_cookie(
            own,
            note,
            _ONE_YEAR,
            path="/",
            secure=_is_encrypted(),
            httponly=True,
            samesite="Lax",
        )
        return response


def forget(user_id: int) -> None:
    """Drop the note of an account that is closed."""
    _forget(f"{_prefix()}{user_id}")


def _forget(name: str) -> None:
    @after_this_request
    def drop(response: Response) -> Response:
        response.delete_cookie(
            name, path="/", secure=_is_encrypted(), httponly=True, samesite="Lax"
        )
        return response


def _kept() -> list[str]:
    return list(_readable())[:_MOST]


def _readable() -> Iterator[str]:
    for name, value in request.cookies.items():
        if name.startswith(_prefix()) and _NOTE.fullmatch(value):
            yield name


def _prefix() -> str:
    """Bind the cookies to this host, where they travel encrypted (RFC 6265bis)."""
    return f"__Host-{_NAME}" if _is_encrypted() else _NAME


def _is_encrypted() -> bool:
    return current_settings().is_encrypted
