import threading
from importlib import resources

import pytest
from flask import Flask
from passlib.hash import sha256_crypt
from sqlalchemy import select, update

from user_service.config import LEAST_HASH_MEMORY_KIB, LEAST_HASH_PASSES
from user_service.database import db
from user_service.models import User
from user_service.passwords import UNUSABLE, Passwords, acceptable, new_context

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


def test_thousand_common_passwords_are_known() -> None:
    file = resources.files("user_service").joinpath("common_passwords.txt")
    listed = file.read_text(encoding="utf-8").splitlines()

    assert len(listed) >= 1000
    assert len(listed) == len(set(listed))
    assert all(len(each) >= 8 and each == each.casefold() for each in listed)


@pytest.mark.parametrize(
    "password", ["password", "PassWord1", "12345678", "furrowshop"]
)
def test_common_passwords_are_refused_in_any_case(password: str) -> None:
    with pytest.raises(ValueError, match="most common"):
        acceptable(password)


class SlowContext:
    """Hashes as long as it is told to, and knows how many hash at once."""

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


def test_password_never_leaves_the_house(ada: Person) -> None:
    assert not {"password", "password_hash", "api_key"} & set(ada.account)
