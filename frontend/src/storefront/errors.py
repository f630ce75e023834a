"""What shoppers see when something goes wrong: what happened, and a way on.

Logs say why; a page never does, except for the id of the request.
"""

import logging
from dataclasses import dataclass, replace

from flask import Flask, Response, make_response, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError
from werkzeug.exceptions import HTTPException, InternalServerError
from werkzeug.wrappers import Response as AnyResponse

from service_kit.application import OUT_OF_RANGE
from service_kit.http_client import NotFound, Rejected, ServiceUnavailable
from service_kit.json_logging import request_id
from service_kit.problems import Problem, Unavailable
from service_kit.responses import problem_response
from storefront import csrf_tokens, json_not_found, next_url, saved_forms, shopper
from storefront.clients import order_service, product_service, user_service
from storefront.csrf import CsrfRefused
from storefront.flash_messages import note
from storefront.form_retry import SentForm, sent_form
from storefront.formatting import waiting_time
from storefront.host_check import WrongAddress
from storefront.htmx import announced, go_to, wants_partial
from storefront.service_clients import consensus_clock, services
from storefront.sessions import SessionsUnavailable, session

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class ErrorPage:
    """What a page about an error shows."""

    status: int
    heading: str
    words: str
    retry_after: int | None = None


NOT_FOUND = ErrorPage(
    404,
    "We cannot find that page",
    "It may have moved, or the address has a slip in it. Perhaps a search helps:",
)
OUTDATED = ErrorPage(
    400,
    "Please send the form again",
    "We could not be sure that it was you who sent it, and nothing was changed. "
    "Open the page again, and send the form once more.",
)
FORGED = ErrorPage(
    403,
    "That did not come from our shop",
    "Another site asked your browser to do something here. Nothing was changed.",
)
WRONG_ADDRESS = ErrorPage(
    400,
    "This is not our address",
    "The shop is asked for under another name than its own. Type its address again.",
)
BROKEN = ErrorPage(
    500,
    "Something broke on our side",
    "It has been noted, and it was not your doing. Try again in a moment.",
)
TOO_FAST = ErrorPage(429, "That was a little fast", "Wait a moment, and try again.")
_BY_STATUS = {
    400: ErrorPage(400, "We could not read that", "Go back, and try it once more."),
    401: ErrorPage(401, "Sign in first", "This page is for you alone."),
    403: ErrorPage(403, "That is not yours to see", "You may not open this page."),
    404: NOT_FOUND,
    405: ErrorPage(
        405, "That does not work here", "This page cannot be used that way."
    ),
    413: ErrorPage(413, "That was too much", "Send a little less, and try again."),
    415: ErrorPage(
        415, "We could not read that", "Use the forms of the shop to send it."
    ),
    422: ErrorPage(422, "Something does not fit", "Go back, and have another look."),
    429: TOO_FAST,
    500: BROKEN,
}
_UNAVAILABLE = {
    product_service.NAME: ErrorPage(
        503,
        "The shop is temporarily unavailable",
        "We cannot reach our catalogue. Your basket is safe. Try again in a moment.",
    ),
    order_service.NAME: ErrorPage(
        503,
        "We can’t show baskets and orders right now",
        "Nothing is lost: whatever you chose and whatever you ordered is still there. "
        "Try again in a moment.",
    ),
    user_service.NAME: ErrorPage(
        503,
        "Sign-in is not available right now",
        "Your basket is safe. You can go on looking around; try again in a moment.",
    ),
}
CLOCKS = ErrorPage(
    503,
    "Our clocks do not agree",
    "One of our clocks is wrong, so we could not be sure that it is you. You are still "
    "signed in, and nothing is lost. Try again in a few minutes.",
    retry_after=60,
)
SESSIONS_UNAVAILABLE = ErrorPage(
    503,
    "We cannot remember you just now",
    "Signing in and baskets do not work for a moment. You can go on looking around.",
)
UNAVAILABLE = ErrorPage(
    503, "Not available just now", "Something we need is away. Try again in a moment."
)


def handle_errors(app: Flask) -> None:
    """Answer every error with a page, or with words for the page that is open."""
    # A fault while a session is saved must become a page too, in tests as elsewhere.
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(CSRFError, outdated)
    app.register_error_handler(CsrfRefused, lambda error: error_response(FORGED))
    app.register_error_handler(
        WrongAddress, lambda error: error_response(WRONG_ADDRESS)
    )
    app.register_error_handler(NotFound, lambda error: error_response(NOT_FOUND))
    app.register_error_handler(Rejected, _rejected)
    app.register_error_handler(ServiceUnavailable, _unavailable)
    app.register_error_handler(SessionsUnavailable, _sessions_unavailable)
    app.register_error_handler(Problem, _problem)
    for fault in OUT_OF_RANGE:
        app.register_error_handler(fault, _out_of_range)
    app.register_error_handler(DBAPIError, _broken)
    app.register_error_handler(Exception, _broken)
    app.after_request(_add_retry_after)


def error_response(
    page: ErrorPage,
    status: int | None = None,
    words: str = "",
    form: SentForm | None = None,
) -> Response:
    """Render an error page, or an announcement where HTMX asked for a part.

    `words` are what a search might look for instead, `form` is what can be sent again.
    """
    before = "" if request.method == "GET" else next_url.page_before()
    found = {
        "page": page,
        "request_id": request_id(),
        "words": words,
        "before": before,
        "sent": form,
    }
    if wants_partial():
        html = render_template("errors/_error.html", **found)
        response = announced(html, status or page.status)
    else:
        response = make_response(
            render_template("errors/error.html", **found), status or page.status
        )
    response.headers.update(retry_after_header(page.retry_after))
    return response


