"""A database server that is killed or restarted while people register.

Whoever got 201 for an account has it; the others were asked to come again.
"""

import itertools
import threading
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager

import pytest
import requests

from testing.resilience.databases.gunicorn_workers import gunicorn_workers
from testing.resilience.databases.server_processes import find_mariadb, find_postgresql
from testing.resilience.databases.servers import (
    RunningServer,
    running_mariadb,
    running_postgresql,
)
from tools.applications import USER_SERVICE
from user_service.database import db
from user_service.models import User

from .conftest import environment_of, people_in

CROWD = 6
ENOUGH = 20
PATIENCE = 30.0
MANY = {"REGISTRATIONS_PER_HOUR": "100000", "HASH_MEMORY_KIB": "1024"}
INSTALLED = {
    name: start
    for name, start, program in (
        ("PostgreSQL", running_postgresql, find_postgresql()),
        ("MariaDB", running_mariadb, find_mariadb()),
    )
    if program
}


class Crowd:
    """People who register one account after the other, and remember the answers."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.answers: list[tuple[str, int, str | None]] = []
        self.surprises: list[str] = []
        self._numbers = itertools.count(1)
        self._news = threading.Condition()
        self._closing = threading.Event()

    @contextmanager
    def registering(self) -> Iterator[None]:
        people = [threading.Thread(target=self._register) for _ in range(CROWD)]
        for person in people:
            person.start()
        try:
            yield
        finally:
            self._closing.set()
            for person in people:
                person.join()

    def await_status(self, status: int) -> None:
        """Wait until so many more were answered so."""
        with self._news:
            wanted = self.count(status) + ENOUGH
            came = self._news.wait_for(lambda: self.count(status) >= wanted, PATIENCE)
        assert came, f"nobody gets {status} any more: {self.answers[-5:]}"

    def count(self, status: int) -> int:
        return sum(answer[1] == status for answer in self.answers)

    def _register(self) -> None:
        while not self._closing.is_set():
            name = f"gardener-{next(self._numbers)}"
            account = {"username": name, "email": f"{name}@furrow.example"}
            form = account | {"password": "a teapot in the garden"}
            answer = requests.post(
                f"{self.address}/api/user/create", json=form, timeout=PATIENCE
            )
            with self._news:
                answered = (name, answer.status_code, answer.headers.get("Retry-After"))
                self.answers.append(answered)
                if answer.status_code not in (201, 503):
                    self.surprises.append(f"{answer.status_code}: {answer.text}")
                self._news.notify_all()


@pytest.mark.parametrize("start", INSTALLED.values(), ids=INSTALLED.keys())
def test_nobody_loses_an_account_that_was_acknowledged(
    start: Callable[[], AbstractContextManager[RunningServer]],
) -> None:
    with start() as server:
        (people,) = people_in(server.new_database("people"))
        with gunicorn_workers(USER_SERVICE, environment_of(people) | MANY) as address:
            crowd = Crowd(address)
            with crowd.registering():
                for end in (server.process.kill, server.process.stop):
                    crowd.await_status(201)
                    end()
                    crowd.await_status(503)
                    server.process.start()
                    crowd.await_status(201)
        with people.app_context():
            kept = {name for (name,) in db.session.query(User.username)}
            db.session.remove()
            db.engine.dispose()

    assert {name for name, status, _ in crowd.answers if status == 201} <= kept
    assert crowd.surprises == []
    assert all(wait for _, status, wait in crowd.answers if status == 503)
