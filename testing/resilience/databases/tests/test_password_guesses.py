"""Passwords that are tried by many at once, at four worker processes of one database.

Each 127.0.N.0/24 of this machine is a network of its own.
"""

import hashlib
import itertools
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests
from flask import Flask
from requests.adapters import HTTPAdapter
from sqlalchemy import func, select

from testing.resilience.databases.gunicorn_workers import gunicorn_workers
from tools.applications import USER_SERVICE
from user_service.database import db
from user_service.models import Attempt

from .conftest import environment_of

CROWD = 60
# Seconds after which a check that never ended counts as failed, and a few more.
LONGEST_ATTEMPT = 45
PASSWORD = "a teapot in the garden"
HOME = 1
NETWORKS = range(2, 17)
numbers = itertools.count(1)


@pytest.fixture(scope="module")
def users(people: Flask) -> Iterator[str]:
    environment = environment_of(people) | {"HASH_MEMORY_KIB": "1024"}
    with gunicorn_workers(USER_SERVICE, environment) as address:
        yield address


class From(HTTPAdapter):
    """Calls from one address of a network."""

    def __init__(self, network: int) -> None:
        self.address = f"127.0.{network}.1"
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        super().init_poolmanager(*args, source_address=(self.address, 0), **kwargs)


class Owner:
    """Somebody with an account, and the browser in which it was opened."""

    def __init__(self, users: str) -> None:
        self.users, self.name = users, f"owner-{next(numbers)}"
        account = {"username": self.name, "email": f"{self.name}@furrow.example"}
        self.call("create", HOME, account | {"password": PASSWORD})
        self.device = self.log_in(PASSWORD, HOME).json()["device"]

    def log_in(
        self, password: str, network: int, devices: Sequence[str] = ()
    ) -> requests.Response:
        form = {"username": self.name, "password": password, "devices": [*devices]}
        return self.call("login", network, form)

    def guess(self, network: int) -> int:
        return self.log_in("a kettle in the garden", network).status_code

    def call(self, deed: str, network: int, form: object) -> requests.Response:
        with requests.Session() as caller:
            caller.mount("http://", From(network))
            return caller.post(f"{self.users}/api/user/{deed}", json=form, timeout=30)


@pytest.fixture
def owner(users: str) -> Owner:
    return Owner(users)


def at_once(deed: Callable[[int], int], networks: Sequence[int]) -> Counter[int]:
    with ThreadPoolExecutor(CROWD) as crowd:
        return Counter(crowd.map(deed, networks))


def until_refused(owner: Owner, networks: Sequence[int]) -> Counter[int]:
    """Guess from each network by turns, until every one of them is refused.

    A check whose database stopped in the middle stays counted, and is answered by 503;
    the limit says "in a moment" until it is known that nobody will end that check.
    """
    found: Counter[int] = Counter()
    deadline = time.monotonic() + LONGEST_ATTEMPT
    while time.monotonic() < deadline:
        turn = [owner.guess(network) for network in networks]
        found += Counter(turn)
        if set(turn) == {429}:
            return found
    raise AssertionError(f"Guesses were never refused: {found}")


def unanswered(people: Flask, owner: Owner) -> int:
    """Count the checks of this name that began and were never answered."""
    key = hashlib.sha256(f"name {owner.name}".encode()).hexdigest()
    of_name = (Attempt.kind == "account", Attempt.key == key, Attempt.is_pending)
    with people.app_context():
        pending = select(func.count()).select_from(Attempt).where(*of_name)
        return db.session.scalar(pending) or 0


def test_sixty_wrong_passwords_from_one_network_are_ten_checks(
    owner: Owner, people: Flask
) -> None:
    found = at_once(owner.guess, [2] * CROWD) + until_refused(owner, [2])

    assert found[401] + unanswered(people, owner) == 10
    assert set(found) <= {401, 429, 503}


def test_a_hundred_checks_of_everybody_lock_strangers_out_and_not_the_owner(
    owner: Owner, people: Flask
) -> None:
    found = at_once(owner.guess, [*NETWORKS] * 8) + until_refused(owner, NETWORKS)

    assert found[401] + unanswered(people, owner) == 100
    assert set(found) <= {401, 429, 503}
    assert owner.log_in(PASSWORD, HOME).status_code == 429
    assert owner.log_in(PASSWORD, HOME, [owner.device]).status_code == 200


def test_right_passwords_at_once_are_never_too_many_wrong_ones(owner: Owner) -> None:
    found = at_once(lambda it: owner.log_in(PASSWORD, it).status_code, [2] * CROWD)

    assert found[200] > 0
    assert set(found) <= {200, 503}
