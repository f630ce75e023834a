from collections import Counter
from collections.abc import Callable

from user_service.config import Settings
from user_service.security_settings import read_security_settings

from .fakes import WatchedPasswords
from .people import PASSWORD, Person, Town

KETTLE = "a kettle in the garden"


def _fail() -> None:
    raise RuntimeError("The hand is tired.")


def test_stolen_token_guesses_ten_passwords(
    ada: Person, passwords: WatchedPasswords
) -> None:
    before = passwords.checks
    body = {"current_password": "a guess of a thief", "new_password": "a new teapot"}

    statuses = [
        ada.call("PUT", "/api/user/password", json=body).status_code for _ in range(8)
    ] + [
        ada.call("DELETE", "/api/user", json={"password": "a guess"}).status_code
        for _ in range(8)
    ]

    assert statuses == [422] * 10 + [429] * 6
    assert passwords.checks - before == 10


def test_right_passwords_of_the_owner_are_not_counted(ada: Person) -> None:
    body = {"current_password": PASSWORD, "new_password": PASSWORD}

    statuses = {
        ada.call("PUT", "/api/user/password", json=body).status_code for _ in range(12)
    }

    assert statuses == {200}


def test_strangers_do_not_keep_the_owner_from_a_change(town: Town, ada: Person) -> None:
    for _ in range(15):
        town.log_in("ada", KETTLE)

    body = {"current_password": PASSWORD, "new_password": KETTLE}
    assert ada.call("PUT", "/api/user/password", json=body).status_code == 200


def test_thirty_accounts_an_hour_from_one_network(
    town: Town, let_pass: Callable[..., None]
) -> None:
    statuses = [town.register(f"ada{number}").status_code for number in range(30)]
    statuses.append(town.register("ada30").status_code)
    assert statuses == [201] * 30 + [429]

    let_pass(hours=1)

    assert town.register("ada30").status_code == 201


def test_taken_names_cost_no_account(town: Town) -> None:
    town.register("ada")
    statuses = {town.register("ada").status_code for _ in range(40)}
    assert statuses == {409}

    statuses = {town.register(f"ada{number}").status_code for number in range(29)}

    assert statuses == {201}
    assert town.register("ada29").status_code == 429


def test_sixty_taken_names_an_hour_from_one_network(
    town: Town, let_pass: Callable[..., None]
) -> None:
    town.register("ada")
    statuses = Counter(town.register("ada").status_code for _ in range(61))
    assert statuses == {409: 60, 429: 1}
    # Else whoever is refused otherwise would find out that the name is taken.
    assert town.register("grace").status_code == 429

    let_pass(hours=1)

    assert town.register("grace").status_code == 201


def test_registration_that_failed_counts_nowhere(
    town: Town, passwords: WatchedPasswords
) -> None:
    for number in range(35):
        passwords.meanwhile = _fail
        assert town.register(f"ada{number}").status_code == 500

    assert town.register("ada").status_code == 201


def test_sixty_name_checks_a_minute_from_one_network(
    town: Town, let_pass: Callable[..., None]
) -> None:
    path = "/api/user/nobody/exists"
    statuses = Counter(town.client.get(path).status_code for _ in range(61))
    answer = town.client.get(path)
    assert statuses == {404: 60, 429: 1}
    assert answer.json["message"].startswith("Too many names asked for. Try again in ")

    let_pass(minutes=1)

    assert town.client.get(path).status_code == 404


def test_limits_are_settable(settings: Settings) -> None:
    changed = settings.model_copy(
        update={
            "login_failures": 3,
            "login_failures_per_account": 7,
            "login_failures_per_network": 20,
            "login_window_seconds": 60,
            "registrations_per_hour": 4,
            "name_checks_per_minute": 5,
        }
    )

    limits = read_security_settings(changed).limits

    assert (limits.pair.attempts, limits.device.attempts) == (3, 3)
    assert (limits.account.attempts, limits.network.attempts) == (7, 20)
    assert limits.account.window.total_seconds() == 60
    assert limits.registrations.attempts == 4
    assert limits.name_checks.attempts == 5
