"""How much is set aside for whom, how long, and how much is listed at once."""

import pytest

from contract_kit.consumer.matchers import (
    exactly,
    instant,
    nothing,
    some,
    token,
)
from order_service.clients.product_service import (
    NotEnough,
    ReservationGone,
    ReservedPrices,
    Shortage,
    TooManyHeld,
)
from service_kit.money import Money

from .product_service_messages import (
    ITSELF,
    LIST,
    ORDER,
    PRICE,
    PROBLEM,
    held,
    problem_of,
    product_service,
    wish_reservation,
)


@pytest.fixture
def reserving(agree):
    interaction = agree("order-service", "product-service")
    return interaction.given("order-service has shown who it is")


@pytest.mark.parametrize(("quantity", "total"), [(99, "237.60"), (10, "24.00")])
def test_as_much_is_held_as_a_basket_takes(reserving, quantity, total):
    reserving.given("a product is for sale", product_id=1, name="Basil", quantity=200)
    wish_reservation(reserving, f"a reservation of {quantity} packets", quantity)
    reserving.will_respond_with(201, held(total))

    with reserving.serve() as url:
        reserved = product_service(url).reserve("order-1", {1: quantity}, "magpie")

    assert str(reserved.total.amount) == total
    assert reserved.unit_prices == {1: PRICE}


def test_as_many_products_are_held_as_a_basket_takes(reserving):
    reserving.given("as many products are for sale as are told at once")
    wish_reservation(reserving, "a reservation of a hundred products", *[2] * 100)
    prices = dict.fromkeys(range(1, 101), PRICE)
    lines = [
        {"product_id": exactly(number), "unit_price": exactly("2.40")}
        for number in prices
    ]
    members = {"currency": exactly("EUR"), "total": exactly("480.00"), "lines": lines}
    reserving.will_respond_with(201, {"result": members})

    with reserving.serve() as url:
        reserved = product_service(url).reserve(
            "order-1", dict.fromkeys(prices, 2), "magpie"
        )

    assert reserved == ReservedPrices(Money(48000, "EUR"), prices)


@pytest.mark.parametrize(
    "state",
    [
        "one shopper has bought half of a product",
        "one shopper has put half of a product back",
    ],
)
def test_only_what_is_held_counts_as_a_hoard(reserving, state):
    reserving.given(state, product_id=1, holder="magpie")
    wish_reservation(reserving, "a reservation by who holds nothing any more", 2)
    reserving.will_respond_with(201, held("4.80"))

    with reserving.serve() as url:
        reserved = product_service(url).reserve("order-1", {1: 2}, "magpie")

    assert reserved == ReservedPrices(Money(480, "EUR"), {1: PRICE})


def test_fair_share_is_had_to_the_last_packet(reserving):
    reserving.given(
        "one shopper holds half of a product", product_id=1, holder="magpie"
    )
    wish_reservation(reserving, "a reservation of just a fair share", 1)
    reserving.will_respond_with(201, held("2.40"))

    with reserving.serve() as url:
        reserved = product_service(url).reserve("order-1", {1: 1}, "magpie")

    assert reserved == ReservedPrices(PRICE, {1: PRICE})


def test_fair_share_names_the_hoarded_lines_alone(reserving):
    reserving.given(
        "one shopper holds half of a product", product_id=1, holder="magpie"
    )
    reserving.given("a product is for sale", product_id=2, name="Dill", quantity=5)
    wish_reservation(
        reserving, "a reservation of two products, one of them hoarded", 4, 2
    )
    reserving.will_respond_with(
        409, problem_of("too-many-held", (1, 1)), headers=PROBLEM
    )

    with pytest.raises(TooManyHeld) as refused, reserving.serve() as url:
        product_service(url).reserve("order-1", {1: 4, 2: 2}, "magpie")

    assert refused.value.short == [Shortage(1, 1)]


def test_each_short_line_is_returned(reserving):
    reserving.given("a product is for sale", product_id=1, name="Basil", quantity=2)
    reserving.given("a product is sold out", product_id=2, name="Dill")
    wish_reservation(
        reserving, "a reservation of two products of which there is too little", 3, 1
    )
    reserving.will_respond_with(
        409, problem_of("out-of-stock", (1, 2), (2, 0)), headers=PROBLEM
    )

    with pytest.raises(NotEnough) as refused, reserving.serve() as url:
        product_service(url).reserve("order-1", {1: 3, 2: 1}, "magpie")

    assert refused.value.short == [Shortage(1, 2), Shortage(2, 0)]


def test_hold_lasts_as_long_as_an_order_may_take(reserving):
    reserving.given("the hold of an order is fourteen minutes old", order_id="order-1")
    reserving.upon_receiving("a commit after fourteen minutes")
    reserving.with_request("POST", f"{ORDER}/commit", headers=ITSELF)
    reserving.will_respond_with(200, {"result": {"state": exactly("committed")}})

    with reserving.serve() as url:
        product_service(url).commit("order-1")


def test_order_that_was_released_in_advance_holds_nothing(reserving):
    reserving.given("a product is for sale", product_id=1, name="Basil", quantity=10)
    reserving.given("an unknown order was released in advance", order_id="order-1")
    wish_reservation(reserving, "a reservation that comes too late", 2)
    reserving.will_respond_with(410)

    with pytest.raises(ReservationGone), reserving.serve() as url:
        product_service(url).reserve("order-1", {1: 2}, "magpie")


def test_order_that_was_released_in_advance_buys_nothing(reserving):
    reserving.given("an unknown order was released in advance", order_id="order-1")
    reserving.upon_receiving("a commit that comes too late")
    reserving.with_request("POST", f"{ORDER}/commit", headers=ITSELF)
    reserving.will_respond_with(410)

    with pytest.raises(ReservationGone), reserving.serve() as url:
        product_service(url).commit("order-1")


def test_page_of_reservations_that_is_just_full_leads_nowhere(reserving):
    reserving.given("as many reservations were made as are told at once")
    query = {"limit": "100"}
    reserving.upon_receiving("a page that is just full")
    reserving.with_request("GET", LIST, query=query, headers=ITSELF)
    line = {"product_id": 1, "quantity": 1, "unit_price": "2.40"}
    members = {
        "id": token("order-000"),
        "state": exactly("held"),
        "expires_at": instant("2026-11-21T10:15:00+00:00"),
        "currency": exactly("EUR"),
        "total": exactly("2.40"),
        "lines": exactly([line]),
    }
    reserving.will_respond_with(200, {"results": some(members), "next": nothing})

    with reserving.serve() as url:
        page = product_service(url).reservation_page()

    (one,) = page.reservations
    assert (one.id, one.state, page.next) == ("order-000", "held", None)
    assert (one.total, one.expires_at.year) == (PRICE, 2026)
    assert (one.lines[1].quantity, one.lines[1].unit_price) == (1, PRICE)
