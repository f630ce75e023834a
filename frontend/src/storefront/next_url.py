"""Where a shopper wanted to go before signing in.

The target is kept in the session, never in an address, and only ever a path of our own:
browsers read `//`, `/\\` and anything before a colon as the way to another shop.
"""

from urllib.parse import urlsplit

from flask import current_app, request

from storefront.host_check import is_origin_of_shop
from storefront.sessions import session

_KEY = "way_back"
_LONGEST = 500
# Coming back to these would ask the shopper to sign in twice, or sign them out.
_NOT_TO = ("/login", "/logout", "/register", "/theme")


def remember(target: str) -> None:
    """Keep a path for after signing in, if it is one of ours."""
    if is_ours(target):
        session[_KEY] = target.rstrip("?")


def remember_page_before() -> None:
    """Keep the page from which the shopper came, unless a target is kept already."""
    if _KEY not in session and (path := page_before()):
        remember(path)


def take(otherwise: str) -> str:
    """Give the kept path once, or the other one."""
    target = session.pop(_KEY, "")
    return target if is_ours(target) else otherwise


def page_before() -> str | None:
    """Return the path of our own page that holds the pressed link or button."""
    referrer = request.headers.get("Referer", "")
    if not is_origin_of_shop(referrer):
        return None
    before = urlsplit(referrer)
    path = f"{before.path}?{before.query}" if before.query else before.path
    return path if is_ours(path) and _can_be_opened(before.path) else None


def is_ours(target: object) -> bool:
    """Return whether a target leads to a page of this shop and nowhere else."""
    if not isinstance(target, str) or not 1 <= len(target) <= _LONGEST:
        return False
    if not target.startswith("/") or target.startswith("//") or "\\" in target:
        return False
    if not target.isprintable() or not target.isascii():
        return False
    return not target.startswith(_NOT_TO)


def _can_be_opened(path: str) -> bool:
    """Return whether a path can be opened by GET, which that of a form may not."""
    return current_app.url_map.bind("").test(path, "GET")
