"""By what a browser is known again, although its sign-ins are over."""

from collections.abc import Callable

from flask import Flask

from service_kit.http_client import Rejected
from storefront.clients.user_service import Browser, NewAccount
from storefront.config import Settings

from .fakes import FakeUsers
from .page_browser import SAME_ORIGIN, Visitor, filled_in

ADAS, GRACES = "furrow-known-1", "furrow-known-2"


def test_browser_is_known_after_signing_in(visitor: Visitor, users: FakeUsers) -> None:
    visitor.sign_in()
    assert users.browsers[-1].notes == ()
    assert visitor.cookies[ADAS] == "note-of-ada"

    visitor.send("/logout")
    visitor.sign_in()

    assert users.browsers[-1].notes == ("note-of-ada",)


def test_browser_is_known_after_registering(visitor: Visitor, users: FakeUsers) -> None:
    visitor.register("grace")

    assert visitor.cookies[GRACES] == "note-of-grace"
    assert users.calls.count("sign_in") == 0


def test_browser_is_known_to_everybody_who_shares_it(
    visitor: Visitor, users: FakeUsers
) -> None:
    visitor.register("grace")
    visitor.send("/logout")
    visitor.sign_in()
    visitor.send("/logout")
    visitor.sign_in("grace")

    assert set(users.browsers[-1].notes) == {"note-of-ada", "note-of-grace"}


def test_browser_keeps_the_notes_of_five_accounts(
    visitor: Visitor, users: FakeUsers
) -> None:
    for number in range(7):
        name = f"gardener{number}"
        new = NewAccount(name, f"{name}@example.org", "correct horse")
        users.register(new, Browser("192.0.2.1"))
        visitor.sign_in(name)
        visitor.send("/logout")

    known = [name for name in visitor.cookies if name.startswith("furrow-known-")]
    assert len(known) == 5
    assert "furrow-known-8" in known
    visitor.sign_in("gardener6")
    assert len(users.browsers[-1].notes) == 5


def test_note_is_for_this_site_and_no_script_for_a_year(visitor: Visitor) -> None:
    page = visitor.open("/login")
    fields = filled_in(page.form("/login"))
    fields |= {"username": "ada", "password": "correct horse"}

    answer = visitor.client.post("/login", data=fields, headers=SAME_ORIGIN)

    [cookie] = [
        each for each in answer.headers.getlist("Set-Cookie") if each.startswith(ADAS)
    ]
    found = set(cookie.split("; "))
    assert {"HttpOnly", "SameSite=Lax", "Path=/", "Max-Age=31536000"} <= found


def test_note_of_a_shop_on_https_is_bound_to_its_host(
    open_shop: Callable[[Settings], Flask], settings: Settings
) -> None:
    public = settings.model_copy(update={"public_url": "https://furrow.example"})
    client = open_shop(public).test_client()
    home = {"base_url": "https://furrow.example", "headers": SAME_ORIGIN}
    page = client.get("/login", base_url="https://furrow.example")
    visitor = Visitor(client)
    visitor._arrive(page, 200)
    fields = filled_in(visitor.page.form("/login"))

    answer = client.post(
        "/login", data=fields | {"username": "ada", "password": "correct horse"}, **home
    )

    [cookie] = [
        each for each in answer.headers.getlist("Set-Cookie") if "known" in each
    ]
    assert cookie.startswith("__Host-furrow-known-1=")
    assert {"Secure", "HttpOnly", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_new_password_gives_the_browser_a_new_note(ada: Visitor) -> None:
    ada.open("/account")

    ada.send(
        "/account/password", current_password="correct horse", new_password="12345678"
    )

    assert ada.cookies[ADAS] == "note-of-ada-and-8"


def test_closed_account_leaves_no_note(ada: Visitor) -> None:
    ada.open("/account/close")

    ada.send("/account/close", password="correct horse")

    assert ADAS not in ada.cookies


def test_note_signs_nobody_in(visitor: Visitor) -> None:
    visitor.client.set_cookie(ADAS, "note-of-ada")

    assert visitor.open("/").texts(".mine a") == ["Sign in", "Basket"]
    assert visitor.client.get("/account").location == "/login"


def test_nonsense_in_the_cookie_is_sent_to_nobody(
    visitor: Visitor, users: FakeUsers
) -> None:
    visitor.client.set_cookie(ADAS, "x" * 1001)
    visitor.client.set_cookie(GRACES, "ünsinn")

    visitor.sign_in()

    assert users.browsers[-1].notes == ()


def test_shopper_who_registers_is_in_at_once(
    visitor: Visitor, users: FakeUsers
) -> None:
    visitor.open("/register")
    users.refuses_sign_in = Rejected(429, {"detail": "Too many failed log-ins."})

    page = visitor.send(
        "/register",
        username="grace",
        email="grace@example.org",
        password="debugging 1947",
    )

    assert page.notice == "Welcome to Furrow, grace."
