"""A connection that its server ends at any moment of a request.

Whatever was under way then, the caller gets 503 or the answer itself, never a 500.
"""

from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from testing.resilience.databases.connection_breaker import Breaker
from testing.resilience.databases.servers import find_servers
from user_service.database import db

from .conftest import people_in

Request = Callable[[FlaskClient], TestResponse]

# SQLite is no server: nothing ends its connections.
SERVERS = {name: it for name, it in find_servers().items() if name != "SQLite" and it}
MOST_MOMENTS = 200


@pytest.fixture(scope="module", params=SERVERS.values(), ids=list(SERVERS))
def users(request: pytest.FixtureRequest) -> Iterator[Flask]:
    with request.param() as new_database:
        yield from people_in(new_database("people"))


@pytest.fixture
def breaker(users: Flask) -> Iterator[Breaker]:
    # No context stays open: each request shall have its own, and end it.
    with users.app_context():
        engine = db.engine
    with Breaker(engine) as breaker:
        yield breaker


def register(client: FlaskClient, name: str) -> TestResponse:
    account = {"username": name, "email": f"{name}@furrow.example"}
    form = account | {"password": "a teapot in the garden"}
    return client.post("/api/user/create", json=form)


def log_in(client: FlaskClient) -> TestResponse:
    form = {"username": "ada", "password": "a teapot in the garden"}
    return client.post("/api/user/login", data=form)


REQUESTS: dict[str, Request] = {
    "a name that is taken": lambda client: register(client, "ada"),
    "somebody who is there": lambda client: client.get("/api/user/ada/exists"),
    "somebody who is not": lambda client: client.get("/api/user/nobody/exists"),
    "a log-in": log_in,
    "health": lambda client: client.get("/health/ready"),
}


@pytest.mark.parametrize("ask", REQUESTS.values(), ids=REQUESTS.keys())
def test_a_connection_may_end_at_any_moment(
    users: Flask, breaker: Breaker, ask: Request
) -> None:
    register(users.test_client(), "ada")
    usual = ask(users.test_client()).status_code
    statuses = set()
    for moment in range(1, MOST_MOMENTS):
        with breaker.breaking_at(moment):
            statuses.add(ask(users.test_client()).status_code)
        if not breaker.has_broken:
            break

    assert 1 < moment < MOST_MOMENTS - 1
    assert statuses <= {usual, 503}
