"""One order among others: what is done for it is done for no other."""

import pytest

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matchers import exactly, instant, nothing
from order_service.clients.product_service import (
    NotEnough,
    Product,
    ReservationState,
    ReservedPrices,
    Shortage,
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

LONG = "o" * 64
# What each of two orders holds: product, packets.
FIRST, SECOND = ((1, 2), (2, 3)), ((1, 1),)


@pytest.fixture
def interaction(agree):
    return agree("order-service", "product-service")


@pytest.fixture
def reserving(interaction):
    return interaction.given("order-service has shown who it is")


def wish_list(interaction: ExpectedInteraction, description: str) -> None:
    query = {"limit": "100"}
    interaction.upon_receiving(description)
    interaction.with_request("GET", LIST, query=query, headers=ITSELF)


def listed(
    order_id: str, state: str, total: str, lines: tuple[tuple[int, int], ...]
) -> dict[str, object]:
    listed = [
        {"product_id": product_id, "quantity": quantity, "unit_price": "2.40"}
        for product_id, quantity in lines
    ]
    ends = instant("2026-11-21T10:15:00+00:00") if state == "held" else nothing
    fixed = {"id": order_id, "state": state, "currency": "EUR", "total": total}
    named = {member: exactly(value) for member, value in fixed.items()}
    return named | {"expires_at": ends, "lines": exactly(listed)}


@pytest.mark.parametrize(
    ("given", "state"),
    [
        ("two orders hold a product", ReservationState.HELD),
        ("one of two orders was sold", ReservationState.COMMITTED),
        ("one of two orders was put back", ReservationState.RELEASED),
    ],
)
def test_each_order_has_a_fate_and_lines_of_its_own(reserving, given, state):
    reserving.given(given)
    wish_list(reserving, f"the books where {given}")
    first = listed("order-1", state.value, "12.00", FIRST)
    second = listed("order-2", "held", "2.40", SECOND)
    reserving.will_respond_with(200, {"results": [first, second], "next": nothing})

    with reserving.serve() as url:
        page = product_service(url).reservation_page()

    one, other = page.reservations
    assert (one.id, one.state, one.total.minor) == ("order-1", state, 1200)
    assert (other.id, other.state, other.total) == (
        "order-2",
        ReservationState.HELD,
        PRICE,
    )
    assert [line.quantity for line in one.lines.values()] == [2, 3]
    assert {line.unit_price for line in one.lines.values()} == {PRICE}
    assert (other.lines[1].quantity, other.lines[1].unit_price) == (1, PRICE)
    assert ((one.expires_at is None), page.next) == (
        state != ReservationState.HELD,
        None,
    )
    assert other.expires_at.year == 2026


@pytest.mark.parametrize(
    ("given", "basil", "dill"),
    [
        ("two orders hold a product", 7, 7),
        ("one of two orders was sold", 7, 7),
        ("one of two orders was put back", 9, 10),
    ],
)
def test_stock_is_what_all_orders_have_left(interaction, given, basil, dill):
    interaction.given(given)
    query = {"id": ["1", "2"]}
    interaction.upon_receiving(f"the stock where {given}")
    interaction.with_request("GET", "/api/products", query=query)
    left = {1: ("Basil", "basil", basil), 2: ("Dill", "dill", dill)}
    listed = [
        {
            "id": number,
            "name": name,
            "slug": slug,
            "price": "2.40",
            "currency": "EUR",
            "quantity": quantity,
            "is_active": True,
        }
        for number, (name, slug, quantity) in left.items()
    ]
    exact = [{name: exactly(value) for name, value in one.items()} for one in listed]
    interaction.will_respond_with(200, {"results": exact})

    with interaction.serve() as url:
        found = product_service(url).products([1, 2])

    assert found == {
        number: Product(number, name, slug, PRICE, quantity, True)
        for number, (name, slug, quantity) in left.items()
    }


def test_products_are_returned_without_any_others(interaction):
    interaction.given("the shelves hold different products")
    query = {"id": ["3", "6", "99"]}
    interaction.upon_receiving("some products of many")
    interaction.with_request("GET", "/api/products", query=query)
    carrot, oak = (
        Product(3, "Carrot", "carrot", Money(1200, "EUR"), 10, True),
        Product(6, "Oak", "oak", Money(900, "EUR"), 10, False),
    )
    listed = [
        {
            "id": exactly(one.id),
            "name": exactly(one.name),
            "slug": exactly(one.slug),
            "price": exactly(one.price.amount),
            "currency": exactly("EUR"),
            "quantity": exactly(10),
            "is_active": exactly(one.is_active),
        }
        for one in (carrot, oak)
    ]
    interaction.will_respond_with(200, {"results": listed})

    with interaction.serve() as url:
        found = product_service(url).products([99, 6, 3])

    assert found == {3: carrot, 6: oak}


@pytest.mark.parametrize(
    "given", ["one of two orders was sold", "one of two orders was put back"]
)
def test_other_order_can_still_be_sold(reserving, given):
    reserving.given(given)
    asked = f"a commit of the other where {given}"
    reserving.upon_receiving(asked)
    reserving.with_request("POST", f"{LIST}/order-2/commit", headers=ITSELF)
    reserving.will_respond_with(200, {"result": {"state": exactly("committed")}})

    with reserving.serve() as url:
        product_service(url).commit("order-2")


def test_refused_order_may_want_less(reserving):
    reserving.given(
        "an order was refused for want of a second product", order_id="order-1"
    )
    wish_reservation(reserving, "a reservation of less than was refused", 2)
    reserving.will_respond_with(201, held("4.80"))

    with reserving.serve() as url:
        reserved = product_service(url).reserve("order-1", {1: 2}, "magpie")

    assert reserved == ReservedPrices(Money(480, "EUR"), {1: PRICE})


def test_product_that_nobody_knows_is_short(reserving):
    reserving.given("another shelf holds a product")
    wish_reservation(reserving, "a reservation of a product that nobody knows", 1, 1)
    reserving.will_respond_with(
        409, problem_of("out-of-stock", (2, 0)), headers=PROBLEM
    )

    with pytest.raises(NotEnough) as refused, reserving.serve() as url:
        product_service(url).reserve("order-1", {1: 1, 2: 1}, "magpie")

    assert refused.value.short == [Shortage(2, 0)]


WITHDRAWN = "what an order holds was taken off sale"


def test_what_was_held_is_sold_though_it_was_taken_off_sale(reserving):
    reserving.given(WITHDRAWN, order_id="order-1")
    asked = "a commit of what is no longer for sale"
    reserving.upon_receiving(asked)
    reserving.with_request("POST", f"{ORDER}/commit", headers=ITSELF)
    reserving.will_respond_with(200, {"result": {"state": exactly("committed")}})

    with reserving.serve() as url:
        product_service(url).commit("order-1")


def test_what_was_held_stays_held_though_it_was_taken_off_sale(reserving):
    reserving.given(WITHDRAWN, order_id="order-1")
    wish_reservation(
        reserving, "a repeated reservation of what is no longer for sale", 2
    )
    reserving.will_respond_with(200, held("4.80"))

    with reserving.serve() as url:
        reserved = product_service(url).reserve("order-1", {1: 2}, "magpie")

    assert reserved == ReservedPrices(Money(480, "EUR"), {1: PRICE})


@pytest.mark.parametrize(
    ("given", "left"),
    [
        ("what an order has bought is a day old", 8),
        ("the hold of an order is fourteen minutes old", 8),
        ("the hold of an order is sixteen minutes old", 10),
    ],
)
def test_time_ends_holds_and_no_sales(interaction, given, left):
    interaction.given(given, order_id="order-1")
    asked = f"the stock when {given}"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", "/api/products", query={"id": "1"})
    members = {
        "id": 1,
        "name": "Basil",
        "slug": "basil",
        "price": "2.40",
        "currency": "EUR",
        "quantity": left,
        "is_active": True,
    }
    exact = {member: exactly(value) for member, value in members.items()}
    interaction.will_respond_with(200, {"results": [exact]})

    with interaction.serve() as url:
        found = product_service(url).products([1])

    assert found == {1: Product(1, "Basil", "basil", PRICE, left, True)}


def test_sale_is_final_however_old_it_is(reserving):
    reserving.given("what an order has bought is a day old", order_id="order-1")
    wish_list(reserving, "the books of a day ago")
    sold = listed("order-1", "committed", "4.80", ((1, 2),))
    reserving.will_respond_with(200, {"results": [sold], "next": nothing})

    with reserving.serve() as url:
        (one,) = product_service(url).reservation_page().reservations

    assert (one.id, one.state, one.total.minor) == ("order-1", "committed", 480)
    assert (one.expires_at, one.lines[1].quantity) == (None, 2)
    assert one.lines[1].unit_price == PRICE


def test_order_may_have_a_long_id(reserving):
    reserving.given("a product is for sale", product_id=1, name="Basil", quantity=10)
    wanted = {"lines": [{"product_id": 1, "quantity": 1}], "holder": "m" * 64}
    asked = "a reservation by a long id for a long name"
    reserving.upon_receiving(asked)
    reserving.with_request("PUT", f"{LIST}/{LONG}", headers=ITSELF, json=wanted)
    reserving.will_respond_with(201, held("2.40"))

    with reserving.serve() as url:
        reserved = product_service(url).reserve(LONG, {1: 1}, "m" * 64)

    assert reserved == ReservedPrices(PRICE, {1: PRICE})


@pytest.mark.parametrize(
    ("price", "quantity", "total"),
    [
        ("0.05", 3, "0.15"),
        ("10.10", 99, "999.90"),
        ("400000.00", 99, "39600000.00"),
    ],
)
def test_sums_are_returned_to_the_cent(reserving, price, quantity, total):
    reserving.given("a product is for sale", product_id=1, quantity=200, price=price)
    wish_reservation(reserving, f"a reservation that costs {total}", quantity)
    line = {"product_id": exactly(1), "unit_price": exactly(price)}
    members = {"currency": exactly("EUR"), "total": exactly(total), "lines": [line]}
    reserving.will_respond_with(201, {"result": members})

    with reserving.serve() as url:
        reserved = product_service(url).reserve("order-1", {1: quantity}, "magpie")

    cost, each = Money.parse_sum(total, "EUR"), Money.parse(price, "EUR")
    assert reserved == ReservedPrices(cost, {1: each})
