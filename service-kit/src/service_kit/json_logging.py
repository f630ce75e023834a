"""The log of a service: one JSON line an event, each with the id of its request.

The id arrives as `X-Request-ID`, is made where none arrives, and travels along with
every call out, so that one search finds what one click did in every service.
"""

import logging
import re
import secrets
import sys
import time

from flask import Flask, Response, g, has_request_context, request
from pythonjsonlogger.json import JsonFormatter

_REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}", re.ASCII)
_CONSUMER = re.compile(r"[a-z][a-z0-9-]{1,40}", re.ASCII)
_FIELDS = ("asctime", "levelname", "name", "message")
_RENAMED = {"asctime": "time", "levelname": "level", "name": "logger"}
access_log = logging.getLogger("access")


def request_id() -> str:
    """Name the present request; outside of one, make a new name."""
    if not has_request_context():
        return secrets.token_hex(8)
    if "request_id" not in g:
        given = request.headers.get("X-Request-ID", "")
        g.request_id = given if _REQUEST_ID.fullmatch(given) else secrets.token_hex(8)
    return str(g.request_id)


def configure_logging(app: Flask, service: str, level: str) -> None:
    """Write JSON lines to standard error and give every answer its request id."""
    _log_to_standard_error(service, level)
    app.before_request(_note_start)
    app.after_request(_note_end)


def json_lines(service: str) -> JsonFormatter:
    """Make the formatter that writes an event as one line of JSON."""
    return JsonFormatter(
        " ".join(f"%({field})s" for field in _FIELDS),
        rename_fields=_RENAMED,
        static_fields={"service": service},
        datefmt="%Y-%m-%dT%H:%M:%S%z",
    )


def _log_to_standard_error(service: str, level: str) -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(json_lines(service))
    handler.addFilter(_add_request_id)
    root = logging.getLogger()
    root.handlers = [handler]
    root.setLevel(level)
    # Alembic logs each of its plugins, every time.
    logging.getLogger("alembic.runtime.plugins").setLevel("WARNING")


def _add_request_id(record: logging.LogRecord) -> bool:
    if has_request_context():
        record.request_id = request_id()
    return True


def _note_start() -> None:
    g.started = time.monotonic()


def _note_end(response: Response) -> Response:
    response.headers["X-Request-ID"] = request_id()
    if not request.path.startswith(("/health", "/static")):
        access_log.info("%s %s", request.method, request.path, extra=_facts(response))
    return response


def _facts(response: Response) -> dict[str, object]:
    elapsed = time.monotonic() - g.get("started", time.monotonic())
    return {
        "status": response.status_code,
        "milliseconds": round(elapsed * 1000, 1),
        "consumer": consumer(),
    }


def consumer() -> str | None:
    """Name the application that calls, if it sends its name and that is one."""
    given = request.headers.get("X-Consumer", "")
    return given if _CONSUMER.fullmatch(given) else None
