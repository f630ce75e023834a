"""Notices requests that an application has no route for at all.

Such a request is answered with 404, which must not pass for the response that one thing
is missing: the whole address may be gone. Flask, Django, Starlette and FastAPI say so;
of other applications nobody can know.
"""

import sys
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from typing import TYPE_CHECKING, Any, cast

from contract_kit.application_kind import (
    Application,
    AsgiApplication,
    Receive,
    Scope,
    Send,
    is_asgi,
)
from contract_kit.provider.interaction_header import MARK

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

_HEADER = MARK.lower().encode()
_VARIABLE = f"HTTP_{MARK.upper().replace('-', '_')}"


class MissingRoutes:
    """The marks of those interactions whose requests no route has taken."""

    def __init__(self) -> None:
        """Begin with none."""
        self.marks: set[str] = set()

    def watching(self) -> AbstractContextManager[None]:
        """Watch all applications of Flask, and those that they are made of."""
        flask = sys.modules.get("flask")
        return self._watching(flask) if flask else nullcontext()

    def watched(self, app: Application) -> Application:
        """Watch one application of Django, or one that Starlette routes."""
        if is_asgi(app):
            return self._asgi(cast(AsgiApplication, app))
        return self._django(cast("WSGIApplication", app)) if _is_django(app) else app

    @contextmanager
    def _watching(self, flask: Any) -> Iterator[None]:
        def look(sender: object, **_: object) -> None:
            error = flask.request.routing_exception
            if getattr(error, "code", None) == 404:
                self.marks.add(flask.request.headers.get(MARK, ""))

        with flask.request_started.connected_to(look):
            yield

    def _django(self, app: "WSGIApplication") -> "WSGIApplication":
        def call(
            environ: "WSGIEnvironment", start_response: "StartResponse"
        ) -> Iterable[bytes]:
            if _django_lacks(environ["PATH_INFO"]):
                self.marks.add(environ.get(_VARIABLE, ""))
            return app(environ, start_response)

        return call

    def _asgi(self, app: AsgiApplication) -> AsgiApplication:
        async def call(scope: Scope, receive: Receive, send: Send) -> None:
            await app(scope, receive, send)
            if scope["type"] != "http":
                return
            if _starlette_lacks(scope) or (
                _is_django(app) and _django_lacks(scope["path"])
            ):
                self.marks.add(dict(scope["headers"]).get(_HEADER, b"").decode())

        return call


def no_such_route(method: str, path: str) -> str:
    """Return why a 404 of the routing does not count."""
    return (
        f"status: 404, because no route takes {method} {path}: the interaction is "
        "about a thing that is missing behind a route that exists. Add the route, or "
        "correct the path of the interaction"
    )


def _starlette_lacks(scope: Scope) -> bool:
    """Read what a router has left behind: itself, and no endpoint that it has found."""
    return "router" in scope and "endpoint" not in scope


def _is_django(app: object) -> bool:
    return type(app).__module__.startswith("django.")


def _django_lacks(path: str) -> bool:
    urls: Any = sys.modules["django.urls"]
    try:
        urls.resolve(path)
    except urls.Resolver404:
        return True
    return False
