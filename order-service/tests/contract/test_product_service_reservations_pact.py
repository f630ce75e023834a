"""The list of all reservations, to compare them with the orders."""

from datetime import UTC, datetime

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import (
    exactly,
    from_state,
    instant,
    integer,
    money,
    nothing,
    one_of,
    pattern,
    some,
    text,
)
from order_service.clients.product_service import (
    Reservation,
    ReservationPage,
    ReservationState,
    ReservedLine,
)
from service_kit.http_client import ServiceUnavailable
from service_kit.money import Money

from .product_service_messages import (
    GONE,
    ITSELF,
    LIST,
    PRICE,
    product_service,
    replaceable_token,
)

LISTED = {
    "id": text("order-1"),
    "state": one_of(*ReservationState),
    "expires_at": instant("2026-11-21T10:15:00+00:00"),
    "currency": pattern("EUR", r"[A-Z]{3}"),
    "total": money("4.80"),
    "lines": some(
        {"product_id": integer(1), "quantity": integer(2), "unit_price": money("2.40")}
    ),
}
FIRST_PAGE = {"limit": "100"}
CURSOR = {"cursor": from_state("${cursor}", example="order-099")}


@pytest.fixture
def interaction(agree):
    return agree("order-service", "product-service")


@pytest.fixture
def reserving(interaction):
    return interaction.given("order-service has shown who it is")


def wish_page(
    interaction: ExpectedInteraction, description: str, query: dict[str, object]
) -> None:
    interaction.upon_receiving(description)
    interaction.with_request("GET", LIST, query=query, headers=ITSELF)


def test_reservations_are_returned_with_all_that_they_hold(reserving):
    reserving.given("a product is held for an order", order_id="order-1", quantity=2)
    wish_page(reserving, "all reservations", FIRST_PAGE)
    reserving.will_respond_with(200, {"results": some(LISTED), "next": nothing})

    with reserving.serve() as url:
        page = product_service(url).reservation_page()

    ends = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
    lines = {1: ReservedLine(2, PRICE)}
    held = Reservation("order-1", ReservationState.HELD, Money(480, "EUR"), ends, lines)
    assert page == ReservationPage((held,), None)


def test_reservation_is_returned_to_the_cent(reserving):
    reserving.given("a product is held for an order", order_id="order-1", quantity=3)
    reserving.given("the product has become dearer")
    wish_page(reserving, "a reservation of three", FIRST_PAGE)
    line = {"product_id": 1, "quantity": 3, "unit_price": "2.40"}
    members = {
        "id": exactly("order-1"),
        "state": exactly("held"),
        "currency": exactly("EUR"),
        "total": exactly("7.20"),
        "lines": [{name: exactly(value) for name, value in line.items()}],
    }
    reserving.will_respond_with(200, {"results": [LISTED | members], "next": nothing})

    with reserving.serve() as url:
        (held,) = product_service(url).reservation_page().reservations

    ends = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
    lines = {1: ReservedLine(3, PRICE)}
    assert held == Reservation(
        "order-1", ReservationState.HELD, Money(720, "EUR"), ends, lines
    )


def test_reservation_ends_when_it_would_however_often_it_is_made(reserving):
    held = "a product is held for an order since noon"
    reserving.given(held, order_id="order-1", seconds_past=37)
    reserving.given("the order has asked for its product once more", order_id="order-1")
    wish_page(reserving, "a reservation of noon", FIRST_PAGE)
    end = "2126-11-21T12:15:37+00:00"
    listed = LISTED | {"state": exactly("held"), "expires_at": exactly(end)}
    reserving.will_respond_with(200, {"results": [listed], "next": nothing})

    with reserving.serve() as url:
        (held,) = product_service(url).reservation_page().reservations

    assert held.expires_at == datetime.fromisoformat(end)
    assert (held.state, held.id) == (ReservationState.HELD, "order-1")
    assert (held.total, held.lines) == (Money(480, "EUR"), {1: ReservedLine(2, PRICE)})


def test_sold_reservation_is_returned_without_an_end(reserving):
    reserving.given("a held product was sold to an order", order_id="order-1")
    wish_page(reserving, "all reservations", FIRST_PAGE)
    sold = LISTED | {"state": exactly("committed"), "expires_at": nothing}
    reserving.will_respond_with(200, {"results": some(sold), "next": nothing})

    with reserving.serve() as url:
        (sold,) = product_service(url).reservation_page().reservations

    assert (sold.state, sold.expires_at) == (ReservationState.COMMITTED, None)


@GONE
def test_gone_reservation_is_returned_as_such(reserving, state):
    reserving.given(state, order_id="order-1")
    wish_page(reserving, "a reservation that is gone", FIRST_PAGE)
    gone = {"state": exactly("released"), "expires_at": nothing}
    reserving.will_respond_with(200, {"results": [LISTED | gone], "next": nothing})

    with reserving.serve() as url:
        (gone,) = product_service(url).reservation_page().reservations

    assert (gone.state, gone.expires_at) == (ReservationState.RELEASED, None)


def test_tombstone_is_returned_without_lines(reserving):
    reserving.given("an unknown order was released in advance", order_id="order-1")
    wish_page(reserving, "all reservations", FIRST_PAGE)
    tombstone = LISTED | {
        "state": exactly("released"),
        "expires_at": nothing,
        "total": exactly("0.00"),
        "lines": exactly([]),
    }
    reserving.will_respond_with(200, {"results": [tombstone], "next": nothing})

    with reserving.serve() as url:
        (tombstone,) = product_service(url).reservation_page().reservations

    assert (tombstone.state, tombstone.lines) == (ReservationState.RELEASED, {})
    assert tombstone.total == Money.zero("EUR")


def test_following_reservations_are_returned_and_none_twice(reserving):
    reserving.given("products are held for several orders", page=100)
    query = FIRST_PAGE | CURSOR
    wish_page(reserving, "the reservations after a page of them", query)
    last = LISTED | {"id": exactly("order-100")}
    reserving.will_respond_with(200, {"results": [last], "next": nothing})

    with reserving.serve() as url:
        page = product_service(url).reservation_page("order-099")

    assert page.next is None
    assert [held.id for held in page.reservations] == ["order-100"]


def test_more_reservations_than_a_page_are_announced(reserving):
    reserving.given("products are held for several orders", page=100)
    wish_page(reserving, "all reservations", FIRST_PAGE)
    reserving.will_respond_with(
        200, {"results": some(LISTED), "next": exactly("order-099")}
    )

    with reserving.serve() as url:
        page = product_service(url).reservation_page()

    assert page.next == "order-099"


def test_no_reservations_are_an_empty_list(reserving):
    wish_page(reserving, "all reservations", FIRST_PAGE)
    reserving.will_respond_with(200, {"results": exactly([]), "next": nothing})

    with reserving.serve() as url:
        page = product_service(url).reservation_page()

    assert page == ReservationPage((), None)


def test_list_for_a_refused_token_fetches_another(interaction):
    pass_token = replaceable_token()
    interaction.given("the token of order-service has ended")
    wish_page(interaction, "all reservations", FIRST_PAGE)
    interaction.will_respond_with(401)

    with pytest.raises(ServiceUnavailable), interaction.serve() as url:
        list(product_service(url, pass_token).reservations())

    assert pass_token.get() == "a-fresh-token"
