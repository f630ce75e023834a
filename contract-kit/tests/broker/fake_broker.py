"""A Pact broker as far as it is asked: it remembers pacts, results and deployments."""

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "a-token-that-only-the-tests-know"
Document = dict[str, Any]


class FakeBroker(ThreadingHTTPServer):
    """What was sent to it, and what it answers."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Desk)
        self.received: list[tuple[str, Any]] = []
        self.asked: list[dict[str, list[str]]] = []
        self.strangers: list[str] = []
        self.is_deployable = True
        self.to_verify: dict[str, list[Document]] = {}

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"

    def all_received(self, path: str) -> list[Any]:
        return [body for where, body in self.received if where == path]


@contextmanager
def fake_broker() -> Iterator[FakeBroker]:
    with FakeBroker() as broker:
        thread = threading.Thread(target=broker.serve_forever, args=(0.01,))
        thread.start()
        try:
            yield broker
        finally:
            broker.shutdown()
            thread.join()


class _Desk(BaseHTTPRequestHandler):
    server: FakeBroker

    def do_GET(self) -> None:
        self._admit()
        address = urlsplit(self.path)
        if address.path == "/matrix":
            self.server.asked.append(parse_qs(address.query))
        self._answer(200, self._page(address.path))

    def do_POST(self) -> None:
        self._admit()
        size = int(self.headers.get("Content-Length", 0))
        body = json.loads(self.rfile.read(size) or "{}")
        self.server.received.append((self.path, body))
        if self.path.endswith("/for-verification"):
            provider = self.path.split("/")[3]
            pacts = self.server.to_verify.get(provider, [])
            links = [
                {"_links": {"self": {"href": f"{self.server.url}/pact/{provider}/{n}"}}}
                for n, _ in enumerate(pacts)
            ]
            self._answer(200, {"_embedded": {"pacts": links}})
        else:
            self._answer(201, {"notices": [], "_links": {}})

    do_PUT = do_POST  # noqa: N815 - http.server chooses the name

    def log_message(self, *words: object) -> None:
        """Log nothing."""

    def _admit(self) -> None:
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self.server.strangers.append(self.path)

    def _page(self, path: str) -> Document:
        url = self.server.url
        rooms = path.strip("/").split("/")
        if path == "/":
            return {
                "_links": {
                    "pb:publish-contracts": {"href": f"{url}/contracts/publish"},
                    "pb:environments": {"href": f"{url}/environments"},
                    "pb:pacticipant-version": {
                        "href": url + "/pacticipants/{pacticipant}/versions/{version}",
                        "templated": True,
                    },
                }
            }
        if rooms[0] == "matrix":
            return {
                "summary": {
                    "deployable": self.server.is_deployable,
                    "reason": "as the test wants it",
                    "success": 1,
                    "failed": 0,
                    "unknown": 0,
                },
                "notices": [{"type": "info", "text": "as the test wants it"}],
                "matrix": [],
            }
        if rooms[0] == "environments":
            environment = {
                "uuid": "1",
                "name": "test",
                "_links": {"self": {"href": f"{url}/environments/1", "name": "test"}},
            }
            return {
                "_embedded": {"environments": [environment]},
                "_links": {
                    "pb:environments": [
                        {"name": "test", "href": f"{url}/environments/1"}
                    ]
                },
            }
        if rooms[0] == "pact":
            document = self.server.to_verify[rooms[1]][int(rooms[2])]
            results = f"{url}/results/{rooms[1]}/{rooms[2]}"
            links = {"pb:publish-verification-results": {"href": results}}
            return document | {"_links": links, "createdAt": "2026-11-21T12:00:00Z"}
        return {
            "number": rooms[-1],
            "_links": {
                "self": {"href": f"{url}{path}"},
                "pb:record-deployment": [
                    {"name": "test", "href": f"{url}{path}/deployed-versions/test"}
                ],
            },
        }

    def _answer(self, status: int, document: Document) -> None:
        content = json.dumps(document).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/hal+json")
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)
