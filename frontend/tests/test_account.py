from dataclasses import replace
from datetime import UTC, datetime

import pytest

from .fakes import FakeUsers
from .page_browser import Visitor


def test_account_shows_who_one_is(ada: Visitor) -> None:
    page = ada.open("/account")

    assert page.texts(".facts-list dd") == ["ada", "Ada Lovelace", "ada@example.org"]


def test_account_shows_since_when_it_exists(ada: Visitor, users: FakeUsers) -> None:
    account, password = users.accounts["ada"]
    opened_at = datetime(2024, 3, 1, tzinfo=UTC)
    users.accounts["ada"] = (replace(account, created_at=opened_at), password)

    page = ada.open("/account")

    assert page.texts(".facts-list dd")[-1] == "1 March 2024"


def test_new_password_takes_effect(ada: Visitor) -> None:
    ada.open("/account")

    page = ada.send(
        "/account/password",
        current_password="correct horse",
        new_password="battery staple",
    )

    assert page.notice.startswith("Your password is changed")
    ada.send("/logout")
    assert ada.sign_in(password="battery staple").notice == "Welcome back, ada."


def test_wrong_present_password_is_reported_at_its_field(ada: Visitor) -> None:
    ada.open("/account")

    page = ada.send(
        "/account/password",
        422,
        current_password="guess",
        new_password="battery staple",
    )

    assert page.faults == {"#current_password": "This is not your password."}


@pytest.mark.parametrize("password", ["", "short", "x" * 129])
def test_weak_new_password_is_refused(
    ada: Visitor, users: FakeUsers, password: str
) -> None:
    ada.open("/account")

    page = ada.send(
        "/account/password",
        422,
        current_password="correct horse",
        new_password=password,
    )

    assert list(page.faults) == ["#new_password"]
    assert "change_password" not in users.calls


def test_sign_ins_are_listed_and_this_one_marked(
    ada: Visitor, users: FakeUsers
) -> None:
    users.tokens["token-elsewhere"] = "ada"

    page = ada.open("/account")

    assert page.texts(".sign-ins li p:first-child") == [
        "Firefox on Linux this browser",
        "Firefox on Linux",
    ]


def test_only_sign_in_has_nothing_to_end(ada: Visitor) -> None:
    page = ada.open("/account")

    assert page.texts(".sign-ins button") == []
    assert "You are signed in nowhere else." in page.text


def test_one_other_sign_in_can_be_ended(ada: Visitor, users: FakeUsers) -> None:
    users.tokens["token-elsewhere"] = "ada"
    ada.open("/account")

    page = ada.send("/account/sign-ins/sid-elsewhere/end")

    assert page.notice == "That browser is signed out."
    assert "token-elsewhere" not in users.tokens


def test_sign_in_that_is_over_already_is_no_fault(
    ada: Visitor, users: FakeUsers
) -> None:
    users.tokens["token-elsewhere"] = "ada"
    ada.open("/account")
    del users.tokens["token-elsewhere"]

    page = ada.send("/account/sign-ins/sid-elsewhere/end")

    assert page.notice == "That browser was signed out already."


def test_all_others_can_be_ended_at_once(ada: Visitor, users: FakeUsers) -> None:
    users.tokens |= {"token-tablet": "ada", "token-of-eve": "eve"}
    ada.open("/account")

    ada.send("/account/sign-ins/end-others")

    assert sorted(users.tokens.values()) == ["ada", "eve"]
