import contextlib
import threading

import pytest
from flask import Flask
from passlib.hash import sha256_crypt
from sqlalchemy import select, update

from user_service.config import LEAST_HASH_MEMORY_KIB, LEAST_HASH_PASSES
from user_service.database import db
from user_service.errors import TooBusy
from user_service.models import User
from user_service.passwords import UNUSABLE, Passwords, concurrency_limit, new_context

from .fakes import WatchedPasswords
from .people import PASSWORD, Person, Town

LEGACY = sha256_crypt.using(rounds=1000)


def stored_hash(app: Flask, username: str) -> str:
    with app.app_context():
        query = select(User.password_hash).where(User.username == username)
        return str(db.session.scalar(query))


def write_hash(app: Flask, username: str, password_hash: str) -> None:
    with app.app_context():
        db.session.execute(
            update(User)
            .where(User.username == username)
            .values(password_hash=password_hash)
        )
        db.session.commit()


def test_hash_is_argon2id_as_owasp_recommends() -> None:
    passwords = Passwords(new_context(LEAST_HASH_MEMORY_KIB, LEAST_HASH_PASSES))

    assert passwords.hash(PASSWORD).startswith("$argon2id$v=19$m=19456,t=2,p=1$")


def test_equal_passwords_have_different_hashes(passwords: WatchedPasswords) -> None:
    assert passwords.hash(PASSWORD) != passwords.hash(PASSWORD)


def test_legacy_hash_is_upgraded_at_log_in(app: Flask, town: Town) -> None:
    town.register("ada")
    write_hash(app, "ada", LEGACY.hash(PASSWORD))

    assert town.log_in("ada").status_code == 200

    assert stored_hash(app, "ada").startswith("$argon2id$")
    assert town.log_in("ada").status_code == 200


def test_wrong_password_upgrades_nothing(app: Flask, town: Town) -> None:
    town.register("ada")
    legacy = LEGACY.hash(PASSWORD)
    write_hash(app, "ada", legacy)

    assert town.log_in("ada", "a kettle in the garden").status_code == 401
    assert stored_hash(app, "ada") == legacy


def test_two_log_ins_upgrade_the_same_hash(
    app: Flask, town: Town, passwords: WatchedPasswords
) -> None:
    town.register("ada")
    write_hash(app, "ada", LEGACY.hash(PASSWORD))
    passwords.meanwhile = lambda: town.log_in("ada")

    assert town.log_in("ada").status_code == 200


def test_cheaper_hash_is_upgraded_too(passwords: WatchedPasswords) -> None:
    dear = Passwords(new_context(64, 2))

    matches, better = dear.verify_and_upgrade(PASSWORD, passwords.hash(PASSWORD))

    assert matches
    assert better
    assert "m=64,t=2" in better
    assert dear.verify_and_upgrade(PASSWORD, better) == (True, None)


def test_accents_may_be_typed_in_two_ways(passwords: WatchedPasswords) -> None:
    composed, decomposed = "Gärtnerei", "Ga\u0308rtnerei"

    assert passwords.verify_and_upgrade(decomposed, passwords.hash(composed))[0]


def test_nothing_opens_an_unusable_hash(passwords: WatchedPasswords) -> None:
    assert passwords.verify_and_upgrade("", UNUSABLE) == (False, None)
    assert passwords.verify_and_upgrade(UNUSABLE, UNUSABLE) == (False, None)


class SlowContext:
    """Hashes as long as a test wants, and knows how many hash at once."""

    def __init__(self) -> None:
        self.arrivals = threading.Semaphore(0)
        self.is_slow = False
        self.may_finish = threading.Event()

    def hash(self, password: str) -> str:
        if self.is_slow:
            self.arrivals.release()
            self.may_finish.wait(timeout=5)
        return password


def test_two_passwords_are_hashed_at_once() -> None:
    context = SlowContext()
    passwords = Passwords(context)
    context.is_slow = True
    threads = [
        threading.Thread(target=passwords.hash, args=[PASSWORD]) for _ in range(3)
    ]

    for thread in threads:
        thread.start()

    assert context.arrivals.acquire(timeout=5)
    assert context.arrivals.acquire(timeout=5)
    assert not context.arrivals.acquire(timeout=0.1)
    context.may_finish.set()
    assert context.arrivals.acquire(timeout=5)
    for thread in threads:
        thread.join()


def test_more_turns_than_there_are_are_refused_at_once() -> None:
    passwords = Passwords(SlowContext(), turns=1)

    with passwords.turn(), pytest.raises(TooBusy), passwords.turn():
        pass

    with passwords.turn():
        """The turn is free again."""


@pytest.mark.parametrize(("threads", "turns"), [(1, 1), (4, 3), (8, 6), (200, 24)])
def test_threads_are_left_for_what_is_cheap(threads: int, turns: int) -> None:
    assert concurrency_limit(threads) == turns


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/user/login", {"username": "ada", "password": PASSWORD}),
        (
            "POST",
            "/api/user/create",
            {"username": "eve", "email": "eve@x.example", "password": PASSWORD},
        ),
        (
            "PUT",
            "/api/user/password",
            {"current_password": PASSWORD, "new_password": "a kettle"},
        ),
        ("DELETE", "/api/user", {"password": PASSWORD}),
    ],
)
def test_requests_beyond_the_turns_are_asked_to_come_again(
    ada: Person,
    passwords: WatchedPasswords,
    method: str,
    path: str,
    body: dict[str, str],
) -> None:
    with contextlib.ExitStack() as busy:
        for _ in range(passwords.turns):
            busy.enter_context(passwords.turn())
        answer = ada.call(method, path, json=body)
        cheap = ada.call("GET", "/.well-known/jwks.json")

    assert answer.status_code == 503
    assert int(answer.headers["Retry-After"]) >= 1
    assert answer.json["message"].startswith("Many passwords are being checked")
    assert cheap.status_code == 200
    assert ada.call(method, path, json=body).status_code in {200, 201}


def test_password_never_leaves_the_house(ada: Person) -> None:
    assert not {"password", "password_hash", "api_key"} & set(ada.account)
