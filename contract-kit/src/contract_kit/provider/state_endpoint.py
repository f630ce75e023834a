"""The endpoint by which a verifier sets the states of an application under test.

It stands before the application, not in it: so it is the same for every framework, and
no guard, redirect or list of trusted hosts is in its way.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterable
from contextlib import AbstractContextManager, nullcontext
from functools import partial
from typing import TYPE_CHECKING, Any, TypeVar, cast

from werkzeug.wrappers import Request, Response

from contract_kit.application_kind import (
    Application,
    AsgiApplication,
    Receive,
    Scope,
    Send,
    is_asgi,
)
from contract_kit.provider.states import (
    Finish,
    StateFailed,
    States,
    Values,
    run_to_its_end,
)

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

STATE_PATH = "/_contract/state"
App = TypeVar("App")


class NotUnderTest(RuntimeError):
    """The endpoint for states was called in an application that is not under test."""


def add_state_endpoint(app: App, states: States) -> App:
    """Give the application to serve: the same one, with an endpoint to its states.

    A Flask app gets it itself. Any other is returned inside of a new application.
    """
    _refuse_outside_tests(app)
    if not hasattr(app, "wsgi_app"):
        return cast(App, with_state_endpoint(cast(Application, app), states))
    known = app.wsgi_app
    if not isinstance(known, WsgiStateEndpoint):
        app.wsgi_app = WsgiStateEndpoint(known, states, _context_of(app))
    elif known.states is not states:
        name = getattr(app, "name", "the application")
        raise RuntimeError(f"{name} has other states already: make a new app.")
    return app


def with_state_endpoint(
    app: Application, states: States, original: object = None
) -> Application:
    """Put the endpoint before an application; `original` is that inside of wrappers."""
    _refuse_outside_tests(original or app)
    if is_asgi(app):
        return AsgiStateEndpoint(cast(AsgiApplication, app), states)
    context = _context_of(original or app)
    return WsgiStateEndpoint(cast("WSGIApplication", app), states, context)


class WsgiStateEndpoint:
    """A WSGI application behind an endpoint to its states."""

    def __init__(
        self,
        app: "WSGIApplication",
        states: States,
        context: Callable[[], AbstractContextManager[object]] = nullcontext,
    ) -> None:
        """Take an application, its states, and the context that these run in."""
        self.app, self.states, self._context = app, states, context

    def __call__(
        self, environ: "WSGIEnvironment", start_response: "StartResponse"
    ) -> Iterable[bytes]:
        """Set a state, or pass a request on."""
        if not _is_meant(environ["REQUEST_METHOD"], environ["PATH_INFO"]):
            return self.app(environ, start_response)
        with self._context():
            status, text = _answer(self.states, Request(environ).get_data())
        response = Response(text, status, content_type="application/json")
        return response(environ, start_response)


class AsgiStateEndpoint:
    """An ASGI application behind an endpoint to its states.

    Its `async` states run in the loop of the application, where its connections live;
    all others in a thread, lest they stop it.
    """

    def __init__(self, app: AsgiApplication, states: States) -> None:
        """Take an application and its states."""
        self.app, self.states = app, states

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Set a state, or pass a request on."""
        is_http = scope["type"] == "http"
        if not (is_http and _is_meant(scope["method"], scope["path"])):
            await self.app(scope, receive, send)
            return
        finish = partial(_finished_in, asyncio.get_running_loop())
        body = await _body(receive)
        status, text = await asyncio.to_thread(_answer, self.states, body, finish)
        headers = [(b"content-type", b"application/json")]
        await send(
            {"type": "http.response.start", "status": status, "headers": headers}
        )
        await send({"type": "http.response.body", "body": text.encode()})


def _is_meant(method: str, path: str) -> bool:
    # Below a base path, a gateway may pass the whole path on.
    return method == "POST" and path.endswith(STATE_PATH)


def _answer(
    states: States, body: bytes, finish: Finish = run_to_its_end
) -> tuple[int, str]:
    wanted: dict[str, Any] = json.loads(body)
    if wanted["action"] == "teardown":
        states.end()
        return 200, "{}"
    try:
        values = states.begin(wanted["state"], wanted.get("params", {}), finish)
    except StateFailed as failure:
        # Pact's core repeats a call that fails with 5xx, for two minutes.
        return 422, json.dumps({"problem": str(failure)})
    return 200, json.dumps(dict(values))


async def _body(receive: Receive) -> bytes:
    parts = []
    while True:
        event = await receive()
        parts.append(event.get("body", b""))
        if not event.get("more_body"):
            return b"".join(parts)


def _finished_in(
    loop: asyncio.AbstractEventLoop, begun: Awaitable[Values | None]
) -> Values | None:
    async def awaited() -> Values | None:
        return await begun

    return asyncio.run_coroutine_threadsafe(awaited(), loop).result()


def _context_of(app: object) -> Callable[[], AbstractContextManager[object]]:
    """Give the context in which the code of an application runs; Flask has one."""
    return getattr(app, "app_context", nullcontext)


def _refuse_outside_tests(app: object) -> None:
    if not getattr(app, "testing", True):
        raise NotUnderTest(
            f"{getattr(app, 'name', 'The application')} is not under test: set "
            "app.config['TESTING'] = True first, because whoever reaches this endpoint "
            "can change all its data."
        )
