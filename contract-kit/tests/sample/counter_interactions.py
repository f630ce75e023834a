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

from contract_kit.consumer.matchers import (
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
def interaction(agree):
    return agree(CONSUMER, PROVIDER)


def test_tea_is_shown(interaction):
    interaction.given("a tea is on the shelf", slug="assam")
    interaction.upon_receiving("a request for a tea")
    interaction.with_request("GET", "/teas/assam")
    interaction.will_respond_with(200, TEA, headers={"ETag": etag('"assam-1"')})

    with interaction.serve() as url:
        tea = TeaServiceClient(url).tea("assam")

    assert (tea.name, tea.price, tea.is_loose) == ("Assam", "4.20", True)
    assert tea.etag == '"assam-1"'


def test_unchanged_tea_is_not_sent_again(interaction):
    interaction.given("a tea is on the shelf", slug="assam")
    interaction.upon_receiving("a request for a tea that is known")
    interaction.with_request(
        "GET",
        "/teas/assam",
        headers={"If-None-Match": '"assam-1"'},
    )
    interaction.will_respond_with(304)

    with interaction.serve() as url:
        assert TeaServiceClient(url).tea("assam", '"assam-1"') is None


def test_unknown_tea_is_missing(interaction):
    interaction.given("no tea is on the shelf")
    interaction.upon_receiving("a request for a tea")
    interaction.with_request("GET", "/teas/assam")
    interaction.will_respond_with(404)

    with pytest.raises(NoSuchTea), interaction.serve() as url:
        TeaServiceClient(url).tea("assam")


def test_teas_of_a_kind_are_listed(interaction):
    interaction.given("a tea is on the shelf", slug="assam")
    interaction.upon_receiving("a search for teas")
    interaction.with_request("GET", "/teas", query={"kind": "black"})
    interaction.will_respond_with(200, {"teas": some(TEA)})

    with interaction.serve() as url:
        (tea,) = TeaServiceClient(url).teas("black")

    assert (tea.name, tea.price, tea.is_loose) == ("Assam", "4.20", True)


def test_empty_shelf_has_no_teas(interaction):
    interaction.given("no tea is on the shelf")
    interaction.upon_receiving("a search for teas")
    interaction.with_request("GET", "/teas", query={"kind": "black"})
    interaction.will_respond_with(200, {"teas": []})

    with interaction.serve() as url:
        assert TeaServiceClient(url).teas("black") == []


def test_names_are_read_from_xml(interaction):
    interaction.given("a tea is on the shelf", slug="assam")
    interaction.upon_receiving("a request for all names")
    interaction.with_request("GET", "/teas.xml")
    interaction.will_respond_with(
        200, element("teas", element("tea", element("name", text("Assam"))))
    )

    with interaction.serve() as url:
        assert TeaServiceClient(url).names() == ["Assam"]


def test_order_is_placed(interaction):
    interaction.given("somebody is signed in")
    interaction.upon_receiving("an order of two packets")
    interaction.with_request(
        "POST",
        "/orders",
        headers=SIGNED_IN,
        json={"slug": "assam", "packets": 2},
    )
    interaction.will_respond_with(
        201, headers={"Location": pattern("/orders/7f3a", r"/orders/\w+")}
    )

    with interaction.serve() as url:
        place = TeaServiceClient(url, "ada").order("assam", 2)

    assert place == "/orders/7f3a"


def test_stranger_may_not_order(interaction):
    interaction.upon_receiving("an order of two packets")
    interaction.with_request(
        "POST",
        "/orders",
        headers={"Authorization": "Bearer nobody"},
        json={"slug": "assam", "packets": 2},
    )
    interaction.will_respond_with(401)

    with pytest.raises(NotSignedIn), interaction.serve() as url:
        TeaServiceClient(url, "nobody").order("assam", 2)


def test_too_large_order_says_what_is_left(interaction):
    interaction.given("somebody is signed in")
    interaction.given("there are few packets left", left=3)
    interaction.upon_receiving("an order of too many packets")
    interaction.with_request(
        "POST",
        "/orders",
        headers=SIGNED_IN,
        json={"slug": "assam", "packets": 4},
    )
    interaction.will_respond_with(409, {"left": integer(3)})

    with pytest.raises(SoldOut) as caught, interaction.serve() as url:
        TeaServiceClient(url, "ada").order("assam", 4)

    assert caught.value.left == 3


def test_paid_order_is_paid(interaction):
    interaction.given("somebody is signed in")
    interaction.given("an order was paid")
    interaction.upon_receiving("a request for an order")
    interaction.with_request(
        "GET",
        from_state("/orders/${number}", example="/orders/12"),
        headers=SIGNED_IN,
    )
    interaction.will_respond_with(200, {"state": exactly("paid")})

    with interaction.serve() as url:
        assert TeaServiceClient(url, "ada").is_paid("12")


def test_news_are_sent_to_an_address(interaction):
    interaction.upon_receiving("a subscription")
    interaction.with_request("POST", "/news", form={"email": "ada@tea.example"})
    interaction.will_respond_with(204)

    with interaction.serve() as url:
        TeaServiceClient(url).subscribe("ada@tea.example")
