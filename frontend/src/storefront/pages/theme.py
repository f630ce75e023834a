"""Light or dark, as the system or the shopper prefers."""

from flask import Blueprint, abort, redirect, request, url_for
from werkzeug.wrappers import Response

from storefront import next_url
from storefront.config import current_settings
from storefront.forms import ThemeForm

theme = Blueprint("theme", __name__)
COOKIE = "furrow-theme"
_CHOSEN = {"light", "dark"}
_ONE_YEAR = 365 * 24 * 60 * 60


@theme.post("/theme")
def choose() -> Response:
    """Remember how the shop shall look in this browser."""
    form = ThemeForm()
    if not form.validate():
        abort(422)
    wanted = form.theme.data
    response = redirect(next_url.page_before() or url_for("catalogue.show"), 303)
    is_secure = current_settings().is_encrypted
    if wanted in _CHOSEN:
        response.set_cookie(
            COOKIE, wanted, _ONE_YEAR, secure=is_secure, httponly=True, samesite="Lax"
        )
    else:
        response.delete_cookie(COOKIE, secure=is_secure, httponly=True, samesite="Lax")
    return response


def chosen() -> str:
    """Return what this browser has chosen."""
    wanted = request.cookies.get(COOKIE, "")
    return wanted if wanted in _CHOSEN else "system"
