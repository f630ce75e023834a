"""A whole shop behind the gateway: no header is doubled, no forged one believed."""

import json
import re
import sqlite3
from contextlib import closing
from urllib.parse import urlencode

import pytest

from storefront.security_headers import ALWAYS
from testing.driver.example_accounts import PASSWORD
from tools.gateway import Gateway
from tools.shop import RunningShop

from .logs import written_about
from .raw_http import FORGED, ask, log_in

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
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


def forged_headers(turn: int) -> dict[str, str]:
    """Return headers that claim another address each turn, in every spelling."""
    return dict.fromkeys(SPELLINGS, f"198.51.{turn}.7")


@pytest.mark.parametrize("path", ["/health", "/health/live", "/health/ready"])
def test_gateway_answers_health_checks(gateway: Gateway, path: str) -> None:
    assert ask(gateway.port, path).status == 200


def test_every_service_is_healthy(gateway: Gateway) -> None:
    health = ask(gateway.port, "/health").json

    assert health["gateway"] == "healthy"
    assert set(health["services"].values()) == {True}


@pytest.mark.parametrize("path", ["/", "/help", "/nothing", "/product/nothing"])
def test_pages_have_each_header_once(gateway: Gateway, path: str) -> None:
    answer = ask(gateway.port, path, headers={"Accept-Encoding": "gzip"})

    assert {name: answer.all(name) for name in ALWAYS} == {
        name: [word] for name, word in ALWAYS.items()
    }
    assert len(answer.all("X-Request-ID")) == 1
    assert len(answer.all("Cache-Control")) == 1
    assert answer.all("Content-Encoding") == ["gzip"]


@pytest.mark.parametrize(
    "path", ["/api/products", "/api/user", "/api/orders", "/.well-known/jwks.json"]
)
def test_services_have_each_header_once(gateway: Gateway, path: str) -> None:
    answer = ask(gateway.port, path)

    for name in ("X-Content-Type-Options", "X-Request-ID", "Content-Type"):
        assert len(answer.all(name)) == 1


def test_problems_of_services_are_forwarded_unchanged(gateway: Gateway) -> None:
    answer = ask(gateway.port, "/api/product/nothing")

    assert (answer.status, answer.header("Content-Type")) == (
        404,
        "application/problem+json",
    )


def test_forged_address_changes_no_count(gateway: Gateway) -> None:
    statuses = [
        log_in(gateway.port, "nobody", "127.0.20.1", **forged_headers(turn)).status
        for turn in range(12)
    ]

    assert statuses == [401] * 10 + [429] * 2


def test_neighbour_is_not_counted_for_another(gateway: Gateway) -> None:
    for turn in range(12):
        log_in(gateway.port, "somebody", "127.0.21.1", **forged_headers(turn))

    assert log_in(gateway.port, "somebody", "127.0.22.1").status == 401


def test_forged_address_changes_no_count_of_the_storefront(gateway: Gateway) -> None:
    page = ask(gateway.port, "/login", source="127.0.23.1")
    token, *_ = re.findall(r'name="csrf_token" value="([^"]+)"', page.text)
    cookie = page.header("Set-Cookie").partition(";")[0]
    words = {"csrf_token": token, "username": "anybody", "password": "wrong"}
    request = {"body": urlencode(words).encode(), "source": "127.0.23.1"}

    statuses = [
        ask(
            gateway.port,
            "/login",
            "POST",
            headers={**FORM, "Cookie": cookie, **forged_headers(turn)},
            **request,  # type: ignore[arg-type]
        ).status
        for turn in range(12)
    ]

    assert statuses == [422] * 10 + [429] * 2


def test_sign_in_has_the_address_that_the_gateway_saw(
    gateway: Gateway, shop: RunningShop
) -> None:
    form = {"username": "ada-lovelace", "email": "ada@furrow.example"}
    form |= {"password": PASSWORD, "sign_in": True}
    headers = FORGED | {"Content-Type": "application/json"}

    answer = ask(
        gateway.port,
        "/api/user/create",
        "POST",
        headers=headers,
        body=json.dumps(form).encode(),
        source="127.0.24.1",
    )

    file = shop.logs.parent / "data" / "user-service.db"
    with closing(sqlite3.connect(file)) as database:
        kept = database.execute(ADDRESSES_OF, [form["username"]]).fetchall()
    assert answer.status == 201
    assert kept == [("127.0.24.1",)]


@pytest.mark.parametrize("path", ["/", "/api/user", "/api/products", "/api/orders"])
def test_no_forged_header_is_logged(
    gateway: Gateway, shop: RunningShop, path: str
) -> None:
    answer = ask(gateway.port, path, headers=FORGED)

    lines = written_about(answer, shop.logs)
    for word in ("203.0.113.1", "evil", FORGED["X-Request-ID"], FORGED["X-Consumer"]):
        assert word not in "".join(lines)


def test_double_slash_does_not_redirect_to_another_host(gateway: Gateway) -> None:
    answer = ask(gateway.port, "//help", host="evil.example")

    assert "evil" not in "".join(answer.all("Location"))
