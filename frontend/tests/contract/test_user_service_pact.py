from collections.abc import Mapping
from datetime import timedelta

import pytest
from pydantic import SecretStr

from contract_kit import Promise
from contract_kit.shapes import (
    exactly,
    flag,
    from_state,
    instant,
    integer,
    one_of,
    pattern,
    some,
    text,
    token,
)
from service_kit.clock import now, rfc3339
from service_kit.http import Connection, NotFound, Rejected, Reply, ServiceUnavailable
from storefront.clients.user_service import Browser, NewAccount, UserServiceClient
from storefront.payloads import NameCheck, Profile

# A reading call is made twice more where its provider cannot work just now.
PATIENTLY = 3
NOON = "2026-11-21T12:00:00+00:00"
# Whoever plays these promises signs people in with it: it must not be over.
FAR_OFF = "2126-11-21T12:00:00+00:00"
PROBLEM = {"Content-Type": "application/problem+json"}
HOME = Browser("198.51.100.7", "Firefox")
FROM_HOME = {
    "Authorization": from_state("Bearer ${own_token}", example="Bearer storefront"),
    "X-Client-Address": HOME.address,
    "User-Agent": HOME.name,
}
FROM_ANYWHERE = FROM_HOME | {
    "X-Client-Address": token(HOME.address),
    "User-Agent": text(HOME.name),
}
SHOPPER = {"Authorization": from_state("Bearer ${token}", example="Bearer ada")}
PASSWORD = "a teapot in the garden"
NEXT_PASSWORD = "a kettle on the stove"
ADA = {"username": "ada", "email": "ada@furrow.example", "password": PASSWORD}
NAMES = {"first_name": "Ada", "last_name": "Lovelace"}
LETTERS = {"first_name": "Zoë 王", "last_name": "O’Brien-D'Été"}
SOMEBODY = {
    "username": token("ada"),
    "email": pattern("ada@furrow.example", r"\S+@\S+"),
    "password": text(PASSWORD),
}
SHOWN = {name: SOMEBODY[name] for name in ("username", "email")}
FIRST = SOMEBODY | {"sign_in": True}
BEGUN = {
    "user_id": integer(7),
    "token": token("ada"),
    "expires_at": instant(FAR_OFF),
    "device": token("known"),
}
NEW_ACCOUNT = "/api/user/create"
LOG_IN = "/api/user/login"
PROFILE = "/api/user/profile"
PICTURE = "https://pictures.example/ada.png"
NO_PICTURE = {"delivery": "standard"}
WISHES = NO_PICTURE | {"picture": "poppy"}
# What is empty travels as such: each way to fill in a profile is another request.
PROFILES = [
    Profile(bio, avatar, wishes)
    for bio in ("Clay,\nand slugs.", "")
    for avatar in ("", PICTURE)
    for wishes in (WISHES, NO_PICTURE)
]
CLOSING = {"password": PASSWORD}
PASSWORDS = {"current_password": text(PASSWORD), "new_password": text(NEXT_PASSWORD)}


class Introduced(Connection):
    """A connection over which the storefront got a token of its own already.

    A promise is one request, and the client asks for this token on the way.
    """

    def send(self, method: str, path: str, *body: object, **sent: object) -> Reply:
        if path != "/api/service-token":
            return super().send(method, path, *body, **sent)
        ends = rfc3339(now() + timedelta(minutes=10))
        own = {"token": "storefront", "expires_at": ends}
        return Reply(200, {}, {"result": own}, b"")


class Introduction(Connection):
    """A connection that only notes by which token the storefront asks for a name."""

    shown: str | None = None

    def get(self, path: str, *, token: str | None = None, **_: object) -> Reply:
        self.shown = token
        raise NotFound(404)


@pytest.fixture
def promise(agree):
    return agree("frontend", "user-service")


@pytest.fixture
def own_promise(promise):
    return promise.given("the storefront has a token of its own")


def users(url: str, kind: type[Connection] = Introduced) -> UserServiceClient:
    connection = kind("frontend", "user-service", url)
    return UserServiceClient(connection, SecretStr("the-secret"))


def named(told: Profile) -> str:
    members = [name for name in ("bio", "avatar") if vars(told)[name]]
    return f"a profile with {', '.join([*members, *told.preferences])}"


def shaped(told: Profile) -> Mapping[str, object]:
    wishes = {"picture": token("poppy"), "delivery": one_of("standard", "express")}
    return {
        "bio": text(told.bio, lines=True) if told.bio else exactly(""),
        "avatar": pattern(PICTURE, r"https://\S+") if told.avatar else exactly(""),
        "preferences": {name: wishes[name] for name in told.preferences},
    }


