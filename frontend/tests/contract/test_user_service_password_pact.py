import pytest

from contract_kit.consumer.matchers import pattern, text, token
from service_kit.http_client import Rejected

from .user_service_interactions import (
    NEXT_PASSWORD,
    PASSWORD,
    PASSWORDS,
    PROBLEM,
    SHOPPER,
    refusal,
    users,
)


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


def test_password_is_changed_by_its_owner(interaction):
    interaction.given("a shopper is signed in", password=PASSWORD)
    interaction.upon_receiving("a change of the password")
    interaction.with_request(
        "PUT",
        "/api/user/password",
        headers=SHOPPER,
        json=PASSWORDS,
    )
    interaction.will_respond_with(200, {"device": token("known")})

    with interaction.serve() as url:
        note = users(url).change_password("ada", PASSWORD, NEXT_PASSWORD)

    assert note == "known"


def test_each_password_is_sent_in_its_place(interaction):
    interaction.given("a shopper is signed in", password=PASSWORD)
    passwords = {"current_password": PASSWORD, "new_password": NEXT_PASSWORD}
    interaction.upon_receiving("a change of this very password")
    interaction.with_request(
        "PUT",
        "/api/user/password",
        headers=SHOPPER,
        json=passwords,
    )
    interaction.will_respond_with(200, {"device": token("known")})

    with interaction.serve() as url:
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
def test_refused_passwords_are_named_by_field(interaction, field, unfit):
    interaction.given("a shopper is signed in", password=PASSWORD)
    sent = {"current_password": PASSWORD, "new_password": NEXT_PASSWORD, field: unfit}
    interaction.upon_receiving(f"a change of the password with {unfit} as {field}")
    interaction.with_request(
        "PUT",
        "/api/user/password",
        headers=SHOPPER,
        json={name: text(words) for name, words in sent.items()},
    )
    interaction.will_respond_with(
        422, refusal(**{field: "It is unfit."}), headers=PROBLEM
    )

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).change_password("ada", *sent.values())

    assert refused.value.status == 422
    assert refused.value.errors == {field: ["It is unfit."]}


def test_too_many_wrong_passwords_are_refused(interaction):
    interaction.given("a shopper is signed in", password=PASSWORD)
    interaction.given("the shopper has given too many wrong passwords")
    interaction.upon_receiving("a change of the password")
    interaction.with_request(
        "PUT",
        "/api/user/password",
        headers=SHOPPER,
        json=PASSWORDS,
    )
    waiting = {"Retry-After": pattern("60", r"[1-9]\d*")}
    interaction.will_respond_with(
        429, {"detail": text("Too many.")}, headers=PROBLEM | waiting
    )

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).change_password("ada", PASSWORD, NEXT_PASSWORD)

    assert (refused.value.status, refused.value.detail) == (429, "Too many.")
    assert refused.value.retry_after == 60
