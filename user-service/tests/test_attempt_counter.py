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
from user_service.log_in_attempts import Subject, admit
from user_service.models import Attempt
from user_service.rate_limits import limits_of
from user_service.security_settings import read_security_settings, security_settings

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


@pytest.fixture
def workers(
    app: Flask, settings: Settings, passwords: WatchedPasswords
) -> Iterator[list[Flask]]:
    """Several applications over one database, as several processes would be."""
    security_settings = replace(read_security_settings(settings), passwords=passwords)
    others = [create_app(settings, security_settings) for _ in range(WORKERS - 1)]
    yield [app, *others]
    for other in others:
        with other.app_context():
            db.engine.dispose()


def test_ten_wrong_passwords_are_enough_from_one_network(
    town: Town, ada: Person, passwords: WatchedPasswords
) -> None:
    before = passwords.checks

    statuses = [guess(town.client).status_code for _ in range(20)]

    assert statuses == [401] * 10 + [429] * 10
    assert passwords.checks - before == 10


def test_strangers_do_not_lock_the_owner_out(town: Town, ada: Person) -> None:
    for _ in range(20):
        guess(town.client, address="192.0.2.1")

    owner = guess(town.client, password=PASSWORD, address="203.0.113.9")

    assert owner.status_code == 200


def test_hundred_wrong_passwords_are_enough_for_an_account(
    town: Town, ada: Person, passwords: WatchedPasswords
) -> None:
    before = passwords.checks

    statuses = [
        guess(town.client, address=f"198.51.{number}.7").status_code
        for number in range(110)
    ]

    assert statuses == [401] * 100 + [429] * 10
    assert passwords.checks - before == 100


@pytest.fixture
def small(app: Flask, settings: Settings) -> None:
    """Count networks to twenty and accounts to two: tests are sooner done."""
    few = {"login_failures": 2, "login_failures_per_network": 20}
    limits = limits_of(settings.model_copy(update=few))
    tools = app.extensions["security_settings"]
    app.extensions["security_settings"] = replace(tools, limits=limits)


def test_office_of_many_who_mistype_goes_on(town: Town, ada: Person) -> None:
    for number in range(100):
        assert guess(town.client, f"nobody{number}").status_code == 401

    assert guess(town.client, password=PASSWORD).status_code == 200


@pytest.mark.usefixtures("small")
def test_network_has_a_limit_of_its_own(town: Town) -> None:
    statuses = [
        guess(town.client, f"nobody{number}", address=f"192.0.2.{number}").status_code
        for number in range(22)
    ]

    assert statuses == [401] * 20 + [429] * 2


@pytest.mark.usefixtures("small")
def test_neighbours_of_another_network_go_on(town: Town, ada: Person) -> None:
    for number in range(21):
        guess(town.client, f"nobody{number}", address="2001:db8:7:1::66")

    assert guess(town.client, "eve", address="2001:db8:7:1::1").status_code == 429
    owner = guess(town.client, password=PASSWORD, address="2001:db8:7:2::1")
    assert owner.status_code == 200


@pytest.mark.usefixtures("small")
def test_attack_from_everywhere_costs_nobody_else(town: Town, bob: Person) -> None:
    # More than a hundred times what one account may fail, from one /48.
    for number in range(210):
        address = f"2001:db8:7:{number:x}::1"
        guess(town.client, f"nobody{number}", address=address)

    owner = guess(town.client, "bob", PASSWORD, address="2001:db8:7:ffff::1")

    assert owner.status_code == 200


def answers(town: Town, name: str, times: int) -> list[tuple[int, str]]:
    """Guess so often, and note what shows of it."""
    listed = [guess(town.client, name) for _ in range(times)]
    return [(each.status_code, each.json["message"]) for each in listed]


def test_unknown_names_are_throttled_like_known_ones(town: Town, ada: Person) -> None:
    assert answers(town, "ada", 12) == answers(town, "nobody", 12)
    spread = [
        [
            guess(town.client, name, address=f"198.{half}.{number}.7").status_code
            for half in (51, 52)
            for number in range(60)
        ]
        for name in ("ada", "nobody")
    ]
    assert spread[0] == spread[1]


