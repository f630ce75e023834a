"""Notices requests that an application has no route for at all.

Such a request is answered with 404, which must not pass for the promise that one thing
is missing: the whole address may be gone.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import Flask, request, request_started
from werkzeug.exceptions import NotFound

from contract_kit.marks import MARK


class Unrouted:
    """The marks of those promises whose requests no route has taken."""

    def __init__(self) -> None:
        """Begin with none."""
        self.marks: set[str] = set()

    @contextmanager
    def watching(self, app: Flask) -> Iterator[None]:
        """Watch an application for as long as it is held to its promises."""
        with request_started.connected_to(self._look, app):
            yield

    def _look(self, sender: Flask, **_: object) -> None:
        if isinstance(request.routing_exception, NotFound):
            self.marks.add(request.headers.get(MARK, ""))


def no_such_route(method: str, path: str) -> str:
    """Say why a 404 of the routing keeps no promise."""
    return (
        f"status: 404, because no route takes {method} {path}: the promise is that a "
        "thing is missing behind a route that exists. Add the route, or correct the "
        "path of the promise"
    )