def refusal(**errors: str) -> Mapping[str, object]:
    return {"errors": {field: some(text(words)) for field, words in errors.items()}}


def test_storefront_with_its_secret_gets_a_token(promise):
    promise.given("a service has a secret", service="frontend")
    secret = from_state("secret", example="the-secret")
    promise.asks(
        "a request for a token of its own",
        "POST",
        "/api/service-token",
        json={"client_id": "frontend", "client_secret": secret},
    )
    own = {"token": token("storefront"), "expires_at": instant(FAR_OFF)}
    promise.answers(200, {"result": own})

    with promise.kept() as url:
        connection = Introduction("frontend", "user-service", url)
        UserServiceClient(connection, SecretStr("the-secret")).check_name("ada", HOME)

    assert connection.shown == "storefront"


def test_storefront_goes_on_without_a_token(promise):
    promise.asks(
        "a request for a token with a wrong secret",
        "POST",
        "/api/service-token",
        json={"client_id": "frontend", "client_secret": "a-guess"},
    )
    promise.answers(401)

    with promise.kept() as url:
        connection = Introduction("frontend", "user-service", url)
        check = UserServiceClient(connection, SecretStr("a-guess")).check_name(
            "ada", HOME
        )

    assert check.is_free
    assert connection.shown is None


def is_begun(sign_in):
    shown = (sign_in.user_id, sign_in.token, sign_in.device)
    return shown == (7, "ada", "known") and rfc3339(sign_in.expires_at) == FAR_OFF


def test_new_account_takes_the_names_given(own_promise):
    names = {"first_name": text("Ada"), "last_name": text("Lovelace")}
    own_promise.given("somebody else has an account")
    own_promise.asks(
        "a new account with names",
        "POST",
        NEW_ACCOUNT,
        headers=FROM_ANYWHERE,
        json=FIRST | names,
    )
    own_promise.answers(201, {"result": SHOWN | names, "sign_in": BEGUN})

    with own_promise.kept() as url:
        done = users(url).register(NewAccount(**ADA, **NAMES), HOME)

    account = done.account
    assert is_begun(done.sign_in)
    assert (account.username, account.email) == ("ada", "ada@furrow.example")
    assert (account.first_name, account.last_name) == ("Ada", "Lovelace")


def test_new_account_needs_no_names(own_promise):
    own_promise.given("somebody else has an account")
    own_promise.asks(
        "a new account without names",
        "POST",
        NEW_ACCOUNT,
        headers=FROM_ANYWHERE,
        json=FIRST,
    )
    own_promise.answers(201, {"result": SHOWN, "sign_in": BEGUN})

    with own_promise.kept() as url:
        done = users(url).register(NewAccount(**ADA), HOME)

    account = done.account
    assert is_begun(done.sign_in)
    assert (account.username, account.email) == ("ada", "ada@furrow.example")
    assert (account.first_name, account.last_name) == ("", "")


def test_new_account_is_signed_in_where_nobody_may_try_any_more(own_promise):
    own_promise.given("somebody else has an account")
    address = {"address": HOME.address, "kind": "log-ins"}
    own_promise.given("nothing more may be tried from an address", **address)
    own_promise.asks(
        "a new account without names",
        "POST",
        NEW_ACCOUNT,
        headers=FROM_HOME,
        json=FIRST,
    )
    own_promise.answers(201, {"result": SHOWN, "sign_in": BEGUN})

    with own_promise.kept() as url:
        done = users(url).register(NewAccount(**ADA), HOME)

    account = done.account
    assert is_begun(done.sign_in)
    assert (account.username, account.email) == ("ada", "ada@furrow.example")
    assert (account.first_name, account.last_name) == ("", "")


@pytest.mark.parametrize(
    ("taken", "username", "email"),
    [
        ("username", "ada", "lovelace@furrow.example"),
        ("username", "Ada", "lovelace@furrow.example"),
        ("email", "lovelace", "ada@furrow.example"),
        ("email", "lovelace", "ADA@Furrow.example"),
    ],
)
def test_taken_names_are_refused_field_by_field(own_promise, taken, username, email):
    own_promise.given("somebody has an account", **ADA)
    wanted = {"username": username, "email": email, "password": PASSWORD}
    own_promise.asks(
        f"a new account as {username} at {email}",
        "POST",
        NEW_ACCOUNT,
        headers=FROM_ANYWHERE,
        json=FIRST | {"username": token(username), "email": token(email)},
    )
    own_promise.answers(409, refusal(**{taken: "It is taken."}), headers=PROBLEM)

    with pytest.raises(Rejected) as refused, own_promise.kept() as url:
        users(url).register(NewAccount(**wanted), HOME)

    assert refused.value.status == 409
    assert refused.value.errors == {taken: ["It is taken."]}


