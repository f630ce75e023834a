"""How names and e-mails are written, which are alike, and which pass for the shop."""

import pytest

from contract_kit.consumer.matchers import exactly, pattern
from service_kit.http_client import Rejected
from storefront.clients.user_service import NewAccount
from storefront.service_models import NameCheck

from .user_service_interactions import (
    ADA,
    BEGUN,
    FROM_HOME,
    HOME,
    NEW_ACCOUNT,
    PASSWORD,
    PROBLEM,
    is_begun,
    refusal,
    users,
)

LOG_IN = "/api/user/login"
LONGEST = "l" * 30
OLD_EMAIL = "an account has its e-mail from the first release"


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


def wish_name(interaction, description, username):
    path = f"/api/user/{username}/exists"
    interaction.upon_receiving(description)
    interaction.with_request("GET", path, headers=FROM_HOME)


def wish_account(interaction, description, **changes):
    wanted = ADA | {"sign_in": True} | changes
    interaction.upon_receiving(description)
    interaction.with_request("POST", NEW_ACCOUNT, headers=FROM_HOME, json=wanted)


@pytest.mark.parametrize(
    ("taken", "one", "other"),
    [
        ("ada", "ada-k", "ada37"),
        ("ada_l", "ada_l-k", "ada_l37"),
        ("ada_", "ada-k", "ada37"),
        (LONGEST, f"{LONGEST[2:]}-k", f"{LONGEST[2:]}37"),
    ],
)
def test_two_names_are_offered_for_one(own_interaction, taken, one, other):
    own_interaction.given("somebody has an account", **ADA | {"username": taken})
    wish_name(own_interaction, f"a question for two names like {taken}", taken)
    offered = [
        pattern(one, f"{one[:-1]}[a-z]"),
        pattern(other, f"{other[:-2]}[1-9][0-9]"),
    ]
    own_interaction.will_respond_with(
        200, {"suggestions": offered, "reserved": exactly(False)}
    )

    with own_interaction.serve() as url:
        check = users(url).check_name(taken, HOME)

    assert check == NameCheck(False, (one, other))


@pytest.mark.parametrize(
    "free", ["ada-l", "ada1", "supporter", "my-orders", "ad", "a" * 31]
)
def test_name_that_is_only_like_another_is_free(own_interaction, free):
    own_interaction.given("somebody has an account", **ADA)
    wish_name(own_interaction, f"a question for {free}", free)
    own_interaction.will_respond_with(404)

    with own_interaction.serve() as url:
        assert users(url).check_name(free, HOME) == NameCheck(is_free=True)


@pytest.mark.parametrize("kept", ["my-support", "a-p-i", "Root", "furrow", "sys_admin"])
def test_name_is_kept_for_the_shop_however_it_is_written(own_interaction, kept):
    wish_name(own_interaction, f"a question for the shop's {kept}", kept)
    own_interaction.will_respond_with(
        200, {"suggestions": exactly([]), "reserved": exactly(True)}
    )

    with own_interaction.serve() as url:
        assert users(url).check_name(kept, HOME) == NameCheck(False, is_reserved=True)


@pytest.mark.parametrize("kept", ["my-support", "a-p-i", "Root", "furrow", "sys_admin"])
def test_name_that_is_kept_for_the_shop_is_refused(own_interaction, kept):
    wish_account(own_interaction, f"an account as the shop's {kept}", username=kept)
    own_interaction.will_respond_with(
        422, refusal(username="It is kept."), headers=PROBLEM
    )

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).register(NewAccount(**ADA | {"username": kept}), HOME)

    assert refused.value.status == 422
    assert refused.value.errors == {"username": ["It is kept."]}