def retry_after_header(seconds: int | None) -> dict[str, str]:
    """Return the header that says when to try again, if that is known."""
    return {"Retry-After": str(seconds)} if seconds else {}


def too_fast(seconds: int | None, words: str = "") -> ErrorPage:
    """Return when to try again, in the service's words or in our own."""
    if seconds is None:
        return replace(TOO_FAST, words=words or TOO_FAST.words)
    own = f"Try again in {waiting_time(seconds)}."
    return replace(TOO_FAST, words=words or own, retry_after=seconds)


def _add_retry_after(response: Response) -> Response:
    """Send it with every 503, also with that of a form whose fields are kept."""
    if response.status_code == 503:
        response.headers.setdefault("Retry-After", "5")
    return response


def _http_error(error: HTTPException) -> AnyResponse:
    if error.code is not None and error.code < 400:
        return error.get_response()
    if _is_no_address(error) and json_not_found.is_wanted():
        return json_not_found.not_found()
    if isinstance(error, InternalServerError) and error.original_exception:
        return _broken(error.original_exception)
    page = _BY_STATUS.get(error.code or 500, BROKEN)
    response = error_response(page, error.code)
    if error.code == 405:
        response.headers["Allow"] = dict(error.get_headers()).get("Allow", "")
    return response


def _is_no_address(error: HTTPException) -> bool:
    return error.code == 404 and error is request.routing_exception


def outdated(error: CSRFError) -> AnyResponse:
    """Lead the author of a page of ours back; refuse what anybody may have sent."""
    log.warning("A form came without its token: %s", error.description)
    person, owner = shopper.shopper(), csrf_tokens.owner_of_form()
    if not csrf_tokens.is_of_ours():
        return error_response(OUTDATED)
    if person is None and owner is not None:
        return saved_forms.lead_to_sign_in(owner)
    if person is None or person.user_id == owner:
        return saved_forms.lead_back(owner)
    return error_response(OUTDATED)


def _rejected(refusal: Rejected) -> AnyResponse:
    person = shopper.shopper()
    if refusal.status == 401 and person:
        return _unrecognised(person.token)
    log.warning("A service refused what a page asked for: %s", refusal)
    if refusal.status == 429:
        return error_response(too_fast(refusal.retry_after, refusal.detail))
    return error_response(_BY_STATUS.get(refusal.status, _BY_STATUS[400]))


def _unrecognised(token: str) -> AnyResponse:
    """Ask who alone can know whether a sign-in that was refused somewhere has ended."""
    try:
        services().users.account(token)
    except Rejected as refusal:
        if refusal.status == 401 and not _is_early(refusal):
            return _sign_in_ended()
    except ServiceUnavailable as error:
        return _unavailable(error)
    log.error("A sign-in that lasts was refused: do all clocks tell the same time?")
    return error_response(CLOCKS)


def _is_early(refusal: Rejected) -> bool:
    """Return whether a clock ahead made a sign-in expire too early."""
    ran_out = refusal.problem.get("expired") is True
    return ran_out and shopper.should_last(consensus_clock().now())


def _sign_in_ended() -> AnyResponse:
    """Sign out here too: elsewhere the sign-in is over already."""
    shopper.end()
    if request.method != "GET":
        owner = csrf_tokens.owner_of_form()
        return saved_forms.lead_to_sign_in(owner, is_untouched=False)
    if shopper.is_typing():
        return shopper.announce_signed_out()
    next_url.remember(request.full_path)
    note("You were signed out. Please sign in again.")
    return go_to("login.show")


def unavailable(provider: str) -> ErrorPage:
    """Show that a service does not answer, and what that means for the shopper."""
    return _UNAVAILABLE.get(provider, UNAVAILABLE)


def unavailable_message(error: ServiceUnavailable) -> str:
    """Return it as one line, for a form that keeps what was typed."""
    log.warning("A form did without a service that it needs: %s", error)
    page = unavailable(error.provider)
    return f"{page.heading}. {page.words}"


def _unavailable(error: ServiceUnavailable) -> Response:
    log.warning("A page did without a service that it needs: %s", error)
    return error_response(unavailable(error.provider), form=sent_form())


def _sessions_unavailable(error: SessionsUnavailable) -> Response:
    log.error("The session store is away: %r", error.__cause__)
    session.is_lost = True
    return error_response(SESSIONS_UNAVAILABLE)


def _problem(problem: Problem) -> AnyResponse:
    if request.path.startswith("/health"):
        return problem_response(problem)
    if isinstance(problem, Unavailable):
        return error_response(UNAVAILABLE)
    if problem.status == 429:
        seconds = problem.headers.get("Retry-After")
        return error_response(too_fast(int(seconds) if seconds else None))
    page = _BY_STATUS.get(problem.status, BROKEN)
    return error_response(ErrorPage(problem.status, page.heading, problem.detail))


def _out_of_range(error: Exception) -> Response:
    log.error("A value of a request fits nowhere: refuse it earlier.", exc_info=error)
    return error_response(_BY_STATUS[400])


def _broken(error: BaseException) -> Response:
    if isinstance(error, SessionsUnavailable):
        return _sessions_unavailable(error)
    log.error("%s %s broke.", request.method, request.path, exc_info=error)
    if isinstance(error, DBAPIError):
        return error_response(UNAVAILABLE)
    return error_response(BROKEN)
