from collections.abc import Iterator
from datetime import UTC, datetime
from threading import Thread

import pytest
from flask import Flask, Response, jsonify, request
from werkzeug.serving import make_server

from product_service.clients.user_service import Person, UserServiceClient
from service_kit.http_client import Connection, Rejected, Reply, ServiceUnavailable
from service_kit.tokens import REFRESH_PATIENCE

KEYS = {"keys": [{"kty": "OKP", "crv": "Ed25519", "x": "abc", "kid": "first"}]}
ENDED = {"results": [{"sid": "tea-time", "expires_at": "2026-11-21T22:00:00+00:00"}]}


Documents = dict[str, dict[str, object]]


def user_service(documents: Documents) -> Flask:
    """Make a user-service in small, behind a real socket."""
    app = Flask("user-service")

    @app.get("/<path:path>")
    def known(path: str) -> Response:
        answer = jsonify(documents[path])
        answer.add_etag()
        answer.make_conditional(request)
        return answer

    @app.get("/api/user")
    def own_account() -> tuple[Response, int]:
        if request.headers.get("Authorization") != "Bearer adas-token":
            return jsonify(message="Not logged in"), 401
        return jsonify(result={"id": 1, "is_admin": True, "is_active": True}), 200

    return app


@pytest.fixture
def documents() -> Documents:
    return {".well-known/jwks.json": KEYS, "api/revocations": ENDED}


@pytest.fixture
def client(documents: Documents) -> Iterator[UserServiceClient]:
    server = make_server("127.0.0.1", 0, user_service(documents), threaded=True)
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    address = f"http://127.0.0.1:{server.port}"
    yield UserServiceClient(Connection("product-service", "user-service", address))
    server.shutdown()
    thread.join()
    server.server_close()


class FakeConnection(Connection):
    """A connection that remembers how long each answer may take."""

    def __init__(self) -> None:
        super().__init__("product-service", "user-service", "http://nowhere.invalid")
        self.patience: list[object] = []

    def get(self, path: str, **asked: object) -> Reply:
        self.patience.append(asked.get("read"))
        return Reply(200, {}, KEYS | ENDED, b"")


def test_request_waits_hardly_for_news_of_keys_and_sign_ins() -> None:
    connection = FakeConnection()
    users = UserServiceClient(connection)

    users.signing_keys(None)
    users.signing_keys('"1"')
    users.revocations('"1"')
    users.revocations_after("0")
    users.revocations_after("1.s1")

    soon = REFRESH_PATIENCE
    assert connection.patience == [None, soon, soon, None, soon]


def test_keys_are_fetched_and_then_known(client: UserServiceClient) -> None:
    known = client.signing_keys(None)

    assert known.values == KEYS
    assert client.signing_keys(known.etag) is None


def test_ended_sign_ins_are_known_by_their_id(client: UserServiceClient) -> None:
    known = client.revocations(None)

    assert known.values == {"tea-time": datetime(2026, 11, 21, 22, tzinfo=UTC)}
    assert client.revocations(known.etag) is None


def test_person_is_who_user_service_says(client: UserServiceClient) -> None:
    assert client.who_is("adas-token") == Person(is_admin=True, is_active=True)


def test_nobody_is_behind_a_bad_token(client: UserServiceClient) -> None:
    with pytest.raises(Rejected) as refusal:
        client.who_is("somebody-elses-token")

    assert refusal.value.status == 401


@pytest.mark.parametrize("document", [{}, {"results": "none"}, {"results": [{}]}])
def test_answer_that_makes_no_sense_is_no_answer(
    client: UserServiceClient, documents: Documents, document: dict[str, object]
) -> None:
    documents["api/revocations"] = document

    with pytest.raises(ServiceUnavailable):
        client.revocations(None)
