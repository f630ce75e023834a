"""Serves an application from a thread, at an address of this machine alone."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from werkzeug.serving import WSGIRequestHandler, make_server

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

_HERE = "127.0.0.1"


class _Quiet(WSGIRequestHandler):
    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say nothing: thousands of lines would hide the one that matters."""


@contextmanager
def served(app: "WSGIApplication", port: int = 0) -> Iterator[str]:
    """Serve an application, and give its URL; port 0 is any that is free."""
    server = make_server(_HERE, port, app, threaded=True, request_handler=_Quiet)
    # The server looks this often whether it shall stop.
    thread = threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True)
    thread.start()
    try:
        yield f"http://{_HERE}:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
