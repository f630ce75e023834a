"""A whole shop behind its door: nothing is doubled, nothing forged is believed."""

import json
import re
import sqlite3
from contextlib import closing
from urllib.parse import urlencode

import pytest

from storefront.headers import ALWAYS
from tools.gateway import Gateway
from tools.shop import RunningShop

from .asking import Answer, ask
from .logs import written_about
from .test_telling import FORGED

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
PASSWORD = "a teapot in the garden"
ADDRESSES_OF = """
    SELECT address FROM sign_in JOIN user ON user.id = sign_in.user_id
    WHERE user.username = ?
"""
SPELLINGS = (
    "X-Forwarded-For",
    "Forwarded",
    "X-Client-Address",
    "X-Real-IP",
    "X_Forwarded_For",
)


def log_in(door: Gateway, name: str, source: str, **headers: str) -> Answer:
    body = json.dumps({"username": name, "password": "wrong"}).encode()
    told = {"Content-Type": "application/json"} | headers
    path = "/api/user/login"
    return ask(door.port, path, "POST", headers=told, body=body, source=source)


def elsewhere(turn: int) -> dict[str, str]:
    """Claim to come from somewhere else each time, in every spelling."""
    return dict.fromkeys(SPELLINGS, f"198.51.{turn}.7")


@pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready"])
def test_health_is_told_at_the_door(door: Gateway, path: str) -> None:
    assert ask(door.port, path).status == 200


def test_every_service_is_well(door: Gateway) -> None:
    told = ask(door.port, "/health").json

    assert told["gateway"] == "healthy"
    assert set(told["services"].values()) == {True}


@pytest.mark.parametrize("path", ["/", "/help", "/nothing", "/product/nothing"])
def test_pages_have_each_header_once(door: Gateway, path: str) -> None:
    answer = ask(door.port, path, headers={"Accept-Encoding": "gzip"})

    assert {name: answer.all(name) for name in ALWAYS} == {
        name: [word] for name, word in ALWAYS.items()
    }
    assert len(answer.all("X-Request-ID")) == 1
    assert len(answer.all("Cache-Control")) == 1
    assert answer.all("Content-Encoding") == ["gzip"]


@pytest.mark.parametrize(
    "path", ["/api/products", "/api/user", "/api/orders", "/.well-known/jwks.json"]
)
def test_services_have_each_header_once(door: Gateway, path: str) -> None:
    answer = ask(door.port, path)

    for name in ("X-Content-Type-Options", "X-Request-ID", "Content-Type"):
        assert len(answer.all(name)) == 1


def test_problems_of_services_come_through_as_they_are(door: Gateway) -> None:
    answer = ask(door.port, "/api/product/nothing")

    assert (answer.status, answer.header("Content-Type")) == (
        404,
        "application/problem+json",
    )


def test_forged_address_changes_no_count(door: Gateway) -> None:
    statuses = [
        log_in(door, "nobody", "127.0.20.1", **elsewhere(turn)).status
        for turn in range(12)
    ]

    assert statuses == [401] * 10 + [429] * 2


def test_neighbour_is_not_counted_for_another(door: Gateway) -> None:
    for turn in range(12):
        log_in(door, "somebody", "127.0.21.1", **elsewhere(turn))

    assert log_in(door, "somebody", "127.0.22.1").status == 401


def test_forged_address_changes_no_count_of_the_storefront(door: Gateway) -> None:
    page = ask(door.port, "/login", source="127.0.23.1")
    token, *_ = re.findall(r'name="csrf_token" value="([^"]+)"', page.text)
    cookie = page.header("Set-Cookie").partition(";")[0]
    words = {"csrf_token": token, "username": "anybody", "password": "wrong"}
    request = {"body": urlencode(words).encode(), "source": "127.0.23.1"}

    statuses = [
        ask(
            door.port,
            "/login",
            "POST",
            headers={**FORM, "Cookie": cookie, **elsewhere(turn)},
            **request,  # type: ignore[arg-type]
        ).status
        for turn in range(12)
    ]

    assert statuses == [422] * 10 + [429] * 2


def test_sign_in_has_the_address_that_the_door_saw(
    door: Gateway, shop: RunningShop
) -> None:
    form = {"username": "ada-lovelace", "email": "ada@furrow.example"}
    form |= {"password": PASSWORD, "sign_in": True}
    told = FORGED | {"Content-Type": "application/json"}

    answer = ask(
        door.port,
        "/api/user/create",
        "POST",
        headers=told,
        body=json.dumps(form).encode(),
        source="127.0.24.1",
    )

    file = shop.logs.parent / "data" / "user-service.db"
    with closing(sqlite3.connect(file)) as database:
        kept = database.execute(ADDRESSES_OF, [form["username"]]).fetchall()
    assert answer.status == 201
    assert kept == [("127.0.24.1",)]


@pytest.mark.parametrize("path", ["/", "/api/user", "/api/products", "/api/orders"])
def test_nothing_forged_stands_in_a_log(
    door: Gateway, shop: RunningShop, path: str
) -> None:
    answer = ask(door.port, path, headers=FORGED)

    lines = written_about(answer, shop.logs)
    for word in ("203.0.113.1", "evil", FORGED["X-Request-ID"], FORGED["X-Consumer"]):
        assert word not in "".join(lines)


def test_slash_is_led_by_path_alone(door: Gateway) -> None:
    answer = ask(door.port, "//help", host="evil.example")

    assert "evil" not in "".join(answer.all("Location"))
