import pytest

from service_kit.http_client import Rejected

from .fakes import FakeOrders, FakeUsers
from .page_browser import Visitor


def test_new_shopper_is_signed_in_and_welcomed(
    visitor: Visitor, users: FakeUsers
) -> None:
    page = visitor.register("grace")

    assert page.notice == "Welcome to Furrow, grace."
    assert page.texts(".mine a")[:2] == ["Orders", "grace"]
    assert users.accounts["grace"][0].email == "grace@example.org"


def test_basket_from_before_comes_along(visitor: Visitor, orders: FakeOrders) -> None:
    visitor.add(1, 2)

    page = visitor.register("grace")

    assert "The 2 packets you chose are in your basket." in page.notice
    assert orders.carts["grace"] == {1: 2}


def test_names_are_optional_and_travel(visitor: Visitor, users: FakeUsers) -> None:
    visitor.open("/register")

    visitor.send(
        "/register",
        username="grace",
        email="g@example.org",
        password="debugging 1947",
        first_name="Grace",
        last_name="Hopper",
    )

    account = users.accounts["grace"][0]
    assert (account.first_name, account.last_name) == ("Grace", "Hopper")


def test_empty_form_names_every_field_that_is_needed(visitor: Visitor) -> None:
    visitor.open("/register")

    page = visitor.send("/register", status=422)

    assert page.title == "Error: Create an account – Furrow"
    assert list(page.faults) == ["#username", "#email", "#password"]
    assert page.soup.select_one("#summary").has_attr("autofocus")
    assert page.soup.select_one("#email")["aria-invalid"] == "true"


def test_answers_are_kept_but_never_the_password(visitor: Visitor) -> None:
    visitor.open("/register")

    page = visitor.send(
        "/register",
        status=422,
        username="Grace",
        email="nowhere",
        password="secret 123",
    )

    assert page.soup.select_one("#username")["value"] == "grace"
    assert page.soup.select_one("#email")["value"] == "nowhere"
    assert "secret 123" not in page.response.text


def test_taken_username_offers_two_others_in_the_same_words(visitor: Visitor) -> None:
    visitor.open("/register")

    page = visitor.send(
        "/register", 422, username="ada", email="other@x.org", password="12345678"
    )

    assert page.faults == {"#username": "ada is taken. Try ada-k or ada37"}


def test_taken_email_is_shown_beside_its_field(visitor: Visitor) -> None:
    visitor.open("/register")

    page = visitor.send(
        "/register", 422, username="eve", email="ada@example.org", password="12345678"
    )

    assert page.faults == {"#email": "This e-mail is in use."}


def test_common_password_is_refused_beside_its_field(
    visitor: Visitor, users: FakeUsers
) -> None:
    users.refusal = Rejected(422, {"errors": {"password": ["Too many use this one."]}})
    visitor.open("/register")

    page = visitor.send(
        "/register", 422, username="eve", email="eve@x.org", password="password1"
    )

    assert page.faults == {"#password": "Too many use this one."}


def test_too_many_registrations_are_asked_to_wait(
    visitor: Visitor, users: FakeUsers
) -> None:
    users.refusal = Rejected(
        429, {"detail": "Too many accounts. Try again in an hour."}, 3600
    )
    visitor.open("/register")

    page = visitor.send(
        "/register", 429, username="eve", email="eve@x.org", password="12345678"
    )

    assert page.faults == {"#username": "Too many accounts. Try again in an hour."}
    assert page.response.headers["Retry-After"] == "3600"


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("username", "a" * 31),
        ("username", "al"),
        ("username", "ada lovelace"),
        ("email", "not an address"),
        ("email", "a@" + "b" * 300 + ".org"),
        ("password", "short"),
        ("password", "x" * 129),
        ("first_name", "A\x00da"),
        ("last_name", "L" * 61),
    ],
)
def test_bad_answers_are_named_at_their_field(
    visitor: Visitor, users: FakeUsers, field: str, value: str
) -> None:
    good = {"username": "eve", "email": "eve@example.org", "password": "12345678"}
    visitor.open("/register")

    page = visitor.send("/register", 422, **(good | {field: value}))

    assert list(page.faults) == [f"#{field}"]
    assert "eve" not in users.accounts


def test_address_of_the_shopper_reaches_user_service(
    visitor: Visitor, users: FakeUsers
) -> None:
    visitor.client.environ_base["REMOTE_ADDR"] = "198.51.100.7"

    visitor.register("grace")

    assert {browser.address for browser in users.browsers[1:]} == {"198.51.100.7"}


def test_signs_that_nobody_sees_do_not_come_along(
    visitor: Visitor, users: FakeUsers
) -> None:
    visitor.open("/register")

    visitor.send(
        "/register",
        username="grace",
        email="\u200eg@example.org\ufeff",
        password="debugging 1947",
        first_name="Gra\u00adce\u200b",
    )

    account = users.accounts["grace"][0]
    assert (account.email, account.first_name) == ("g@example.org", "Grace")


def test_sign_that_cannot_be_printed_is_called_by_its_name(visitor: Visitor) -> None:
    visitor.open("/register")

    page = visitor.send("/register", 422, first_name="A\u202eda")

    assert page.faults["#first_name"] == (
        "Leave out U+202E (RIGHT-TO-LEFT OVERRIDE) at position 2: it cannot be printed."
    )


def test_who_is_signed_in_has_an_account(ada: Visitor) -> None:
    answer = ada.client.get("/register")

    assert (answer.status_code, answer.location) == (303, "/account")
