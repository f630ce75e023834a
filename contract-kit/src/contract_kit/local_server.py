"""Serves an application from a thread, at an address of this machine alone."""

import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from typing import TYPE_CHECKING, cast

from werkzeug.serving import WSGIRequestHandler, make_server

from contract_kit.application_kind import Application, AsgiApplication, is_asgi
from contract_kit.asgi_server import served_asgi

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_HERE = "127.0.0.1"


class _WithoutLog(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Log nothing: thousands of lines would hide the one that matters."""


def served(app: Application, port: int = 0) -> AbstractContextManager[str]:
    """Serve an application, and give its URL; port 0 is any that is free."""
    if is_asgi(app):
        return served_asgi(cast(AsgiApplication, app), _HERE, port)
    return _served_wsgi(cast("WSGIApplication", app), port)


@contextmanager
def _served_wsgi(app: "WSGIApplication", port: int) -> Iterator[str]:
    server = make_server(_HERE, port, app, threaded=True, request_handler=_WithoutLog)
    # The server looks this often whether it shall stop.
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://{_HERE}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
