"""Echo services: each answers with its name and the request that it received."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SMALL, LARGE = "small", "x" * 4000


@dataclass
class Service:
    """A running echo service, and the requests that it received."""

    name: str
    address: str
    port: int
    received: list[dict[str, Any]] = field(default_factory=list)
    # Paths of requests whose head has arrived, with or without the body.
    begun: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://{self.address}:{self.port}"


@contextmanager
def open_service(
    name: str, address: str = "127.0.0.1", port: int = 0
) -> Iterator[Service]:
    service = Service(name, address, port)

    class Echo(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            service.begun.append(self.path)
            length = int(self.headers.get("Content-Length") or 0)
            request = {
                "service": name,
                "method": self.command,
                "path": self.path,
                "headers": {key.lower(): word for key, word in self.headers.items()},
                "body": self.rfile.read(length).decode(),
                "words": LARGE if "large" in self.path else SMALL,
            }
            service.received.append(request)
            if "hang-up" in self.path:
                self.close_connection = True
                return
            body = json.dumps(request).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.send_header("X-Request-ID", self.headers.get("X-Request-ID", ""))
            self.send_header("X-Content-Type-Options", "nosniff")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(body)

        def __getattr__(self, name: str) -> Any:
            if name.startswith("do_"):
                return self.answer
            raise AttributeError(name)

        def log_message(self, *_words: object) -> None:
            pass

    with ThreadingHTTPServer((address, port), Echo) as server:
        service.port = server.server_address[1]
        serving = threading.Thread(target=server.serve_forever, args=(0.01,))
        serving.start()
        try:
            yield service
        finally:
            server.shutdown()
            serving.join()
