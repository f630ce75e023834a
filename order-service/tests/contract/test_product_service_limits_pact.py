"""How much is set aside for whom, how long, and what is told of it all."""

from datetime import timedelta

import pytest

from contract_kit import Promise
from contract_kit.shapes import exactly, from_state, instant, nothing, some, token
from order_service.clients.product_service import (
    NotEnough,
    ProductServiceClient,
    Reservation,
    ReservationGone,
    Shortage,
    TooManyHeld,
)
from service_kit import clock
from service_kit.http import Connection
from service_kit.money import Money
from service_kit.service_token import IssuedToken, ServiceToken

ORDER, LIST = "/api/reservations/order-1", "/api/reservations"
TOKEN = "the-token"  # noqa: S105 - a word for the contract, nobody signed it
ITSELF = {"Authorization": from_state("Bearer ${token}", example=f"Bearer {TOKEN}")}
PROBLEM = {"Content-Type": "application/problem+json"}
PRICE = Money(240, "EUR")


@pytest.fixture
def hold(agree):
    promise = agree("order-service", "product-service")
    return promise.given("order-service has shown who it is")


def shelf(url: str) -> ProductServiceClient:
    tomorrow = clock.now() + timedelta(days=1)
    pass_token = ServiceToken(lambda: IssuedToken(TOKEN, tomorrow))
    connection = Connection("order-service", "product-service", url)
    return ProductServiceClient(connection, pass_token)


def wish_hold(promise: Promise, description: str, *quantities: int) -> None:
    lines = [
        {"product_id": product_id, "quantity": quantity}
        for product_id, quantity in enumerate(quantities, 1)
    ]
    wanted = {"lines": lines, "holder": "magpie"}
    promise.asks(description, "PUT", ORDER, headers=ITSELF, json=wanted)


def held(total: str) -> dict[str, object]:
    line = {"product_id": exactly(1), "unit_price": exactly("2.40")}
    told = {"currency": exactly("EUR"), "total": exactly(total), "lines": [line]}
    return {"result": told}


def problem_of(name: str, *short: tuple[int, int]) -> dict[str, object]:
    lines = [
        {"product_id": exactly(product_id), "available": exactly(available)}
        for product_id, available in short
    ]
    return {"type": exactly(f"urn:problem-type:{name}"), "short": lines}


@pytest.mark.parametrize(("quantity", "total"), [(99, "237.60"), (10, "24.00")])
def test_as_much_is_held_as_a_basket_takes(hold, quantity, total):
    hold.given("a product is for sale", product_id=1, name="Basil", quantity=200)
    wish_hold(hold, f"a reservation of {quantity} packets", quantity)
    hold.answers(201, held(total))

    with hold.kept() as url:
        reserved = shelf(url).reserve("order-1", {1: quantity}, "magpie")

    assert str(reserved.total.amount) == total
    assert reserved.unit_prices == {1: PRICE}


def test_as_many_products_are_held_as_a_basket_takes(hold):
    hold.given("as many products are for sale as are told at once")
    wish_hold(hold, "a reservation of a hundred products", *[2] * 100)
    prices = dict.fromkeys(range(1, 101), PRICE)
    lines = [
        {"product_id": exactly(number), "unit_price": exactly("2.40")}
        for number in prices
    ]
    told = {"currency": exactly("EUR"), "total": exactly("480.00"), "lines": lines}
    hold.answers(201, {"result": told})

    with hold.kept() as url:
        reserved = shelf(url).reserve("order-1", dict.fromkeys(prices, 2), "magpie")

    assert reserved == Reservation(Money(48000, "EUR"), prices)


@pytest.mark.parametrize(
    "state",
    [
        "one shopper has bought half of a product",
        "one shopper has put half of a product back",
    ],
)
def test_only_what_is_held_counts_as_a_hoard(hold, state):
    hold.given(state, product_id=1, holder="magpie")
    wish_hold(hold, "a reservation by who holds nothing any more", 2)
    hold.answers(201, held("4.80"))

    with hold.kept() as url:
        reserved = shelf(url).reserve("order-1", {1: 2}, "magpie")

    assert reserved == Reservation(Money(480, "EUR"), {1: PRICE})


