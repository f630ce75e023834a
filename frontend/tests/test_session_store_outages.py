"""What is shown and what still works when nobody can look a session up."""

import pytest
from fakeredis import FakeRedis, FakeServer
from flask import Flask

from storefront.sessions import Lifetime, SessionsUnavailable
from storefront.sessions.redis import RedisSessions

from .page_browser import ParsedPage, Visitor

OPEN = ["/", "/?q=basil", "/product/sunflower", "/help", "/accessibility"]
NEEDY = [
    *("/basket", "/checkout", "/checkout/summary?delivery=express", "/login"),
    *("/register", "/orders", "/orders/7K3M-0001", "/orders/7K3M-0001/cancel"),
    *("/account", "/account/profile", "/account/data", "/account/close"),
]


@pytest.fixture(params=["sql", "redis"])
def lost(request: pytest.FixtureRequest, app: Flask) -> Visitor:
    """Somebody who had a full basket, in a shop that cannot look it up."""
    server = FakeServer()
    if request.param == "redis":
        redis = FakeRedis(server=server, decode_responses=True)
        app.session_interface.store = RedisSessions(redis, Lifetime())
    visitor = Visitor(app.test_client())
    visitor.sign_in()
    visitor.add(1)
    if request.param == "redis":
        server.connected = False
    else:
        app.session_interface.store = StoreOfNoUse()
    return visitor


class StoreOfNoUse:
    """A store whose database cannot be reached."""

    def find(self, key: str) -> None:
        raise SessionsUnavailable

    def is_reachable(self) -> bool:
        return False


@pytest.mark.parametrize("path", NEEDY)
def test_page_that_would_show_nothing_says_why(lost: Visitor, path: str) -> None:
    page = lost.open(path, 503)

    assert page.heading == "We cannot remember you just now"
    assert int(page.response.headers["Retry-After"]) > 0


@pytest.mark.parametrize("path", OPEN)
def test_catalogue_goes_on_and_says_what_is_missing(lost: Visitor, path: str) -> None:
    page = lost.open(path)

    assert page.notice.startswith("We cannot remember you just now")


@pytest.mark.parametrize("path", NEEDY)
def test_part_of_a_page_says_so_too(lost: Visitor, path: str) -> None:
    part = ParsedPage(lost.client.get(path, headers={"HX-Request": "true"}))

    assert part.status == 503
    assert "We cannot remember you just now" in part.text
    assert part.response.headers["HX-Retarget"] == "#announcement"


def test_cookie_outlives_the_loss(lost: Visitor) -> None:
    before = lost.cookies

    for path in (*OPEN, "/basket", "/orders"):
        lost.client.get(path)

    assert lost.cookies == before


def test_shop_without_its_sessions_is_not_ready(lost: Visitor) -> None:
    assert lost.client.get("/health/ready").status_code == 503
    assert lost.client.get("/health/live").status_code == 200


def test_visitor_without_a_cookie_is_not_asked_to_wait(lost: Visitor) -> None:
    lost.client.delete_cookie("furrow")

    for path in (*OPEN, "/basket", "/login", "/register"):
        assert lost.open(path).notice == ""
