"""Builds a Flask application with what all services of this project share."""

import logging
from collections.abc import Iterable
from decimal import DecimalException
from urllib.parse import urlsplit, urlunsplit

from flask import Blueprint, Flask, Response, current_app, request
from flask_sqlalchemy import SQLAlchemy
from jinja2 import StrictUndefined
from sqlalchemy.exc import DataError, DBAPIError, IntegrityError, StatementError
from sqlalchemy.exc import TimeoutError as NoConnectionFree
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge
from werkzeug.routing import RequestRedirect

from service_kit.configuration import Settings
from service_kit.database_readiness import is_reachable
from service_kit.documentation import documentation_routes
from service_kit.gunicorn_errors import ANSWERS_PROBLEMS
from service_kit.health import health_routes
from service_kit.http_client import ServiceUnavailable
from service_kit.incomplete_bodies import refuse_incomplete_bodies
from service_kit.json_logging import configure_logging
from service_kit.money import CurrencyMismatch
from service_kit.problems import (
    BadRequest,
    BodyTooLarge,
    Conflict,
    Forbidden,
    NotFoundProblem,
    PreconditionFailed,
    Problem,
    Unavailable,
)
from service_kit.responses import problem_response
from service_kit.url_converters import register_url_converters

LARGEST_BODY = 64 * 1024
_MOST_FORM_FIELDS = 200
# What comes of a value that no column or no arithmetic has room for: a caller sent it.
# SQLAlchemy wraps what fails while a value is bound, before any database has seen it.
OUT_OF_RANGE = (StatementError, OverflowError, DecimalException)
log = logging.getLogger(__name__)


class MethodNotAllowed(BadRequest):
    """The address exists, the method does not."""

    status = 405
    name = "method-not-allowed"
    title = "Method not allowed"
    sentence = "This address does not take that method."


class Broken(Problem):
    """The application has a fault; its log names it, the answer never does."""

    status = 500
    name = "internal-error"
    title = "Something broke on our side"
    sentence = "Something broke on our side. It has been noted."


_FOR_STATUS: dict[int | None, type[Problem]] = {
    403: Forbidden,
    404: NotFoundProblem,
    405: MethodNotAllowed,
    412: PreconditionFailed,
    413: BodyTooLarge,
}


def new_application(
    package: str,
    service: str,
    settings: Settings,
    *,
    largest_body: int = LARGEST_BODY,
) -> Flask:
    """Make an application with limits, a JSON log, answers to problems, no more."""
    app = Flask(package)
    register_url_converters(app)
    app.config["MAX_CONTENT_LENGTH"] = largest_body
    app.config["MAX_FORM_MEMORY_SIZE"] = largest_body
    app.config["MAX_FORM_PARTS"] = _MOST_FORM_FIELDS
    app.config["TESTING"] = settings.environment == "test"
    if app.testing:
        # A name that nobody gives a template is a slip; a shopper sees a gap at most.
        app.jinja_env.undefined = StrictUndefined
    app.register_error_handler(Problem, problem_response)
    configure_logging(app, service, settings.log_level)
    refuse_incomplete_bodies(app)
    app.before_request(_refuse_endless_body)
    app.after_request(_lead_by_path_alone)
    return app


def new_service(
    package: str,
    service: str,
    settings: Settings,
    db: SQLAlchemy,
    blueprints: Iterable[Blueprint],
) -> Flask:
    """Make an API service: problem answers, health, OpenAPI, and its own routes."""
    app = new_application(package, service, settings)
    app.extensions[ANSWERS_PROBLEMS] = True
    app.register_error_handler(HTTPException, _http_problem)
    app.register_error_handler(DBAPIError, _database_problem)
    app.register_error_handler(NoConnectionFree, _database_problem)
    for fault in OUT_OF_RANGE:
        app.register_error_handler(fault, _out_of_range)
    app.register_error_handler(ServiceUnavailable, _dependency_problem)
    app.register_error_handler(CurrencyMismatch, _currency_problem)
    app.register_error_handler(Exception, _broken)
    app.after_request(_forbid_guessing)
    app.register_blueprint(health_routes(service, lambda: is_reachable(db.engine)))
    app.register_blueprint(documentation_routes(service))
    for blueprint in blueprints:
        app.register_blueprint(blueprint)
    return app


def _refuse_endless_body() -> None:
    """Raise where a body of no declared length goes on; Werkzeug would cut it short."""
    if request.content_length is None and "Transfer-Encoding" in request.headers:
        largest = request.max_content_length
        if largest is not None and len(request.get_data()) >= largest:
            raise RequestEntityTooLarge


def _lead_by_path_alone(response: Response) -> Response:
    """Keep the caller's Host header out of the redirects that Werkzeug makes."""
    found = request.routing_exception
    if isinstance(found, RequestRedirect) and response.status_code == found.code:
        parts = urlsplit(found.new_url)
        response.location = urlunsplit(("", "", *parts[2:]))
        response.set_data(b"")
    return response


def _is_address() -> bool:
    """Return whether some method leads to a view: to Werkzeug, `/teas/0` is as good an
    address of `/teas/<id:tea_id>` as any, until it has found the right method.
    """
    adapter = current_app.create_url_adapter(request)
    methods = adapter.allowed_methods() if adapter else ()
    return any(adapter and adapter.test(method=method) for method in methods)


def _http_problem(error: HTTPException) -> Response:
    kind = _FOR_STATUS.get(error.code, BadRequest)
    if kind is MethodNotAllowed and not _is_address():
        kind = NotFoundProblem
    if kind is BadRequest and (error.code or 500) >= 500:
        return problem_response(Unavailable())
    headers = dict(error.get_headers())
    allowed = {"Allow": headers["Allow"]} if "Allow" in headers else {}
    if error.code is not None and 300 <= error.code < 400:
        return Response(status=error.code, headers=headers)
    return problem_response(
        kind(headers=allowed) if kind is MethodNotAllowed else kind()
    )


def _database_problem(error: DBAPIError | NoConnectionFree) -> Response:
    if isinstance(error, IntegrityError) or _breaks_a_check(error):
        log.warning("A constraint of the database refused a change.", exc_info=error)
        return problem_response(Conflict())
    if isinstance(error, DataError):
        return problem_response(BadRequest())
    log.error("The database failed.", exc_info=error)
    return problem_response(Unavailable())


def _out_of_range(error: Exception) -> Response:
    log.error("A value of a request fits nowhere: refuse it earlier.", exc_info=error)
    return problem_response(BadRequest())


def _breaks_a_check(error: DBAPIError | NoConnectionFree) -> bool:
    # PyMySQL knows the broken CHECK of MariaDB (4025) and MySQL (3819) as operational.
    original = getattr(error, "orig", None)
    code = original.args[0] if original and original.args else None
    return code in (4025, 3819)


def _dependency_problem(error: ServiceUnavailable) -> Response:
    log.warning("A service this request needs is away: %s", error)
    return problem_response(Unavailable())


def _currency_problem(error: CurrencyMismatch) -> Response:
    log.error("%s Every service of a shop needs the same CURRENCY.", error)
    return problem_response(Unavailable())


def _broken(error: Exception) -> Response:
    log.error("%s %s broke.", request.method, request.path, exc_info=error)
    return problem_response(Broken())


def _forbid_guessing(response: Response) -> Response:
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers.setdefault("Cache-Control", "no-store")
    return response
