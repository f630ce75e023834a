"""Calls an application by a host that it trusts, where it trusts only some.

Pact calls 127.0.0.1, which an application of production settings refuses with 400.
"""

import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, cast

from contract_kit.application_kind import (
    Application,
    AsgiApplication,
    Receive,
    Scope,
    Send,
    is_asgi,
)

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_HERE = ("127.0.0.1", "*")


def trusted_host(app: object) -> str | None:
    """Find a host that an application of Flask, Django or Starlette trusts.

    None is no host in particular: all are trusted, or nobody here knows.
    """
    patterns = list(_patterns(app))
    if not patterns or any(pattern in _HERE for pattern in patterns):
        return None
    # `.tea.example` and `*.tea.example` take what is below, so `www` as well.
    name = patterns[0].removeprefix("*")
    return f"www{name}" if name.startswith(".") else name


def called_by_host(app: Application, host: str | None) -> Application:
    """Put a host into every request, in place of the address that was called."""
    if host is None:
        return app
    if is_asgi(app):
        return _asgi_by_host(cast(AsgiApplication, app), host)
    return _wsgi_by_host(cast("WSGIApplication", app), host)


def _patterns(app: object) -> Iterator[str]:
    config = getattr(app, "config", None)
    if isinstance(config, dict):
        yield from config.get("TRUSTED_HOSTS") or ()
    for middleware in getattr(app, "user_middleware", ()):
        yield from getattr(middleware, "kwargs", {}).get("allowed_hosts") or ()
    if type(app).__module__.startswith("django."):
        yield from sys.modules["django.conf"].settings.ALLOWED_HOSTS


def _wsgi_by_host(app: "WSGIApplication", host: str) -> "WSGIApplication":
    def call(
        environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        return app({**environ, "HTTP_HOST": host}, start_response)

    return call


def _asgi_by_host(app: AsgiApplication, host: str) -> AsgiApplication:
    async def call(scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            others = [
                (name, text) for name, text in scope["headers"] if name != b"host"
            ]
            scope["headers"] = [(b"host", host.encode()), *others]
        await app(scope, receive, send)

    return call
