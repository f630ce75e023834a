"""What the counter relies on when it asks the tea-service."""

import pytest
from tea_client import (
    CONSUMER,
    PROVIDER,
    NoSuchTea,
    NotSignedIn,
    SoldOut,
    TeaServiceClient,
)

from contract_kit.shapes import (
    element,
    etag,
    exactly,
    flag,
    from_state,
    integer,
    money,
    pattern,
    some,
    text,
)

TEA = {"name": text("Assam"), "price": money("4.20"), "loose": flag(True)}
SIGNED_IN = {"Authorization": from_state("Bearer ${token}", example="Bearer ada")}


@pytest.fixture
def promise(agree):
    return agree(CONSUMER, PROVIDER)


def test_tea_is_shown(promise):
    promise.given("a tea is on the shelf", slug="assam")
    promise.asks("a request for a tea", "GET", "/teas/assam")
    promise.answers(200, TEA, headers={"ETag": etag('"assam-1"')})

    with promise.kept() as url:
        tea = TeaServiceClient(url).tea("assam")

    assert (tea.name, tea.price, tea.is_loose) == ("Assam", "4.20", True)
    assert tea.etag == '"assam-1"'


def test_unchanged_tea_is_not_sent_again(promise):
    promise.given("a tea is on the shelf", slug="assam")
    promise.asks(
        "a request for a tea that is known",
        "GET",
        "/teas/assam",
        headers={"If-None-Match": '"assam-1"'},
    )
    promise.answers(304)

    with promise.kept() as url:
        assert TeaServiceClient(url).tea("assam", '"assam-1"') is None


def test_unknown_tea_is_missing(promise):
    promise.given("no tea is on the shelf")
    promise.asks("a request for a tea", "GET", "/teas/assam")
    promise.answers(404)

    with pytest.raises(NoSuchTea), promise.kept() as url:
        TeaServiceClient(url).tea("assam")


def test_teas_of_a_kind_are_listed(promise):
    promise.given("a tea is on the shelf", slug="assam")
    promise.asks("a search for teas", "GET", "/teas", query={"kind": "black"})
    promise.answers(200, {"teas": some(TEA)})

    with promise.kept() as url:
        (tea,) = TeaServiceClient(url).teas("black")

    assert (tea.name, tea.price, tea.is_loose) == ("Assam", "4.20", True)


def test_empty_shelf_has_no_teas(promise):
    promise.given("no tea is on the shelf")
    promise.asks("a search for teas", "GET", "/teas", query={"kind": "black"})
    promise.answers(200, {"teas": []})

    with promise.kept() as url:
        assert TeaServiceClient(url).teas("black") == []


def test_names_are_read_from_xml(promise):
    promise.given("a tea is on the shelf", slug="assam")
    promise.asks("a request for all names", "GET", "/teas.xml")
    promise.answers(
        200, element("teas", element("tea", element("name", text("Assam"))))
    )

    with promise.kept() as url:
        assert TeaServiceClient(url).names() == ["Assam"]


def test_order_is_placed(promise):
    promise.given("somebody is signed in")
    promise.asks(
        "an order of two packets",
        "POST",
        "/orders",
        headers=SIGNED_IN,
        json={"slug": "assam", "packets": 2},
    )
    promise.answers(201, headers={"Location": pattern("/orders/7f3a", r"/orders/\w+")})

    with promise.kept() as url:
        place = TeaServiceClient(url, "ada").order("assam", 2)

    assert place == "/orders/7f3a"


def test_stranger_may_not_order(promise):
    promise.asks(
        "an order of two packets",
        "POST",
        "/orders",
        headers={"Authorization": "Bearer nobody"},
        json={"slug": "assam", "packets": 2},
    )
    promise.answers(401)

    with pytest.raises(NotSignedIn), promise.kept() as url:
        TeaServiceClient(url, "nobody").order("assam", 2)


def test_too_large_order_says_what_is_left(promise):
    promise.given("somebody is signed in")
    promise.given("there are few packets left", left=3)
    promise.asks(
        "an order of too many packets",
        "POST",
        "/orders",
        headers=SIGNED_IN,
        json={"slug": "assam", "packets": 4},
    )
    promise.answers(409, {"left": integer(3)})

    with pytest.raises(SoldOut) as caught, promise.kept() as url:
        TeaServiceClient(url, "ada").order("assam", 4)

    assert caught.value.left == 3


def test_paid_order_is_paid(promise):
    promise.given("somebody is signed in")
    promise.given("an order was paid")
    promise.asks(
        "a request for an order",
        "GET",
        from_state("/orders/${number}", example="/orders/12"),
        headers=SIGNED_IN,
    )
    promise.answers(200, {"state": exactly("paid")})

    with promise.kept() as url:
        assert TeaServiceClient(url, "ada").is_paid("12")


def test_news_are_sent_to_an_address(promise):
    promise.asks("a subscription", "POST", "/news", form={"email": "ada@tea.example"})
    promise.answers(204)

    with promise.kept() as url:
        TeaServiceClient(url).subscribe("ada@tea.example")