@pytest.mark.parametrize(
    ("field", "unfit"),
    [
        ("username", "_ada"),
        ("username", "support"),
        ("email", "ada@x"),
        ("password", "password"),
        ("password", "ada@furrow.example"),
    ],
)
def test_unfit_new_account_is_refused_field_by_field(own_promise, field, unfit):
    wanted = ADA | {field: unfit}
    own_promise.asks(
        f"a new account with {unfit} as its {field}",
        "POST",
        NEW_ACCOUNT,
        headers=FROM_ANYWHERE,
        json=FIRST | {field: unfit},
    )
    own_promise.answers(422, refusal(**{field: "It is unfit."}), headers=PROBLEM)

    with pytest.raises(Rejected) as refused, own_promise.kept() as url:
        users(url).register(NewAccount(**wanted), HOME)

    assert refused.value.status == 422
    assert refused.value.errors == {field: ["It is unfit."]}


def test_new_account_is_shown_word_for_word(own_promise):
    own_promise.given("somebody else has an account")
    wanted = ADA | {"username": "Ada", "email": "Ada@Furrow.example"} | LETTERS
    own_promise.asks(
        "a new account in many languages",
        "POST",
        NEW_ACCOUNT,
        headers=FROM_ANYWHERE,
        json=FIRST | wanted,
    )
    names = {name: exactly(words) for name, words in LETTERS.items()}
    shown = {"username": exactly("ada"), "email": exactly("ada@furrow.example")}
    own_promise.answers(201, {"result": shown | names, "sign_in": BEGUN})

    with own_promise.kept() as url:
        done = users(url).register(NewAccount(**wanted), HOME)

    account = done.account
    assert is_begun(done.sign_in)
    assert (account.username, account.email) == ("ada", "ada@furrow.example")
    assert (account.first_name, account.last_name) == tuple(LETTERS.values())


@pytest.mark.parametrize("field", ["username", "email"])
def test_shopper_signs_in_by_either_name(own_promise, field):
    own_promise.given("somebody has an account", **ADA)
    own_promise.asks(
        f"a sign-in by {field}",
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={field: SOMEBODY[field], "password": SOMEBODY["password"]},
    )
    own_promise.answers(200, BEGUN)

    with own_promise.kept() as url:
        assert is_begun(users(url).sign_in(ADA[field], PASSWORD, HOME))


@pytest.mark.parametrize("field", ["username", "email"])
def test_known_browser_signs_in_whatever_strangers_tried(own_promise, field):
    own_promise.given("somebody has an account", **ADA)
    own_promise.given("the shopper has signed in here before", username="ada")
    own_promise.given("strangers have used up what may be tried", username="ada")
    own_promise.asks(
        f"a sign-in by {field} from a known browser",
        "POST",
        LOG_IN,
        headers=FROM_HOME,
        json={
            field: SOMEBODY[field],
            "password": SOMEBODY["password"],
            "devices": [from_state("${device}", example="known-before")],
        },
    )
    own_promise.answers(200, BEGUN)
    here = Browser(HOME.address, HOME.name, ("known-before",))

    with own_promise.kept() as url:
        assert is_begun(users(url).sign_in(ADA[field], PASSWORD, here))


def test_unknown_browser_waits_for_what_strangers_tried(own_promise):
    own_promise.given("somebody has an account", **ADA)
    own_promise.given("strangers have used up what may be tried", username="ada")
    own_promise.asks(
        "a sign-in from a browser with a note of nobody",
        "POST",
        LOG_IN,
        headers=FROM_HOME,
        json={
            "username": SOMEBODY["username"],
            "password": SOMEBODY["password"],
            "devices": ["forged"],
        },
    )
    waiting = {"Retry-After": pattern("60", r"[1-9]\d*")}
    own_promise.answers(429, {"detail": text("Too many.")}, headers=PROBLEM | waiting)
    here = Browser(HOME.address, HOME.name, ("forged",))

    with pytest.raises(Rejected) as refused, own_promise.kept() as url:
        users(url).sign_in("ada", PASSWORD, here)

    assert (refused.value.status, refused.value.detail) == (429, "Too many.")
    assert refused.value.retry_after == 60