def test_fair_share_is_had_to_the_last_packet(hold):
    hold.given("one shopper holds half of a product", product_id=1, holder="magpie")
    wish_hold(hold, "a reservation of just a fair share", 1)
    hold.answers(201, held("2.40"))

    with hold.kept() as url:
        reserved = shelf(url).reserve("order-1", {1: 1}, "magpie")

    assert reserved == Reservation(PRICE, {1: PRICE})


def test_fair_share_names_the_hoarded_lines_alone(hold):
    hold.given("one shopper holds half of a product", product_id=1, holder="magpie")
    hold.given("a product is for sale", product_id=2, name="Dill", quantity=5)
    wish_hold(hold, "a reservation of two products, one of them hoarded", 4, 2)
    hold.answers(409, problem_of("too-many-held", (1, 1)), headers=PROBLEM)

    with pytest.raises(TooManyHeld) as refused, hold.kept() as url:
        shelf(url).reserve("order-1", {1: 4, 2: 2}, "magpie")

    assert refused.value.short == [Shortage(1, 1)]


def test_each_short_line_is_told(hold):
    hold.given("a product is for sale", product_id=1, name="Basil", quantity=2)
    hold.given("a product is sold out", product_id=2, name="Dill")
    wish_hold(hold, "a reservation of two products of which there is too little", 3, 1)
    hold.answers(409, problem_of("out-of-stock", (1, 2), (2, 0)), headers=PROBLEM)

    with pytest.raises(NotEnough) as refused, hold.kept() as url:
        shelf(url).reserve("order-1", {1: 3, 2: 1}, "magpie")

    assert refused.value.short == [Shortage(1, 2), Shortage(2, 0)]


def test_hold_lasts_as_long_as_an_order_may_take(hold):
    hold.given("the hold of an order is fourteen minutes old", order_id="order-1")
    hold.asks(
        "a commit after fourteen minutes", "POST", f"{ORDER}/commit", headers=ITSELF
    )
    hold.answers(200, {"result": {"state": exactly("committed")}})

    with hold.kept() as url:
        shelf(url).commit("order-1")


def test_order_that_was_released_in_advance_holds_nothing(hold):
    hold.given("a product is for sale", product_id=1, name="Basil", quantity=10)
    hold.given("an unknown order was released in advance", order_id="order-1")
    wish_hold(hold, "a reservation that comes too late", 2)
    hold.answers(410)

    with pytest.raises(ReservationGone), hold.kept() as url:
        shelf(url).reserve("order-1", {1: 2}, "magpie")


def test_order_that_was_released_in_advance_buys_nothing(hold):
    hold.given("an unknown order was released in advance", order_id="order-1")
    hold.asks("a commit that comes too late", "POST", f"{ORDER}/commit", headers=ITSELF)
    hold.answers(410)

    with pytest.raises(ReservationGone), hold.kept() as url:
        shelf(url).commit("order-1")


def test_page_of_reservations_that_is_just_full_leads_nowhere(hold):
    hold.given("as many reservations were made as are told at once")
    query = {"limit": "100"}
    hold.asks("a page that is just full", "GET", LIST, query=query, headers=ITSELF)
    line = {"product_id": 1, "quantity": 1, "unit_price": "2.40"}
    told = {
        "id": token("order-000"),
        "state": exactly("held"),
        "expires_at": instant("2026-11-21T10:15:00+00:00"),
        "currency": exactly("EUR"),
        "total": exactly("2.40"),
        "lines": exactly([line]),
    }
    hold.answers(200, {"results": some(told), "next": nothing})

    with hold.kept() as url:
        page = shelf(url).hold_page()

    (one,) = page.holds
    assert (one.id, one.state, page.next) == ("order-000", "held", None)
    assert (one.total, one.expires_at.year) == (PRICE, 2026)
    assert (one.lines[1].quantity, one.lines[1].unit_price) == (1, PRICE)