@pytest.mark.parametrize(
    ("tried", "own"),
    [("ada", "ada@furrow.example"), ("ada@furrow.example", "ada")],
)
def test_failures_on_a_name_reveal_nothing_of_its_email(
    town: Town, ada: Person, tried: str, own: str
) -> None:
    answers(town, tried, 12)

    foreign = own.replace("ada", "eve")
    assert answers(town, own, 12) == answers(town, foreign, 12)


def test_name_and_email_share_the_checks_of_their_account(
    town: Town, ada: Person
) -> None:
    answers(town, "ada", 9)
    assert guess(town.client, "ada@furrow.example", PASSWORD).status_code == 200
    answers(town, "ada", 1)

    # The eleventh is not looked at, and answered like a wrong one.
    assert guess(town.client, "ada@furrow.example", PASSWORD).status_code == 401


def test_name_of_digits_is_not_the_account_of_that_number(
    town: Town, ada: Person
) -> None:
    answers(town, str(ada.account["id"]), 12)

    assert guess(town.client, password=PASSWORD).status_code == 200


def test_refusal_names_the_waiting_time(
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


def test_success_gives_no_further_checks(town: Town, ada: Person) -> None:
    for _ in range(9):
        guess(town.client)
    assert guess(town.client, password=PASSWORD).status_code == 200

    assert [guess(town.client).status_code for _ in range(2)] == [401, 429]


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
    assert statuses[401] == 10
    assert set(statuses) <= {401, 429, 503}


def test_right_passwords_at_once_are_never_too_many_failures(
    town: Town, ada: Person, workers: list[Flask]
) -> None:
    for _ in range(9):
        guess(town.client)

    def enter(number: int) -> int:
        client = workers[number % WORKERS].test_client()
        return guess(client, password=PASSWORD).status_code

    with ThreadPoolExecutor(WORKERS * 4) as pool:
        statuses = Counter(pool.map(enter, range(50)))

    assert set(statuses) <= {200, 503}
    assert statuses[200] >= 1
    assert guess(town.client, password=PASSWORD).status_code == 200


def test_check_under_way_is_no_failure_yet(
    town: Town, ada: Person, passwords: WatchedPasswords
) -> None:
    for _ in range(9):
        guess(town.client)
    seen = []
    passwords.meanwhile = lambda: seen.append(guess(town.client, password=PASSWORD))

    assert guess(town.client, password=PASSWORD).status_code == 200

    assert [each.status_code for each in seen] == [503]
    assert int(seen[0].headers["Retry-After"]) >= 1


def test_check_that_died_with_its_process_is_a_failure(
    app: Flask, town: Town, ada: Person, let_pass: Callable[..., None]
) -> None:
    for _ in range(9):
        guess(town.client)
    with app.app_context():
        admit(Subject("ada", 1, "192.0.2.0/24", None), security_settings().limits)
    assert guess(town.client, password=PASSWORD).status_code == 503

    let_pass(seconds=31)

    assert guess(town.client, password=PASSWORD).status_code == 429


def test_refused_attempts_count_nowhere(town: Town, ada: Person) -> None:
    for _ in range(30):
        guess(town.client)

    statuses = [
        guess(town.client, address=f"198.51.{number}.7").status_code
        for number in range(92)
    ]

    assert statuses == [401] * 90 + [429] * 2


def test_restarts_forget_nothing(town: Town, workers: list[Flask]) -> None:
    for _ in range(10):
        guess(town.client)

    restarted = workers[-1]

    assert guess(restarted.test_client()).status_code == 429


def test_past_attempts_are_not_kept(
    app: Flask, town: Town, let_pass: Callable[..., None]
) -> None:
    for number in range(5):
        guess(town.client, f"nobody{number}")
    let_pass(seconds=300)

    guess(town.client, "nobody")

    with app.app_context():
        kinds = Counter(attempt.kind for attempt in db.session.query(Attempt))
    assert kinds == {"pair": 2, "account": 2, "network": 1}


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


def test_attempts_hold_nothing_that_was_typed(app: Flask, town: Town) -> None:
    guess(town.client, "a password in the wrong field")

    with app.app_context():
        keys = {attempt.key for attempt in db.session.query(Attempt)}
    assert not any("password" in key for key in keys)