@pytest.mark.parametrize(
    ("asked", "path", "body", "ask"),
    [
        (
            "a new account",
            NEW_ACCOUNT,
            FIRST,
            lambda u: u.register(NewAccount(**ADA), HOME),
        ),
        (
            "a sign-in",
            LOG_IN,
            {"username": SOMEBODY["username"], "password": SOMEBODY["password"]},
            lambda u: u.sign_in("ada", PASSWORD, HOME),
        ),
    ],
)
def test_too_many_at_once_are_asked_to_come_again(own_promise, asked, path, body, ask):
    own_promise.given("many passwords are being checked")
    asked = f"{asked} while there are many"
    own_promise.asks(asked, "POST", path, headers=FROM_ANYWHERE, json=body)
    own_promise.answers(503, headers=PROBLEM)

    with pytest.raises(ServiceUnavailable) as busy, own_promise.kept() as url:
        ask(users(url))

    assert not busy.value.is_ill


@pytest.mark.parametrize(
    ("field", "name"), [("username", "ADA"), ("email", "ADA@Furrow.example")]
)
def test_shopper_signs_in_in_any_case(own_promise, field, name):
    own_promise.given("somebody has an account", **ADA)
    own_promise.asks(
        f"a sign-in in capitals by {field}",
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={field: name, "password": SOMEBODY["password"]},
    )
    own_promise.answers(200, BEGUN)

    with own_promise.kept() as url:
        assert is_begun(users(url).sign_in(name, PASSWORD, HOME))


def test_new_password_signs_its_owner_in(own_promise):
    own_promise.given("the password was changed", password=NEXT_PASSWORD)
    own_promise.asks(
        "a sign-in with the new password",
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={"username": "ada", "password": NEXT_PASSWORD},
    )
    own_promise.answers(200, BEGUN)

    with own_promise.kept() as url:
        assert is_begun(users(url).sign_in("ada", NEXT_PASSWORD, HOME))


@pytest.mark.parametrize(
    ("state", "parameters"),
    [
        ("somebody else is signed in", {}),
        ("the password was changed", {"password": NEXT_PASSWORD}),
        ("the account was closed", {}),
        ("an administrator has shut the account", {}),
    ],
)
def test_password_that_opens_nothing_signs_nobody_in(own_promise, state, parameters):
    own_promise.given(state, **parameters)
    own_promise.asks(
        "a sign-in that is refused",
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={"username": "ada", "password": PASSWORD},
    )
    own_promise.answers(401)

    with pytest.raises(Rejected) as refused, own_promise.kept() as url:
        users(url).sign_in("ada", PASSWORD, HOME)

    assert refused.value.status == 401


def test_wrong_password_signs_nobody_in(own_promise):
    own_promise.given("somebody has an account", **ADA)
    own_promise.asks(
        "a sign-in with a wrong password",
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={"username": token("ada"), "password": text(NEXT_PASSWORD)},
    )
    own_promise.answers(401)

    with pytest.raises(Rejected) as refused, own_promise.kept() as url:
        users(url).sign_in("ada", NEXT_PASSWORD, HOME)

    assert refused.value.status == 401


@pytest.mark.parametrize("field", ["username", "email"])
def test_notes_of_a_browser_do_not_keep_anybody_out(own_promise, field):
    own_promise.given("somebody has an account", **ADA)
    own_promise.asks(
        f"a sign-in by {field} with the notes of a browser",
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={
            field: SOMEBODY[field],
            "password": SOMEBODY["password"],
            "devices": some(token("a-note")),
        },
    )
    own_promise.answers(200, BEGUN)
    here = Browser(HOME.address, HOME.name, ("a-note",))

    with own_promise.kept() as url:
        assert is_begun(users(url).sign_in(ADA[field], PASSWORD, here))


def test_notes_of_a_browser_let_nobody_in(own_promise):
    own_promise.given("somebody has an account", **ADA)
    own_promise.asks(
        "a sign-in with a wrong password and the notes of a browser",
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={
            "username": token("ada"),
            "password": text(NEXT_PASSWORD),
            "devices": some(token("a-note")),
        },
    )
    own_promise.answers(401)
    here = Browser(HOME.address, HOME.name, ("a-note",))

    with pytest.raises(Rejected) as refused, own_promise.kept() as url:
        users(url).sign_in("ada", NEXT_PASSWORD, here)

    assert refused.value.status == 401


