"""Reservations for an order: held, sold and put back."""

from collections.abc import Mapping

import pytest

from contract_kit.consumer.matchers import (
    exactly,
    integer,
    money,
    pattern,
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
from service_kit.http_client import ServiceUnavailable
from service_kit.money import Money

from .product_service_messages import (
    GONE,
    ITSELF,
    ORDER,
    PRICE,
    PROBLEM,
    TOKEN,
    product_service,
    replaceable_token,
)

HOLDER = {"holder": token("magpie")}
TWO_OF_ONE = HOLDER | {
    "lines": some({"product_id": integer(1), "quantity": integer(2)})
}
HELD = {
    "result": {
        "currency": pattern("EUR", r"[A-Z]{3}"),
        "total": money("4.80"),
        "lines": some({"product_id": integer(1), "unit_price": money("2.40")}),
    }
}
OUT_OF_STOCK = "urn:problem-type:out-of-stock"
TOO_MANY_HELD = "urn:problem-type:too-many-held"
SHORT_LINE = {"product_id": integer(1), "available": exactly(1)}
EACH_DEED = pytest.mark.parametrize(
    ("asked", "request_", "deed"),
    [
        (
            "a reservation",
            ("PUT", ORDER, TWO_OF_ONE),
            lambda product_service: product_service.reserve(
                "order-1", {1: 2}, "magpie"
            ),
        ),
        (
            "a commit",
            ("POST", f"{ORDER}/commit", None),
            lambda product_service: product_service.commit("order-1"),
        ),
        (
            "a release",
            ("DELETE", ORDER, None),
            lambda product_service: product_service.release("order-1"),
        ),
    ],
)


@pytest.fixture
def interaction(agree):
    return agree("order-service", "product-service")


@pytest.fixture
def reserving(interaction):
    return interaction.given("order-service has shown who it is")


def of_value(total: str, **prices: str) -> Mapping[str, object]:
    """A reservation that holds these products at these very prices."""
    lines = [
        {"product_id": exactly(int(name[1:])), "unit_price": exactly(price)}
        for name, price in prices.items()
    ]
    sum_of_all = {"currency": exactly("EUR"), "total": exactly(total)}
    return {"result": sum_of_all | {"lines": lines}}


def test_reservation_holds_products_at_their_prices(reserving):
    reserving.given("a product is for sale", product_id=1, name="Basil", quantity=10)
    reserving.upon_receiving("a reservation")
    reserving.with_request("PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE)
    reserving.will_respond_with(201, HELD)

    with reserving.serve() as url:
        held = product_service(url).reserve("order-1", {1: 2}, "magpie")

    assert held == ReservedPrices(Money(480, "EUR"), {1: PRICE})


def test_reservation_adds_up_each_product_and_quantity(reserving):
    reserving.given("a product is for sale", product_id=1, name="Basil", quantity=10)
    reserving.given(
        "a product is for sale", product_id=2, name="Dill", quantity=5, price="400.10"
    )
    lines = [{"product_id": 2, "quantity": 3}, {"product_id": 1, "quantity": 2}]
    reserving.upon_receiving("a reservation of two products")
    reserving.with_request(
        "PUT",
        ORDER,
        headers=ITSELF,
        json=HOLDER | {"lines": lines},
    )
    reserving.will_respond_with(201, of_value("1205.10", _1="2.40", _2="400.10"))

    with reserving.serve() as url:
        held = product_service(url).reserve("order-1", {2: 3, 1: 2}, "magpie")

    prices = {1: PRICE, 2: Money(40010, "EUR")}
    assert held == ReservedPrices(Money(120510, "EUR"), prices)


@pytest.mark.parametrize(
    "state", ["a product is held for an order", "a held product was sold to an order"]
)
def test_same_reservation_again_is_the_same_hold(reserving, state):
    reserving.given(state, order_id="order-1")
    reserving.upon_receiving("a reservation")
    reserving.with_request("PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE)
    reserving.will_respond_with(200, HELD)

    with reserving.serve() as url:
        held = product_service(url).reserve("order-1", {1: 2}, "magpie")

    assert held == ReservedPrices(Money(480, "EUR"), {1: PRICE})


def test_same_reservation_again_has_the_price_of_the_first(reserving):
    reserving.given("a product is held for an order", order_id="order-1")
    reserving.given("the product has become dearer")
    reserving.upon_receiving("a reservation after a change of price")
    reserving.with_request(
        "PUT",
        ORDER,
        headers=ITSELF,
        json=TWO_OF_ONE,
    )
    reserving.will_respond_with(200, of_value("4.80", _1="2.40"))

    with reserving.serve() as url:
        held = product_service(url).reserve("order-1", {1: 2}, "magpie")

    assert held == ReservedPrices(Money(480, "EUR"), {1: PRICE})


def test_shortage_says_how_many_there_are(reserving):
    pass_token = replaceable_token()
    reserving.given("a product is for sale", product_id=1, name="Basil", quantity=1)
    reserving.upon_receiving("a reservation of more than there is")
    reserving.with_request(
        "PUT",
        ORDER,
        headers=ITSELF,
        json=TWO_OF_ONE,
    )
    short = {"type": exactly(OUT_OF_STOCK), "short": some(SHORT_LINE)}
    reserving.will_respond_with(409, short, headers=PROBLEM)

    with pytest.raises(NotEnough) as refused, reserving.serve() as url:
        product_service(url, pass_token).reserve("order-1", {1: 2}, "magpie")

    assert refused.value.short == [Shortage(1, 1)]
    assert pass_token.get() == TOKEN


def test_shortage_names_for_every_line_how_many_are_left(reserving):
    reserving.given("a product is for sale", product_id=1, name="Basil", quantity=1)
    reserving.upon_receiving("a reservation of more than is left")
    reserving.with_request(
        "PUT",
        ORDER,
        headers=ITSELF,
        json=TWO_OF_ONE,
    )
    line = SHORT_LINE | {"available": integer(1)}
    reserving.will_respond_with(
        409, {"type": exactly(OUT_OF_STOCK), "short": some(line)}, headers=PROBLEM
    )

    with pytest.raises(NotEnough) as refused, reserving.serve() as url:
        product_service(url).reserve("order-1", {1: 2}, "magpie")

    assert refused.value.short == [Shortage(1, 1)]


def test_shortage_names_the_short_lines_alone(reserving):
    reserving.given("a product is for sale", product_id=1, name="Basil", quantity=2)
    reserving.given("a product is for sale", product_id=2, name="Dill", quantity=2)
    lines = [{"product_id": 1, "quantity": 2}, {"product_id": 2, "quantity": 3}]
    reserving.upon_receiving("a reservation with too much of the second product")
    reserving.with_request(
        "PUT",
        ORDER,
        headers=ITSELF,
        json=HOLDER | {"lines": lines},
    )
    of_dill = {"product_id": exactly(2), "available": exactly(2)}
    short = {"type": exactly(OUT_OF_STOCK), "short": [of_dill]}
    reserving.will_respond_with(409, short, headers=PROBLEM)

    with pytest.raises(NotEnough) as refused, reserving.serve() as url:
        product_service(url).reserve("order-1", {1: 2, 2: 3}, "magpie")

    assert refused.value.short == [Shortage(2, 2)]


@pytest.mark.parametrize("state", ["a product is sold out", "a product was withdrawn"])
def test_nothing_is_left_of_what_cannot_be_had(reserving, state):
    reserving.given(state)
    reserving.upon_receiving("a reservation of what cannot be had")
    reserving.with_request(
        "PUT",
        ORDER,
        headers=ITSELF,
        json=TWO_OF_ONE,
    )
    of_basil = {"product_id": exactly(1), "available": exactly(0)}
    short = {"type": exactly(OUT_OF_STOCK), "short": [of_basil]}
    reserving.will_respond_with(409, short, headers=PROBLEM)

    with pytest.raises(NotEnough) as refused, reserving.serve() as url:
        product_service(url).reserve("order-1", {1: 2}, "magpie")

    assert refused.value.short == [Shortage(1, 0)]


def test_fair_share_says_how_many_one_shopper_may_have(reserving):
    reserving.given(
        "one shopper holds half of a product", product_id=1, holder="magpie"
    )
    reserving.upon_receiving("a reservation of more than a fair share")
    reserving.with_request(
        "PUT",
        ORDER,
        headers=ITSELF,
        json=TWO_OF_ONE | {"holder": "magpie"},
    )
    short = {"type": exactly(TOO_MANY_HELD), "short": some(SHORT_LINE)}
    reserving.will_respond_with(409, short, headers=PROBLEM)

    with pytest.raises(TooManyHeld) as refused, reserving.serve() as url:
        product_service(url).reserve("order-1", {1: 2}, "magpie")

    assert refused.value.short == [Shortage(1, 1)]


def test_what_others_hold_is_not_counted_as_ones_own(reserving):
    reserving.given("one shopper holds half of a product", product_id=1, holder="wren")
    reserving.upon_receiving("a reservation of what somebody else holds much of")
    reserving.with_request(
        "PUT",
        ORDER,
        headers=ITSELF,
        json=TWO_OF_ONE | {"holder": "magpie"},
    )
    reserving.will_respond_with(201, HELD)

    with reserving.serve() as url:
        held = product_service(url).reserve("order-1", {1: 2}, "magpie")

    assert held == ReservedPrices(Money(480, "EUR"), {1: PRICE})


def test_same_products_in_another_order_are_the_same_hold(reserving):
    reserving.given("two products are held for an order", order_id="order-1")
    reserving.upon_receiving("a reservation of two products the other way round")
    reserving.with_request(
        "PUT",
        ORDER,
        headers=ITSELF,
        json=HOLDER
        | {
            "lines": [
                {"product_id": 2, "quantity": 3},
                {"product_id": 1, "quantity": 2},
            ]
        },
    )
    reserving.will_respond_with(200, of_value("12.00", _1="2.40", _2="2.40"))

    with reserving.serve() as url:
        held = product_service(url).reserve("order-1", {2: 3, 1: 2}, "magpie")

    assert held.total == Money(1200, "EUR")


@GONE
def test_late_reservation_after_a_release_is_refused(reserving, state):
    reserving.given(state, order_id="order-1")
    reserving.upon_receiving("a reservation")
    reserving.with_request("PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE)
    reserving.will_respond_with(410)

    with pytest.raises(ReservationGone), reserving.serve() as url:
        product_service(url).reserve("order-1", {1: 2}, "magpie")


def test_reservation_of_other_lines_says_nothing_definite(reserving):
    reserving.given("a product is held for an order", order_id="order-1", quantity=3)
    reserving.upon_receiving("a reservation of other lines")
    reserving.with_request("PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE)
    reserving.will_respond_with(422)

    with pytest.raises(ServiceUnavailable), reserving.serve() as url:
        product_service(url).reserve("order-1", {1: 2}, "magpie")


@EACH_DEED
def test_token_of_another_service_moves_no_packet(interaction, asked, request_, deed):
    method, path, body = request_
    interaction.given("another service has shown who it is", name="frontend")
    interaction.upon_receiving(f"{asked} by another service")
    interaction.with_request(method, path, headers=ITSELF, json=body)
    interaction.will_respond_with(403)

    with pytest.raises(ServiceUnavailable), interaction.serve() as url:
        deed(product_service(url))


def test_refused_token_is_exchanged_for_a_fresh_one(interaction):
    pass_token = replaceable_token()
    interaction.given("the token of order-service has ended")
    interaction.upon_receiving("a reservation")
    interaction.with_request("PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE)
    interaction.will_respond_with(401)

    with pytest.raises(ServiceUnavailable), interaction.serve() as url:
        product_service(url, pass_token).reserve("order-1", {1: 2}, "magpie")

    assert pass_token.get() == "a-fresh-token"


@EACH_DEED
def test_token_that_cannot_be_checked_is_kept(reserving, asked, request_, deed):
    pass_token = replaceable_token()
    method, path, body = request_
    reserving.given("tokens cannot be checked")
    reserving.upon_receiving(asked)
    reserving.with_request(method, path, headers=ITSELF, json=body)
    reserving.will_respond_with(503)

    with pytest.raises(ServiceUnavailable), reserving.serve() as url:
        deed(product_service(url, pass_token))

    assert pass_token.get() == TOKEN


@pytest.mark.parametrize(
    "state", ["a product is held for an order", "a held product was sold to an order"]
)
def test_held_products_are_sold_for_good_and_once(reserving, state):
    reserving.given(state, order_id="order-1")
    reserving.upon_receiving("a commit")
    reserving.with_request("POST", f"{ORDER}/commit", headers=ITSELF)
    reserving.will_respond_with(200, {"result": {"state": exactly("committed")}})

    with reserving.serve() as url:
        product_service(url).commit("order-1")


@GONE
def test_sale_of_what_is_not_held_is_refused(reserving, state):
    reserving.given(state, order_id="order-1")
    reserving.upon_receiving("a late commit")
    reserving.with_request("POST", f"{ORDER}/commit", headers=ITSELF)
    reserving.will_respond_with(410)

    with pytest.raises(ReservationGone), reserving.serve() as url:
        product_service(url).commit("order-1")


def test_sale_of_what_was_never_held_is_refused(reserving):
    reserving.upon_receiving("a commit of nothing")
    reserving.with_request("POST", f"{ORDER}/commit", headers=ITSELF)
    reserving.will_respond_with(410)

    with pytest.raises(ReservationGone), reserving.serve() as url:
        product_service(url).commit("order-1")


def test_sale_by_a_refused_token_fetches_another(interaction):
    pass_token = replaceable_token()
    interaction.given("the token of order-service has ended")
    interaction.upon_receiving("a commit")
    interaction.with_request("POST", f"{ORDER}/commit", headers=ITSELF)
    interaction.will_respond_with(401)

    with pytest.raises(ServiceUnavailable), interaction.serve() as url:
        product_service(url, pass_token).commit("order-1")

    assert pass_token.get() == "a-fresh-token"


@pytest.mark.parametrize(
    "state",
    [
        "a product is held for an order",
        "a held product was sold to an order",
        "what was held for an order was put back",
        "the hold of an order has run out",
    ],
)
def test_products_are_put_back_whatever_has_become_of_them(reserving, state):
    reserving.given(state, order_id="order-1")
    reserving.upon_receiving("a release")
    reserving.with_request("DELETE", ORDER, headers=ITSELF)
    reserving.will_respond_with(200, {"result": {"state": exactly("released")}})

    with reserving.serve() as url:
        product_service(url).release("order-1")


def test_unknown_order_is_released_in_advance(reserving):
    reserving.upon_receiving("a release of nothing")
    reserving.with_request("DELETE", ORDER, headers=ITSELF)
    reserving.will_respond_with(200, {"result": {"state": exactly("released")}})

    with reserving.serve() as url:
        product_service(url).release("order-1")


def test_release_by_a_refused_token_fetches_another(interaction):
    pass_token = replaceable_token()
    interaction.given("the token of order-service has ended")
    interaction.upon_receiving("a release")
    interaction.with_request("DELETE", ORDER, headers=ITSELF)
    interaction.will_respond_with(401)

    with pytest.raises(ServiceUnavailable), interaction.serve() as url:
        product_service(url, pass_token).release("order-1")

    assert pass_token.get() == "a-fresh-token"
