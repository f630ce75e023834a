"""What the browser holds, for how long, and what it opens."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

import pytest
from fakeredis import FakeRedis
from flask import Flask
from sqlalchemy import select

from service_kit.clock import now
from storefront.config import Settings
from storefront.database import db
from storefront.models import StoredSession
from storefront.sessions import Lifetime
from storefront.sessions.redis import RedisSessions

from .fakes import FakeUsers
from .page_browser import SAME_ORIGIN, Visitor

PLAIN = ["/", "/?q=basil", "/product/sunflower", "/basket", "/help", "/accessibility"]


@pytest.fixture(params=["sql", "redis"])
def visitor(request: pytest.FixtureRequest, app: Flask) -> Iterator[Visitor]:
    """Visits a shop with either store."""
    if request.param == "redis":
        redis = FakeRedis(decode_responses=True)
        app.session_interface.store = RedisSessions(redis, Lifetime())
    return Visitor(app.test_client())


def wind(visitor: Visitor, **time: float) -> None:
    """Advance the time of the shop's sessions, which otherwise stands still."""
    interface = visitor.client.application.session_interface
    at: datetime = interface.clock() + timedelta(**time)
    interface.clock = lambda: at


@pytest.mark.parametrize("path", PLAIN)
def test_plain_visitors_get_no_cookie(visitor: Visitor, path: str) -> None:
    visitor.open(path)

    assert visitor.cookies == {}


def test_cookie_is_for_this_site_and_no_script(visitor: Visitor) -> None:
    cookie = visitor.open("/login").response.headers["Set-Cookie"]

    assert cookie.startswith("furrow=")
    assert {"HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))


def test_cookie_of_a_shop_on_https_is_secure_and_bound_to_its_host(
    open_shop: Callable[[Settings], Flask], settings: Settings
) -> None:
    public = settings.model_copy(update={"public_url": "https://furrow.example"})
    client = open_shop(public).test_client()

    cookie = client.get("/login", base_url="https://furrow.example").headers[
        "Set-Cookie"
    ]

    assert cookie.startswith("__Host-furrow=")
    assert {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"} <= set(cookie.split("; "))
    assert "Domain" not in cookie


def test_cookie_holds_256_random_bits(visitor: Visitor) -> None:
    seen = set()
    for _ in range(5):
        visitor.add(1)
        seen.add(visitor.cookies["furrow"])
        visitor.client.delete_cookie("furrow")

    assert len(seen) == 5
    assert {len(value) for value in seen} == {43}


@pytest.mark.parametrize("deed", ["sign in", "register", "sign out", "new password"])
def test_session_id_is_new_and_the_old_one_dead(visitor: Visitor, deed: str) -> None:
    visitor.add(1)
    if deed in {"sign out", "new password"}:
        visitor.sign_in()
    before = visitor.cookies["furrow"]

    do(visitor, deed)
    after = visitor.cookies.get("furrow")
    visitor.client.set_cookie("furrow", before)

    assert after != before
    assert visitor.open("/").texts(".mine a") == ["Sign in", "Basket"]


def do(visitor: Visitor, deed: str) -> None:
    if deed == "sign in":
        visitor.sign_in()
    elif deed == "register":
        visitor.register("grace")
    elif deed == "sign out":
        visitor.open("/")
        visitor.send("/logout")
    else:
        visitor.open("/account")
        passwords = {"current_password": "correct horse", "new_password": "12345678"}
        visitor.send("/account/password", **passwords)


def test_id_from_an_attacker_is_never_adopted(visitor: Visitor) -> None:
    visitor.client.set_cookie("furrow", "planted-by-somebody-else")

    visitor.sign_in()

    assert visitor.cookies["furrow"] != "planted-by-somebody-else"


def test_session_ends_after_an_hour_without_a_visit(visitor: Visitor) -> None:
    visitor.sign_in()

    wind(visitor, minutes=60)

    assert visitor.open("/").texts(".mine a") == ["Sign in", "Basket"]


def test_shopper_whose_session_ended_sees_a_notice_and_is_led_back(
    visitor: Visitor,
) -> None:
    visitor.sign_in()
    wind(visitor, minutes=60)

    page = visitor.open(visitor.client.get("/orders").location)
    assert page.notice.startswith("You were signed out after an hour")

    assert visitor.sign_in().heading == "Your orders"


def test_visitor_who_was_never_signed_in_sees_no_notice_of_it(
    visitor: Visitor,
) -> None:
    page = visitor.open(visitor.client.get("/orders").location)

    assert page.soup.select(".notice") == []


def test_visits_keep_a_session_alive(visitor: Visitor) -> None:
    visitor.sign_in()

    for _ in range(5):
        wind(visitor, minutes=50)
        page = visitor.open("/")

    assert page.texts(".mine a")[1] == "ada"


def test_session_ends_after_twelve_hours_however_busy(visitor: Visitor) -> None:
    visitor.sign_in()

    for _ in range(15):
        wind(visitor, minutes=50)
        page = visitor.open("/")

    assert page.texts(".mine a") == ["Sign in", "Basket"]


def test_sign_in_lasts_until_user_service_says_that_it_has_ended(
    visitor: Visitor, users: FakeUsers
) -> None:
    visitor.sign_in()
    with visitor.client.session_transaction() as session:
        session["shopper"]["expires_at"] = now().isoformat()

    assert visitor.open("/account").texts(".mine a")[1] == "ada"
    users.tokens.clear()
    assert visitor.client.get("/account").location == "/login"


def test_database_alone_opens_no_session(app: Flask) -> None:
    visitor = Visitor(app.test_client())
    visitor.sign_in()

    with app.app_context():
        key = db.session.scalars(select(StoredSession.key)).one()

    assert key != visitor.cookies["furrow"]
    visitor.client.set_cookie("furrow", key)
    assert visitor.open("/").texts(".mine a") == ["Sign in", "Basket"]


def test_reading_pages_writes_at_most_once_a_minute(app: Flask) -> None:
    visitor = Visitor(app.test_client())
    wind(visitor, seconds=0)
    visitor.sign_in()
    touched = []

    for seconds in (0, 59, 1):
        wind(visitor, seconds=seconds)
        visitor.open("/help")
        with app.app_context():
            touched.append(db.session.scalars(select(StoredSession.touched_at)).one())

    assert touched[0] == touched[1] < touched[2]


def test_drawings_do_not_look_the_session_up(app: Flask) -> None:
    visitor = Visitor(app.test_client())
    visitor.sign_in()
    with app.app_context():
        db.drop_all()

    answer = visitor.client.get("/pictures/sunflower.svg")

    assert (answer.status_code, "Set-Cookie" in answer.headers) == (200, False)


def test_pages_with_a_session_are_not_kept_by_browsers(visitor: Visitor) -> None:
    stranger = visitor.open("/").response.headers["Cache-Control"]
    visitor.sign_in()
    known = visitor.open("/").response.headers["Cache-Control"]

    assert (stranger, known) == ("no-cache", "no-store")


def test_cookie_of_an_emptied_session_is_taken_back(visitor: Visitor) -> None:
    visitor.add(1)
    with visitor.client.session_transaction() as session:
        session.clear()

    answer = visitor.client.get("/", headers=SAME_ORIGIN)

    assert answer.status_code == 200
    assert visitor.cookies == {}
