"""Passwords that are guessed first, those that are not, and how they are typed."""

import pytest

from contract_kit.consumer.matchers import exactly, token
from service_kit.http_client import Rejected
from storefront.clients.user_service import NewAccount

from .user_service_interactions import (
    ADA,
    BEGUN,
    FROM_HOME,
    HOME,
    NEW_ACCOUNT,
    PASSWORD,
    PROBLEM,
    SHOPPER,
    is_begun,
    refusal,
    users,
)

OWNER = ADA | {"first_name": "Augusta", "last_name": "Lovelace"}
LONGEST = "a teapot in the garden, and twelve cups " * 3 + "of black"
# Each is another way to a password that everybody tries.
GUESSED = [
    *("PASSWORD", "pass word 1", "ｐａｓｓｗｏｒｄ", "letmein2026!", "12!letmein"),
    *("abcd-1234", "admin2031!", "23456789", "67890123", "98765432", "32109876"),
    *("aaaabbbb", "teateatea", "leafleafleaf"),
    *("Lovelace", "augusta1", "2026 lovelace", "ecalevol", "LovelaceLovelace"),
    *("AugustaLovelace", "ada.furrow@example"),
]
GOOD = [
    *("lovelace's tea", "augustas", "plantplant", "tea4pot5", "abcdefgi"),
    *("tapatepe", "abcd2031!", "!?&%=+*#"),
]


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


@pytest.mark.parametrize("password", [*GUESSED, f"{LONGEST}!"])
def test_password_that_is_guessed_first_opens_no_account(own_interaction, password):
    wanted = OWNER | {"password": password, "sign_in": True}
    asked = f"an account whose password is “{password}”"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", NEW_ACCOUNT, headers=FROM_HOME, json=wanted)
    own_interaction.will_respond_with(
        422, refusal(password="It is unfit."), headers=PROBLEM
    )

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).register(NewAccount(**OWNER | {"password": password}), HOME)

    assert refused.value.status == 422
    assert refused.value.errors == {"password": ["It is unfit."]}


@pytest.mark.parametrize("password", GOOD)
def test_password_that_is_only_like_these_is_fine(own_interaction, password):
    wanted = OWNER | {"password": password, "sign_in": True}
    asked = f"an account whose password may be “{password}”"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", NEW_ACCOUNT, headers=FROM_HOME, json=wanted)
    shown = {name: exactly(word) for name, word in OWNER.items() if name != "password"}
    own_interaction.will_respond_with(201, {"result": shown, "sign_in": BEGUN})

    with own_interaction.serve() as url:
        done = users(url).register(NewAccount(**OWNER | {"password": password}), HOME)

    assert is_begun(done.sign_in)
    account = vars(done.account)
    assert {name: account[name] for name in shown} == {
        name: OWNER[name] for name in shown
    }


@pytest.mark.parametrize(
    "password", ["seven3x", "letmein2026!", "98765432", "Ada Lovelace", f"{LONGEST}!"]
)
def test_password_that_is_guessed_first_replaces_none(signed_in_by_password, password):
    interaction = signed_in_by_password
    sent = {"current_password": PASSWORD, "new_password": password}
    asked = f"a change of the password to “{password}”"
    interaction.upon_receiving(asked)
    interaction.with_request("PUT", "/api/user/password", headers=SHOPPER, json=sent)
    interaction.will_respond_with(
        422, refusal(new_password="It is unfit."), headers=PROBLEM
    )

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url).change_password("ada", PASSWORD, password)

    assert refused.value.status == 422
    assert refused.value.errors == {"new_password": ["It is unfit."]}


def test_shortest_password_takes_the_place_of_another(signed_in_by_password):
    interaction = signed_in_by_password
    sent = {"current_password": PASSWORD, "new_password": "eight3x!"}
    asked = "a change of the password to a short one"
    interaction.upon_receiving(asked)
    interaction.with_request("PUT", "/api/user/password", headers=SHOPPER, json=sent)
    interaction.will_respond_with(200, {"device": token("known")})

    with interaction.serve() as url:
        changed = users(url).change_password("ada", PASSWORD, "eight3x!")

    assert changed == "known"


def test_account_is_closed_by_its_longest_password(interaction):
    interaction.given("a shopper is signed in", password=LONGEST)
    sent = {"password": LONGEST}
    asked = "an end of the account by its longest password"
    interaction.upon_receiving(asked)
    interaction.with_request("DELETE", "/api/user", headers=SHOPPER, json=sent)
    interaction.will_respond_with(200)

    with interaction.serve() as url:
        users(url).close_account("ada", LONGEST)


@pytest.mark.parametrize(
    ("kept", "typed"),
    [
        ("Zoë's teapot, in parts", "Zoe\u0308's teapot, in parts"),
        ("Zoe\u0308's teapot in one", "Zoë's teapot in one"),
    ],
)
def test_accent_is_typed_on_any_keyboard(own_interaction, kept, typed):
    own_interaction.given("somebody has an account", **ADA | {"password": kept})
    sent = {"username": "ada", "password": typed}
    asked = f"a sign-in with {kept} as another keyboard types it"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request(
        "POST", "/api/user/login", headers=FROM_HOME, json=sent
    )
    own_interaction.will_respond_with(200, BEGUN)

    with own_interaction.serve() as url:
        assert is_begun(users(url).sign_in("ada", typed, HOME))
