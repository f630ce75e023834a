"""A 404 as JSON, for programs: in the words of a gateway's tutorial.

Whoever tries a quick start mistypes an address now and then, and a page of HTML says
nothing in a terminal (decision 0017).
"""

from flask import Response, request

from service_kit.problems import NotFoundProblem
from service_kit.responses import problem_response
from storefront.htmx import wants_partial

_SENTENCE = "Service not found"


def is_wanted() -> bool:
    """Return whether no browser asks: one names text/html, and HTMX says who it is."""
    accepted = request.headers.get("Accept", "").lower()
    return bool(accepted) and "text/html" not in accepted and not wants_partial()


def not_found() -> Response:
    """Refuse an address that leads nowhere."""
    return problem_response(NotFoundProblem(_SENTENCE, error=_SENTENCE))
