"""Whoever only looks at a form has a session that costs the shop nothing."""

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from storefront.database import db
from storefront.models import StoredSession

from .page_browser import SAME_ORIGIN, Visitor

ACCOUNT = {
    "username": "grace",
    "email": "grace@example.org",
    "password": "correct horse",
}
KNOWN = {"username": "ada", "password": "correct horse"}


def rows(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(StoredSession))


@pytest.mark.parametrize("path", ["/login", "/register", "/orders", "/account/profile"])
def test_looking_writes_nothing_down(app: Flask, path: str) -> None:
    for referrer in ("", "http://localhost/product/sunflower"):
        client = app.test_client()
        client.get(path, headers={"Referer": referrer})
        client.get(path, headers={"Referer": referrer})

    assert rows(app) == 0


def test_made_up_cookie_writes_nothing_down(app: Flask) -> None:
    for cookie in ("made-up", "s.made-up", "s.", "s." + "A" * 100):
        client = app.test_client()
        client.set_cookie("furrow", cookie)
        client.get("/orders")
        client.get("/login")

    assert rows(app) == 0


def test_way_back_leads_there_after_signing_in(visitor: Visitor) -> None:
    visitor.open("/login", Referer="http://localhost/product/sunflower")

    assert visitor.sign_in().heading == "Sunflower"


def test_signing_in_from_the_form_works_and_is_written_down(
    app: Flask, visitor: Visitor
) -> None:
    before = visitor.open("/login") and visitor.cookies["furrow"]

    visitor.sign_in()

    assert rows(app) == 1
    assert visitor.cookies["furrow"] != before


@pytest.mark.parametrize(
    ("path", "fields"), [("/login", KNOWN), ("/register", ACCOUNT)]
)
@pytest.mark.parametrize("kind", ["none", "wrong", "another's", "without cookie"])
def test_form_without_its_own_token_is_refused(
    app: Flask, visitor: Visitor, path: str, fields: dict[str, str], kind: str
) -> None:
    eve = Visitor(app.test_client())
    others = eve.open(path).form(path).select_one("[name=csrf_token]")["value"]
    own = visitor.open(path).form(path).select_one("[name=csrf_token]")["value"]
    token = {"none": None, "wrong": "guess", "another's": others}.get(kind, own)
    if kind == "without cookie":
        visitor.client.delete_cookie("furrow")

    answer = visitor.client.post(
        path,
        data=fields | ({"csrf_token": token} if token else {}),
        headers=SAME_ORIGIN,
    )

    assert answer.status_code == 400
    assert rows(app) == 0


def test_form_is_good_for_twelve_hours(app: Flask, visitor: Visitor) -> None:
    interface = app.session_interface
    visitor.open("/login")
    at = interface.clock() + timedelta(hours=12, minutes=1)
    interface.clock = lambda: at

    answer = visitor.client.post(
        "/login",
        data=KNOWN
        | {"csrf_token": visitor.page.soup.select_one("[name=csrf_token]")["value"]},
        headers=SAME_ORIGIN,
    )

    assert answer.status_code == 400


def test_changed_cookie_is_no_session(visitor: Visitor) -> None:
    visitor.open("/login", Referer="http://localhost/product/sunflower")
    cookie = visitor.cookies["furrow"]
    sign = "A" if cookie[40] != "A" else "B"

    visitor.client.set_cookie("furrow", cookie[:40] + sign + cookie[41:])

    assert visitor.sign_in().heading != "Sunflower"


def test_what_is_chosen_is_written_down(app: Flask, visitor: Visitor) -> None:
    visitor.open("/login")
    visitor.add(1)

    assert rows(app) == 1
    assert not visitor.cookies["furrow"].startswith("s.")
