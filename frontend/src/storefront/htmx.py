"""One address, two shapes: the whole page, or the part of it that HTMX asked for."""

from typing import Any

from flask import Response, make_response, redirect, request, url_for
from werkzeug.wrappers import Response as AnyResponse

ANNOUNCEMENT = "announcement"


def wants_partial() -> bool:
    """Return whether a part of a page is enough; a page that Back restores is whole."""
    return (
        request.headers.get("HX-Request") == "true"
        and "HX-History-Restore-Request" not in request.headers
    )


def go_to(endpoint: str, **values: Any) -> AnyResponse:
    """Send the shopper to another page, also from within a part of one."""
    return go(url_for(endpoint, **values))


def go(path: str) -> AnyResponse:
    """Send the shopper to a path of ours."""
    if wants_partial():
        return Response(headers={"HX-Redirect": path})
    return redirect(path, 303)


def announced(html: str, status: int = 200) -> Response:
    """Answer a part of a page with words for the place of announcements."""
    response = make_response(html, status)
    response.headers["HX-Retarget"] = f"#{ANNOUNCEMENT}"
    response.headers["HX-Reswap"] = "innerHTML"
    return response
