"""A storefront of one page, which answers whatever a test wants to be wrong."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

REQUEST_ID = "furrow-4711"
PAGE = "<html><h1>Your orders</h1><p>Order ADA1-0001, to Ada at 1 Ada Lane.</p></html>"
RESTING = "We can’t show baskets and orders right now"
TROUBLE = f"<html><h1>{RESTING}</h1><p>{REQUEST_ID}</p></html>"
HEADERS = {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": "default-src 'none'; script-src 'self'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Cache-Control": "no-store",
    "X-Request-ID": REQUEST_ID,
}


@dataclass
class FakeStorefront:
    """What it answers, and after how long; a test changes what it wants to be wrong."""

    address: str = ""
    status: int = 200
    text: str = PAGE
    headers: dict[str, str] = field(default_factory=lambda: dict(HEADERS))
    seconds: float = 0.0
    received: list[tuple[str, str, bytes]] = field(default_factory=list)

    def rest(self) -> None:
        """Answer in words that orders cannot be reached."""
        self.status, self.text = 503, TROUBLE
        self.headers["Retry-After"] = "5"


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    storefront: FakeStorefront


class _Answering(BaseHTTPRequestHandler):
    server: _Server

    def do_GET(self) -> None:
        played = self.server.storefront
        length = int(self.headers["Content-Length"] or 0)
        played.received.append((self.command, self.path, self.rfile.read(length)))
        threading.Event().wait(played.seconds)
        self.send_response(played.status)
        for name, value in played.headers.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(played.text.encode())

    do_POST = do_GET  # noqa: N815 (http.server wants this name)

    def log_message(self, *words: object) -> None:
        pass


@contextmanager
def running_storefront() -> Iterator[FakeStorefront]:
    """Run one for the length of a `with`."""
    server = _Server(("127.0.0.1", 0), _Answering)
    address = f"http://127.0.0.1:{server.server_port}"
    server.storefront = FakeStorefront(address)
    thread = threading.Thread(
        target=server.serve_forever, kwargs={"poll_interval": 0.01}
    )
    thread.start()
    try:
        yield server.storefront
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
