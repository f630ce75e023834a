from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from user_service import create_app
from user_service.config import Settings
from user_service.database import db
from user_service.equipment import equip
from user_service.models import Attempt

from .fakes import WatchedPasswords
from .people import PASSWORD, Person, Town

WORKERS = 4
KETTLE = "a kettle in the garden"


def guess(
    client: FlaskClient,
    username: str = "ada",
    password: str = KETTLE,
    address: str = "192.0.2.1",
) -> TestResponse:
    return client.post(
        "/api/user/login",
        json={"username": username, "password": password},
        environ_base={"REMOTE_ADDR": address},
    )


def networks() -> list[str]:
    return [f"198.51.{number}.7" for number in range(20)]


@pytest.fixture
def workers(
    app: Flask, settings: Settings, passwords: WatchedPasswords
) -> Iterator[list[Flask]]:
    """Several applications over one database, as several processes would be."""
    equipment = replace(equip(settings), passwords=passwords)
    others = [create_app(settings, equipment) for _ in range(WORKERS - 1)]
    yield [app, *others]
    for other in others:
        with other.app_context():
            db.engine.dispose()


def test_ten_wrong_passwords_are_enough_for_an_account(town: Town, ada: Person) -> None:
    statuses = [guess(town.client, address=each).status_code for each in networks()]

    assert statuses == [401] * 10 + [429] * 10


def test_ten_wrong_names_are_enough_for_a_network(town: Town) -> None:
    statuses = [
        guess(town.client, f"nobody{number}", address=f"192.0.2.{number}").status_code
        for number in range(20)
    ]

    assert statuses == [401] * 10 + [429] * 10


def test_other_networks_and_accounts_go_on(
    town: Town, ada: Person, bob: Person
) -> None:
    for _ in range(10):
        guess(town.client, "ada", address="192.0.2.1")

    assert guess(town.client, "bob", PASSWORD, address="203.0.113.9").status_code == 200
    assert guess(town.client, "bob", PASSWORD, address="192.0.2.200").status_code == 429


def test_unknown_names_are_throttled_like_known_ones(town: Town, ada: Person) -> None:
    known = [guess(town.client, "ada", address=each) for each in networks()]
    unknown = [guess(town.client, "nobody", address=each) for each in networks()]

    assert [each.status_code for each in known] == [
        each.status_code for each in unknown
    ]
    assert known[-1].json == unknown[-1].json


def test_name_and_email_share_the_count_of_their_account(
    town: Town, ada: Person
) -> None:
    names = ["ada", "ada@furrow.example"] * 10

    statuses = [
        guess(town.client, name, address=address).status_code
        for name, address in zip(names, networks(), strict=True)
    ]

    assert Counter(statuses) == {401: 10, 429: 10}


def test_refusal_tells_the_waiting_time(
    town: Town, let_pass: Callable[..., None]
) -> None:
    for _ in range(10):
        guess(town.client)
    let_pass(seconds=100)

    answer = guess(town.client)

    assert answer.status_code == 429
    assert 190 <= int(answer.headers["Retry-After"]) <= 200
    assert answer.json["message"] == "Too many failed log-ins. Try again in 4 minutes."


def test_owner_gets_in_when_the_time_has_passed(
    town: Town, ada: Person, let_pass: Callable[..., None]
) -> None:
    for _ in range(15):
        guess(town.client)
    assert guess(town.client, password=PASSWORD).status_code == 429

    let_pass(seconds=300)

    assert guess(town.client, password=PASSWORD).status_code == 200


def test_success_clears_the_account(town: Town, ada: Person) -> None:
    for address in networks()[:9]:
        guess(town.client, address=address)
    guess(town.client, password=PASSWORD, address="192.0.2.1")

    statuses = [guess(town.client, address=each).status_code for each in networks()]

    assert statuses == [401] * 10 + [429] * 10


def test_success_does_not_clear_the_network(town: Town, bob: Person) -> None:
    for number in range(9):
        guess(town.client, f"nobody{number}")
    guess(town.client, "bob", PASSWORD)

    assert guess(town.client, "nobody9").status_code == 401
    assert guess(town.client, "nobody10").status_code == 429


def test_successes_are_never_counted(town: Town, ada: Person) -> None:
    statuses = {guess(town.client, password=PASSWORD).status_code for _ in range(30)}

    assert statuses == {200}


def test_workers_together_make_ten_checks(
    town: Town, ada: Person, workers: list[Flask], passwords: WatchedPasswords
) -> None:
    before = passwords.checks

    def attack(number: int) -> int:
        return guess(workers[number % WORKERS].test_client()).status_code

    with ThreadPoolExecutor(WORKERS * 4) as pool:
        statuses = Counter(pool.map(attack, range(200)))

    assert passwords.checks - before == 10
    assert statuses == {401: 10, 429: 190}


def test_refused_attempts_count_nowhere(town: Town, ada: Person) -> None:
    for number in range(10):
        guess(town.client, f"nobody{number}")
    assert {guess(town.client, "ada").status_code for _ in range(15)} == {429}

    statuses = [guess(town.client, address=each).status_code for each in networks()]

    assert statuses == [401] * 10 + [429] * 10


def test_restarts_forget_nothing(town: Town, workers: list[Flask]) -> None:
    for _ in range(10):
        guess(town.client)

    restarted = workers[-1]

    assert guess(restarted.test_client()).status_code == 429


def test_thousand_failures_are_enough_everywhere(settings: Settings) -> None:
    limits = equip(settings).limits

    assert limits.everywhere.attempts == 1000
    assert limits.everywhere.window.total_seconds() == 300


def test_attack_from_everywhere_is_stopped(
    app: Flask, town: Town, settings: Settings
) -> None:
    equipment = app.extensions["equipment"]
    few = replace(equipment.limits.everywhere, attempts=5)
    app.extensions["equipment"] = replace(
        equipment, limits=replace(equipment.limits, everywhere=few)
    )

    statuses = [
        guess(town.client, f"nobody{number}", address=f"198.51.{number}.7").status_code
        for number in range(7)
    ]

    assert statuses == [401] * 5 + [429] * 2


def test_past_attempts_are_not_kept(
    app: Flask, town: Town, let_pass: Callable[..., None]
) -> None:
    for number in range(5):
        guess(town.client, f"nobody{number}")
    let_pass(seconds=300)

    guess(town.client, "nobody")

    with app.app_context():
        assert db.session.query(Attempt).count() == 3


def test_nobody_logs_in_while_attempts_cannot_be_counted(
    app: Flask, town: Town, ada: Person, passwords: WatchedPasswords
) -> None:
    before = passwords.checks
    with app.app_context():
        Attempt.__table__.drop(db.engine)

    answer = guess(town.client, password=PASSWORD)

    assert answer.status_code == 503
    assert passwords.checks == before
    assert ada.is_signed_in


def test_attempts_tell_nothing_that_was_typed(app: Flask, town: Town) -> None:
    guess(town.client, "a password in the wrong field")

    with app.app_context():
        keys = {attempt.key for attempt in db.session.query(Attempt)}
    assert not any("password" in key for key in keys)