def test_unreadable_name_signs_nobody_in(own_promise):
    too_long = "a" * 255
    own_promise.asks(
        "a sign-in with a name too long for any account",
        "POST",
        LOG_IN,
        headers=FROM_ANYWHERE,
        json={"username": too_long, "password": PASSWORD},
    )
    own_promise.answers(422)

    with pytest.raises(Rejected) as refused, own_promise.kept() as url:
        users(url).sign_in(too_long, PASSWORD, HOME)

    assert refused.value.status == 422


@pytest.mark.parametrize(
    ("kind", "path", "body", "ask"),
    [
        (
            "registrations",
            NEW_ACCOUNT,
            FIRST,
            lambda u: u.register(NewAccount(**ADA), HOME),
        ),
        (
            "log-ins",
            LOG_IN,
            {"username": SOMEBODY["username"], "password": SOMEBODY["password"]},
            lambda u: u.sign_in("ada", PASSWORD, HOME),
        ),
    ],
)
def test_too_many_attempts_are_told_in_words(own_promise, kind, path, body, ask):
    address = {"address": HOME.address, "kind": kind}
    own_promise.given("nothing more may be tried from an address", **address)
    asked = f"one more of too many {kind}"
    own_promise.asks(asked, "POST", path, headers=FROM_ANYWHERE, json=body)
    own_promise.answers(429, {"detail": text("Too many.")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, own_promise.kept() as url:
        ask(users(url))

    assert (refused.value.status, refused.value.detail) == (429, "Too many.")


@pytest.mark.parametrize(
    "state", ["somebody else has an account", "the account was closed"]
)
def test_username_that_nobody_has_is_free(own_promise, state):
    own_promise.given(state)
    own_promise.asks(
        "a question about a username",
        "GET",
        "/api/user/ada/exists",
        headers=FROM_ANYWHERE,
    )
    own_promise.answers(404)

    with own_promise.kept() as url:
        assert users(url).check_name("ada", HOME) == NameCheck(is_free=True)


def test_taken_username_comes_with_others(own_promise):
    own_promise.given("somebody has an account", **ADA)
    own_promise.asks(
        "a question about a username",
        "GET",
        "/api/user/ada/exists",
        headers=FROM_ANYWHERE,
    )
    # Anything but the name itself, as an account may have it.
    other = pattern("ada-k", r"(?!ada$)[a-z0-9][a-z0-9_-]{2,29}")
    own_promise.answers(200, {"suggestions": some(other)})

    with own_promise.kept() as url:
        assert users(url).check_name("ada", HOME) == NameCheck(False, ("ada-k",))


def test_username_of_the_shop_is_neither_free_nor_offered(own_promise):
    own_promise.asks(
        "a question about a username that is kept for the shop",
        "GET",
        "/api/user/support/exists",
        headers=FROM_ANYWHERE,
    )
    own_promise.answers(200, {"suggestions": exactly([]), "reserved": exactly(True)})

    with own_promise.kept() as url:
        check = users(url).check_name("support", HOME)

    assert check == NameCheck(False, is_reserved=True)


def test_too_many_questions_about_names_are_refused(own_promise):
    address = {"address": HOME.address, "kind": "name checks"}
    own_promise.given("nothing more may be tried from an address", **address)
    own_promise.asks(
        "a question about a username", "GET", "/api/user/ada/exists", headers=FROM_HOME
    )
    own_promise.answers(429, {"detail": text("Too many.")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, own_promise.kept() as url:
        users(url).check_name("ada", HOME)

    assert (refused.value.status, refused.value.detail) == (429, "Too many.")


def test_account_is_shown_to_its_owner(promise):
    promise.given("a shopper is signed in")
    promise.asks("a look at the own account", "GET", "/api/user", headers=SHOPPER)
    account = {"username": text("ada"), "email": text("ada@x.org")}
    names = {"first_name": text("Ada"), "last_name": text("Lovelace")}
    age = {"created_at": instant(NOON)}
    promise.answers(200, {"result": account | names | age})

    with promise.kept() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@x.org")
    assert (shown.first_name, shown.last_name) == ("Ada", "Lovelace")
    assert rfc3339(shown.created_at) == NOON


def test_account_is_shown_word_for_word(promise):
    promise.given("a shopper of many languages is signed in", **LETTERS)
    promise.given("somebody else has an account")
    promise.asks("a look at an own account", "GET", "/api/user", headers=SHOPPER)
    account = {"username": exactly("ada"), "email": exactly("ada@furrow.example")}
    names = {name: exactly(words) for name, words in LETTERS.items()}
    promise.answers(200, {"result": account | names | {"created_at": instant(NOON)}})

    with promise.kept() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@furrow.example")
    assert (shown.first_name, shown.last_name) == tuple(LETTERS.values())
    assert rfc3339(shown.created_at) == NOON


def test_account_without_names_is_shown_all_the_same(promise):
    promise.given("a shopper without a name is signed in")
    promise.asks("a look at the own account", "GET", "/api/user", headers=SHOPPER)
    account = {"username": text("ada"), "email": text("ada@x.org")}
    names = {"first_name": exactly(""), "last_name": exactly("")}
    age = {"created_at": instant(NOON)}
    promise.answers(200, {"result": account | names | age})

    with promise.kept() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@x.org")
    assert (shown.first_name, shown.last_name) == ("", "")
    assert rfc3339(shown.created_at) == NOON


def test_new_account_has_an_empty_profile(promise):
    promise.given("a shopper is signed in")
    promise.asks("a look at the own profile", "GET", PROFILE, headers=SHOPPER)
    promise.answers(200, {"result": exactly(vars(Profile()))})

    with promise.kept() as url:
        assert users(url).profile("ada") == Profile()


@pytest.mark.parametrize("told", PROFILES, ids=named)
def test_profile_is_shown_to_its_owner(promise, told):
    promise.given("a shopper is signed in")
    promise.given("the shopper has told about themselves", **vars(told))
    promise.asks(f"a look at {named(told)}", "GET", PROFILE, headers=SHOPPER)
    promise.answers(200, {"result": shaped(told)})

    with promise.kept() as url:
        assert users(url).profile("ada") == told


def test_profile_is_shown_word_for_word(promise):
    told = Profile("Zoë’s clay,\nund Öfen.\n庭", PICTURE, WISHES)
    promise.given("a shopper is signed in")
    promise.given("the shopper has told about themselves", **vars(told))
    promise.asks("a look at a told profile", "GET", PROFILE, headers=SHOPPER)
    promise.answers(200, {"result": exactly(vars(told))})

    with promise.kept() as url:
        assert users(url).profile("ada") == told


@pytest.mark.parametrize("told", PROFILES, ids=named)
def test_profile_is_saved(promise, told):
    promise.given("a shopper is signed in")
    promise.asks(named(told), "PUT", PROFILE, headers=SHOPPER, json=shaped(told))
    promise.answers(200)

    with promise.kept() as url:
        users(url).save_profile("ada", told)


def test_refused_words_of_a_profile_are_named_by_field(promise):
    promise.given("a shopper is signed in")
    told = Profile("a bell: \a", "", {})
    promise.asks(
        "a profile with a bell in it", "PUT", PROFILE, headers=SHOPPER, json=vars(told)
    )
    promise.answers(422, refusal(bio="No bells."), headers=PROBLEM)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        users(url).save_profile("ada", told)

    assert refused.value.status == 422
    assert refused.value.errors == {"bio": ["No bells."]}


def test_account_is_closed_by_its_owner(promise):
    promise.given("a shopper is signed in", password=PASSWORD)
    promise.asks(
        "an end of the account",
        "DELETE",
        "/api/user",
        headers=SHOPPER,
        json={"password": text(PASSWORD)},
    )
    promise.answers(200)

    with promise.kept() as url:
        users(url).close_account("ada", PASSWORD)


def test_account_is_closed_by_nobody_else(promise):
    promise.given("a shopper is signed in", password=PASSWORD)
    promise.asks(
        "an end of the account with a wrong password",
        "DELETE",
        "/api/user",
        headers=SHOPPER,
        json={"password": "a guess"},
    )
    promise.answers(422, {"detail": text("Not yours.")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        users(url).close_account("ada", "a guess")

    assert (refused.value.status, refused.value.detail) == (422, "Not yours.")


def test_account_is_not_closed_by_who_guesses_often(promise):
    promise.given("a shopper is signed in", password=PASSWORD)
    promise.given("the shopper has given too many wrong passwords")
    promise.asks(
        "an end of the account", "DELETE", "/api/user", headers=SHOPPER, json=CLOSING
    )
    promise.answers(429, {"detail": text("Too many.")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        users(url).close_account("ada", PASSWORD)

    assert (refused.value.status, refused.value.detail) == (429, "Too many.")


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


def test_own_sign_in_is_listed_with_its_browser(promise):
    promise.given("a shopper is signed in")
    promise.asks("a list of sign-ins", "GET", "/api/user/sessions", headers=SHOPPER)
    own = {"id": token("s1"), "created_at": instant(NOON), "is_current": True}
    promise.answers(200, {"results": [own | {"user_agent": text("Firefox")}]})

    with promise.kept() as url:
        (found,) = users(url).sign_ins("ada")

    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)
    assert (found.user_agent, found.is_current) == ("Firefox", True)


def test_nameless_browser_is_listed_all_the_same(promise):
    promise.given("a shopper is signed in with a nameless browser")
    promise.asks("a list of sign-ins", "GET", "/api/user/sessions", headers=SHOPPER)
    own = {"id": token("s1"), "created_at": instant(NOON), "is_current": True}
    promise.answers(200, {"results": [own]})

    with promise.kept() as url:
        (found,) = users(url).sign_ins("ada")

    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)
    assert (found.user_agent, found.is_current) == ("", True)


def test_other_sign_ins_are_listed_too_the_newest_first(promise):
    promise.given("a shopper is signed in")
    promise.given("the shopper is signed in elsewhere too")
    promise.given("the shopper was signed in elsewhere")
    promise.given("somebody else is signed in")
    promise.asks("a list of sign-ins", "GET", "/api/user/sessions", headers=SHOPPER)
    one = {"id": token("s1"), "created_at": instant(NOON)}
    other = one | {"is_current": exactly(False), "user_agent": exactly("Lynx")}
    own = one | {"is_current": exactly(True), "user_agent": exactly("Firefox")}
    promise.answers(200, {"results": [other, own]})

    with promise.kept() as url:
        found = users(url).sign_ins("ada")

    assert [sign_in.id for sign_in in found] == ["s1", "s1"]
    assert {rfc3339(sign_in.created_at) for sign_in in found} == {NOON}
    assert [sign_in.is_current for sign_in in found] == [False, True]
    assert [sign_in.user_agent for sign_in in found] == ["Lynx", "Firefox"]


def test_each_listed_sign_in_says_what_it_is(promise):
    promise.given("a shopper is signed in")
    promise.asks("all sign-ins", "GET", "/api/user/sessions", headers=SHOPPER)
    one = {"id": token("s1"), "created_at": instant(NOON), "is_current": flag(True)}
    promise.answers(200, {"results": some(one | {"user_agent": text("Firefox")})})

    with promise.kept() as url:
        (found,) = users(url).sign_ins("ada")

    assert (found.id, rfc3339(found.created_at)) == ("s1", NOON)
    assert (found.user_agent, found.is_current) == ("Firefox", True)


def test_sign_in_elsewhere_is_ended(promise):
    promise.given("a shopper is signed in")
    promise.given("the shopper is signed in elsewhere too")
    path = from_state("/api/user/sessions/${sign_in}", example="/api/user/sessions/s1")
    promise.asks("an end of a sign-in", "DELETE", path, headers=SHOPPER)
    promise.answers(200)

    with promise.kept() as url:
        users(url).end_sign_in("ada", "s1")


@pytest.mark.parametrize(
    ("state", "supplied", "whose"),
    [
        ("the shopper was signed in elsewhere", "over", "that is over"),
        ("somebody else is signed in", "stranger", "of somebody else"),
    ],
)
def test_no_other_sign_in_can_be_ended(promise, state, supplied, whose):
    promise.given("a shopper is signed in").given(state)
    path = from_state(
        f"/api/user/sessions/${{{supplied}}}", example="/api/user/sessions/s1"
    )
    promise.asks(f"an end of a sign-in {whose}", "DELETE", path, headers=SHOPPER)
    promise.answers(404)

    with pytest.raises(NotFound), promise.kept() as url:
        users(url).end_sign_in("ada", "s1")


def test_unknown_sign_in_cannot_be_ended(promise):
    promise.given("a shopper is signed in")
    path = "/api/user/sessions/unknown"
    promise.asks("an end of an unknown sign-in", "DELETE", path, headers=SHOPPER)
    promise.answers(404)

    with pytest.raises(NotFound), promise.kept() as url:
        users(url).end_sign_in("ada", "unknown")


def test_all_other_sign_ins_are_ended(promise):
    promise.given("a shopper is signed in")
    path = "/api/user/sessions"
    promise.asks("an end of all other sign-ins", "DELETE", path, headers=SHOPPER)
    promise.answers(200)

    with promise.kept() as url:
        users(url).end_other_sign_ins("ada")


def test_shopper_signs_out_for_good(promise):
    promise.given("a shopper is signed in")
    promise.asks("a sign-out", "POST", "/api/user/logout", headers=SHOPPER)
    promise.answers(200)

    with promise.kept() as url:
        users(url).sign_out("ada")


ENDS = pytest.mark.parametrize(
    ("state", "parameters"),
    [
        ("a sign-in was ended in another browser", {}),
        ("all other sign-ins were ended", {}),
        ("the password was changed", {"password": NEXT_PASSWORD}),
    ],
)


@ENDS
def test_whoever_ends_other_sign_ins_stays_signed_in(promise, state, parameters):
    promise.given(state, **parameters)
    promise.asks("a look at the own account", "GET", "/api/user", headers=SHOPPER)
    account = {"username": text("ada"), "email": text("ada@x.org")}
    promise.answers(200, {"result": account})

    with promise.kept() as url:
        shown = users(url).account("ada")

    assert (shown.username, shown.email) == ("ada", "ada@x.org")


@ENDS
def test_sign_in_that_was_ended_elsewhere_opens_nothing(promise, state, parameters):
    _demand_end(promise, state, **parameters)


@pytest.mark.parametrize(
    "state", ["the account was closed", "an administrator has shut the account"]
)
def test_sign_in_of_a_closed_account_opens_nothing(promise, state):
    _demand_end(promise, state)


def _demand_end(promise: Promise, state: str, **parameters: str) -> None:
    promise.given(state, **parameters)
    ended = from_state("Bearer ${ended}", example="Bearer ada")
    promise.asks(
        "a look at an account by whoever was signed out",
        "GET",
        "/api/user",
        headers={"Authorization": ended},
    )
    promise.answers(401)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        users(url).account("ada")

    assert refused.value.status == 401


@pytest.mark.parametrize(
    ("asked", "method", "path", "ask"),
    [
        ("a look at the own account", "GET", "", lambda u: u.account("ada")),
        ("a list of sign-ins", "GET", "/sessions", lambda u: u.sign_ins("ada")),
        (
            "an end of a sign-in",
            "DELETE",
            "/sessions/s1",
            lambda u: u.end_sign_in("ada", "s1"),
        ),
        (
            "an end of all other sign-ins",
            "DELETE",
            "/sessions",
            lambda u: u.end_other_sign_ins("ada"),
        ),
        ("a sign-out", "POST", "/logout", lambda u: u.sign_out("ada")),
        (
            "a change of the password",
            "PUT",
            "/password",
            lambda u: u.change_password("ada", PASSWORD, NEXT_PASSWORD),
        ),
        ("a look at the own profile", "GET", "/profile", lambda u: u.profile("ada")),
        (
            "a profile that says nothing",
            "PUT",
            "/profile",
            lambda u: u.save_profile("ada", Profile()),
        ),
        (
            "an end of the account",
            "DELETE",
            "",
            lambda u: u.close_account("ada", PASSWORD),
        ),
    ],
)
def test_token_of_an_ended_sign_in_opens_nothing(promise, asked, method, path, ask):
    promise.given("a sign-in has ended")
    bodies = {"/password": PASSWORDS, "/profile": vars(Profile())}
    body = CLOSING if asked == "an end of the account" else bodies.get(path)
    body = None if method == "GET" else body
    promise.asks(asked, method, f"/api/user{path}", headers=SHOPPER, json=body)
    promise.answers(401)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        ask(users(url))

    assert refused.value.status == 401


def test_service_is_healthy_with_its_database(promise):
    promise.asks("a question about health", "GET", "/health/ready")
    promise.answers(200)

    with promise.kept() as url:
        assert users(url).is_healthy()


def test_service_is_unhealthy_without_its_database(promise):
    promise.given("the database does not answer")
    promise.asks("a question about health", "GET", "/health/ready")
    promise.answers(503)

    with promise.kept(times=PATIENTLY) as url:
        assert not users(url).is_healthy()


def test_silent_database_makes_the_service_unavailable(promise):
    promise.given("a shopper is signed in")
    promise.given("the database does not answer")
    promise.asks("a look at the own account", "GET", "/api/user", headers=SHOPPER)
    promise.answers(503)

    with pytest.raises(ServiceUnavailable), promise.kept(times=PATIENTLY) as url:
        users(url).account("ada")


def test_sign_in_that_has_run_out_is_told_from_one_that_was_ended(promise):
    promise.given("the sign-in of a shopper has run out")
    promise.asks("a look at the own account", "GET", "/api/user", headers=SHOPPER)
    promise.answers(401, {"expired": True}, headers=PROBLEM)

    with pytest.raises(Rejected) as refused, promise.kept() as url:
        users(url).account("ada")

    assert refused.value.problem["expired"] is True
