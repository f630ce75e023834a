"""Serves a made-up provider on this machine, so that answers can really get lost."""

import contextlib
import socket
import threading
from collections.abc import Iterator

from flask import Flask, request
from werkzeug.serving import WSGIRequestHandler, make_server


class QuietHandler(WSGIRequestHandler):
    protocol_version = "HTTP/1.1"

    def log(self, *_: object) -> None:
        pass


@contextlib.contextmanager
def served(app: Flask) -> Iterator[str]:
    server = make_server(
        "127.0.0.1", 0, app, threaded=True, request_handler=QuietHandler
    )
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def cut_the_line() -> None:
    """Close the connection of this request without an answer."""
    request.environ["werkzeug.socket"].shutdown(socket.SHUT_RDWR)