@pytest.mark.parametrize(
    ("wanted", "shown"),
    [
        ({"username": "ada_l"}, {}),
        ({"username": "1-ada-"}, {}),
        ({"username": "supporter"}, {}),
        ({"username": "ＡＤＡ"}, {"username": "ada"}),
        ({"username": " Ada "}, {"username": "ada"}),
        ({"email": "Ada@Öfen.example"}, {"email": "ada@xn--fen-rna.example"}),
        ({"first_name": " Zoë "}, {"first_name": "Zoë"}),
    ],
)
def test_account_is_opened_in_one_spelling(own_interaction, wanted, shown):
    spelled = ", ".join(wanted.values())
    wish_account(own_interaction, f"an account as “{spelled}”", **wanted)
    new = ADA | wanted | shown
    members = {name: exactly(word) for name, word in new.items() if name != "password"}
    own_interaction.will_respond_with(201, {"result": members, "sign_in": BEGUN})

    with own_interaction.serve() as url:
        done = users(url).register(NewAccount(**ADA | wanted), HOME)

    assert is_begun(done.sign_in)
    account = vars(done.account)
    assert {name: account[name] for name in members} == {
        name: new[name] for name in members
    }


@pytest.mark.parametrize(
    ("kept", "field", "typed"),
    [
        ({"username": "ada_l"}, "username", "ADA_L"),
        ({}, "username", "ＡＤＡ"),
        ({}, "username", " ada "),
        ({}, "email", " ada@furrow.example "),
        ({"email": "ada@xn--fen-rna.example"}, "email", "ADA@ÖFEN.example"),
    ],
)
def test_shopper_signs_in_in_any_spelling(own_interaction, kept, field, typed):
    own_interaction.given("somebody has an account", **ADA | kept)
    sent = {field: typed, "password": PASSWORD}
    asked = f"a sign-in as “{typed}”"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", LOG_IN, headers=FROM_HOME, json=sent)
    own_interaction.will_respond_with(200, BEGUN)

    with own_interaction.serve() as url:
        assert is_begun(users(url).sign_in(typed, PASSWORD, HOME))


@pytest.mark.parametrize("typed", ["a.da@furrow.example", "ada@furrow.examples"])
def test_email_that_is_only_like_another_signs_nobody_in(own_interaction, typed):
    own_interaction.given("somebody has an account", **ADA)
    sent = {"email": typed, "password": PASSWORD}
    asked = f"a sign-in as somebody at {typed}"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", LOG_IN, headers=FROM_HOME, json=sent)
    own_interaction.will_respond_with(401)

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).sign_in(typed, PASSWORD, HOME)

    assert refused.value.status == 401


def test_email_of_the_first_release_signs_in(own_interaction):
    own_interaction.given(OLD_EMAIL, email="strasse@furrow.example")
    sent = {"email": "straße@furrow.example", "password": PASSWORD}
    asked = "a sign-in by an e-mail of the first release"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", LOG_IN, headers=FROM_HOME, json=sent)
    own_interaction.will_respond_with(200, BEGUN)

    with own_interaction.serve() as url:
        assert is_begun(users(url).sign_in("straße@furrow.example", PASSWORD, HOME))


def test_email_itself_comes_before_one_of_the_first_release(own_interaction):
    own_interaction.given(OLD_EMAIL, email="strasse@furrow.example")
    new = {"username": "eve", "email": "straße@furrow.example", "password": PASSWORD}
    own_interaction.given("somebody has an account", **new)
    sent = {"email": "straße@furrow.example", "password": PASSWORD}
    asked = "a sign-in by an e-mail like one of the first release"
    own_interaction.upon_receiving(asked)
    own_interaction.with_request("POST", LOG_IN, headers=FROM_HOME, json=sent)
    own_interaction.will_respond_with(200, BEGUN | {"user_id": exactly(2)})

    with own_interaction.serve() as url:
        begun = users(url).sign_in("straße@furrow.example", PASSWORD, HOME)

    assert (begun.user_id, begun.token, begun.device) == (2, "ada", "known")
    assert begun.expires_at


def test_email_of_the_first_release_stays_taken(own_interaction):
    own_interaction.given(OLD_EMAIL, email="öffner@furrow.example")
    taken = {"username": "eve", "email": "Öffner@furrow.example"}
    wish_account(
        own_interaction, "an account by an e-mail of the first release", **taken
    )
    own_interaction.will_respond_with(
        409, refusal(email="It is taken."), headers=PROBLEM
    )

    with pytest.raises(Rejected) as refused, own_interaction.serve() as url:
        users(url).register(NewAccount(**ADA | taken), HOME)

    assert refused.value.status == 409
    assert refused.value.errors == {"email": ["It is taken."]}
