import pytest

from contract_kit.shapes import pattern, text, token
from service_kit.http import Rejected

from .asking_user_service import (
    NEXT_PASSWORD,
    PASSWORD,
    PASSWORDS,
    PROBLEM,
    SHOPPER,
    refusal,
    users,
)


@pytest.fixture
def promise(agree):
    return agree("frontend", "user-service")


def test_password_is_changed_by_its_owner(promise):
    promise.given("a shopper is signed in", password=PASSWORD)
    promise.asks(
        "a change of the password",
        "PUT",
        "/api/user/password",
        headers=SHOPPER,
        json=PASSWORDS,
    )
    promise.answers(200, {"device": token("known")})

    with promise.kept() as url:
        note = users(url).change_password("ada", PASSWORD, NEXT_PASSWORD)

    assert note == "known"


def test_each_password_is_said_in_its_place(promise):
    promise.given("a shopper is signed in", password=PASSWORD)
    passwords = {"current_password": PASSWORD, "new_password": NEXT_PASSWORD}
    promise.asks(
        "a change of this very password",
        "PUT",
        "/api/user/password",
        headers=SHOPPER,
        json=passwords,
    )
    promise.answers(200, {"device": token("known")})

    with promise.kept() as url:
        note = users(url).change_password("ada", PASSWORD, NEXT_PASSWORD)

    assert note == "known"


@pytest.mark.parametrize(
    ("field", "unfit"),
    [
        ("current_password", "a guess"),
        ("new_password", "password"),
        ("new_password", "ada@furrow.example"),
    ],
)
def test_refused_passwords_are_named_by_field(promise, field, unfit):
    promise.given("a shopper is signed in", password=PASSWORD)
    said = {"current_password": PASSWORD, "new_password": NEXT_PASSWORD, field: unfit}
    promise.asks(
        f"a change of the password with {unfit} as {field}",
        "PUT",
        "/api/user/password",
        headers=SHOPPER,
        json={name: text(words) for name, words in said.items()},
    )
    promise.answers(422, refusal(**{field: "It is unfit."}), headers=PROBLEM)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        users(url).change_password("ada", *said.values())

    assert refused.value.status == 422
    assert refused.value.errors == {field: ["It is unfit."]}


def test_too_many_wrong_passwords_are_refused(promise):
    promise.given("a shopper is signed in", password=PASSWORD)
    promise.given("the shopper has given too many wrong passwords")
    promise.asks(
        "a change of the password",
        "PUT",
        "/api/user/password",
        headers=SHOPPER,
        json=PASSWORDS,
    )
    waiting = {"Retry-After": pattern("60", r"[1-9]\d*")}
    promise.answers(429, {"detail": text("Too many.")}, headers=PROBLEM | waiting)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        users(url).change_password("ada", PASSWORD, NEXT_PASSWORD)

    assert (refused.value.status, refused.value.detail) == (429, "Too many.")
    assert refused.value.retry_after == 60
