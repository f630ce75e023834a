from dataclasses import replace
from datetime import UTC, datetime

import pytest

from contract_kit import Promise
from contract_kit.shapes import (
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
    token,
)
from service_kit.http import Connection, NotFound, Rejected, ServiceUnavailable
from service_kit.money import Money
from storefront.clients.order_service import OrderServiceClient, Purchase
from storefront.payloads import Address, Event, Line, Order
from storefront.review import shares_of

# A reading call is made twice more where its provider cannot work just now.
PATIENTLY = 3
SHOPPER = {"Authorization": from_state("Bearer ${token}", example="Bearer the-token")}
KEY = "a-key-of-its-own"
KEYED = SHOPPER | {"Idempotency-Key": token(KEY)}
PROBLEM = {"Content-Type": "application/problem+json"}
NUMBER = "7K3M-9PQR"
ORDER_PATH = from_state("/api/order/${number}", example=f"/api/order/{NUMBER}")
CANCEL_PATH = from_state(
    "/api/order/${number}/cancel", example=f"/api/order/{NUMBER}/cancel"
)
STANDARD = {"delivery": "standard"}
BASIL = {"product_id": 1, "qty": 2}
SOME_BASIL = {"product_id": integer(1), "qty": integer(2)}
TEN_AT_MOST = {"limit": pattern("10", r"[1-9]\d*")}

LINE = {
    "product_id": integer(1),
    "name": text("Basil"),
    "slug": token("basil"),
    "quantity": integer(2),
    "unit_price": money("2.40"),
    "line_total": money("4.80"),
    "notice": nothing,
}
COSTS = {
    "subtotal": money("4.80"),
    "delivery": money("2.90"),
    "delivery_method": exactly("standard"),
    "total": money("7.70"),
    "currency": pattern("EUR", r"[A-Z]{3}"),
}
BASKET = COSTS | {
    "number": nothing,
    "state": text("open"),
    "version": integer(3),
    "items": some(LINE),
}
EMPTY = BASKET | {"items": exactly([])}
ADDRESS = {
    "name": text("Ada Lovelace"),
    "line1": text("12 Rose Lane"),
    "postcode": text("D02 X285"),
    "city": text("Dublin"),
    "country": pattern("IE", r"[A-Z]{2}"),
}
ORDER = COSTS | {
    "number": pattern(NUMBER, r"[0-9A-Z]{4}-[0-9A-Z]{4}"),
    "state": exactly("paid"),
    "version": integer(3),
    "items": some(LINE),
    "address": ADDRESS,
    "created_at": instant("2026-11-21T12:00:00+00:00"),
}

_ANY_STATE = one_of(
    "paid",
    *("pending", "reserved", "authorised", "committed", "shipped", "delivered"),
    *("failing", "failed", "refunding", "refunded"),
)
# A cursor is base64: it ends in what an address has to escape.
CURSOR = "MjAyNi0xMS0yMXxhMQ=="
LETTERS = "L’Été, Rose d’Álava 薔薇"
CODES = ("card_declined", "insufficient_funds", "authentication_failed")
# Whoever looks at an order reads how it travels, whichever way that is.
_ON_ITS_WAY = ORDER | {"delivery_method": one_of("standard", "express")}
LISTED = _ON_ITS_WAY | {"state": _ANY_STATE}
EVENT = {"state": _ANY_STATE, "happened_at": instant("2026-11-21T12:00:01+00:00")}
SHOWN = _ON_ITS_WAY | {"action_url": nothing, "history": some(EVENT)}

BASILS = Line(1, "Basil", "basil", 2, Money(240, "EUR"), Money(480, "EUR"))
IN_BASKET = Order(
    number=None,
    state="open",
    reason=None,
    version=3,
    lines=(BASILS,),
    subtotal=Money(480, "EUR"),
    delivery=Money(290, "EUR"),
    delivery_method="standard",
    total=Money(770, "EUR"),
    address=None,
    created_at=None,
)
HOME = Address("Ada Lovelace", "12 Rose Lane", "", "D02 X285", "Dublin", "IE")
PLACED = replace(
    IN_BASKET,
    number=NUMBER,
    state="paid",
    address=HOME,
    created_at=datetime(2026, 11, 21, 12, tzinfo=UTC),
)
PAID_AT = datetime(2026, 11, 21, 12, 0, 1, tzinfo=UTC)
SEEN = replace(PLACED, history=(Event("paid", PAID_AT),))
PURCHASE = Purchase(KEY, 3, Money(770, "EUR"), "tok_ok", "standard", HOME)
# What these cards do is between order-service and the bank.
CARD = one_of(
    *("tok_ok", "tok_slow", "tok_lost", "tok_500_once"),
    *("tok_capture_refused", "tok_requires_action"),
)
BOUGHT = {
    "cart_version": from_state("version", example=3),
    "expected_total": money("7.70"),
    "method": CARD,
    "delivery": "standard",
    "address": ADDRESS,
}


@pytest.fixture
def promise(agree):
    return agree("frontend", "order-service")


@pytest.fixture
def signed_in(promise):
    return promise.given("a shopper is signed in")


@pytest.fixture
def shopping(signed_in):
    """A promise to somebody who is signed in, about a product that is for sale."""
    return signed_in.given("a product is for sale")


@pytest.fixture
def buying(shopping):
    return shopping.given("the basket holds a product", quantity=2)


def orders_at(url: str) -> OrderServiceClient:
    return OrderServiceClient(Connection("frontend", "order-service", url))


def wish_basket(promise: Promise, description: str, delivery: str = "standard") -> None:
    if delivery != "standard":
        description = f"{description} for the {delivery} delivery"
    query = {"delivery": delivery}
    promise.asks(description, "GET", "/api/order", query=query, headers=SHOPPER)


def wish_checkout(promise: Promise, description: str, **changes: object) -> None:
    promise.asks(
        description,
        "POST",
        "/api/order/checkout",
        headers=KEYED,
        json=BOUGHT | changes,
    )


def priced(
    subtotal: str, total: str, delivery: str = "2.90", kind: str = "standard"
) -> dict[str, object]:
    """Say what a basket or an order costs, to the cent."""
    told = {
        "subtotal": subtotal,
        "delivery": delivery,
        "delivery_method": kind,
        "total": total,
        "currency": "EUR",
    }
    return {name: exactly(value) for name, value in told.items()}


def item(quantity: int, unit_price: str = "2.40", name: str = "Basil") -> object:
    """Say what a line holds, to the cent."""
    cents = quantity * int(unit_price.replace(".", ""))
    return LINE | {
        "name": exactly(name),
        "quantity": exactly(quantity),
        "unit_price": exactly(unit_price),
        "line_total": exactly(f"{cents // 100}.{cents % 100:02}"),
    }


def packets(*quantities: int) -> list[object]:
    """Orders of so many packets each, in this order, and no others."""
    return [
        LISTED | {"items": [LINE | {"quantity": exactly(quantity)}]}
        for quantity in quantities
    ]


def counted(*orders: Order) -> list[int]:
    return [order.count for order in orders]


def problem_of(name: str) -> object:
    return exactly(f"urn:problem-type:{name}")


# The basket


def test_basket_is_shown_with_its_costs(buying):
    wish_basket(buying, "a look into the basket")
    buying.answers(200, {"result": BASKET})

    with buying.kept() as url:
        basket = orders_at(url).basket("the-token")

    assert basket == IN_BASKET


def test_basket_is_priced_for_another_delivery(buying):
    wish_basket(buying, "a look into the basket", delivery="express")
    buying.answers(200, {"result": BASKET | {"delivery_method": exactly("express")}})

    with buying.kept() as url:
        basket = orders_at(url).basket("the-token", "express")

    assert basket == replace(IN_BASKET, delivery_method="express")


@pytest.mark.parametrize(
    ("delivery", "costs", "together"),
    [("standard", "2.90", "2471.90"), ("express", "5.90", "2474.90")],
)
def test_basket_is_priced_to_the_cent(promise, delivery, costs, together):
    promise.given("a shopper is signed in")
    promise.given("a product is for sale", name=LETTERS, price="1234.50")
    promise.given("the basket holds a product", quantity=2)
    wish_basket(promise, "a look into a dear basket", delivery)
    dear = priced("2469.00", together, costs, delivery)
    lines = {"items": [item(2, "1234.50", LETTERS)]}
    promise.answers(200, {"result": BASKET | dear | lines})

    with promise.kept() as url:
        basket = orders_at(url).basket("the-token", delivery)

    dear, all_of_it = Money(123450, "EUR"), Money(246900, "EUR")
    line = replace(BASILS, name=LETTERS, unit_price=dear, total=all_of_it)
    assert (basket.lines, basket.subtotal) == ((line,), all_of_it)
    assert str(basket.delivery.amount) == costs
    assert (basket.delivery_method, basket.total.amount) == (delivery, together)
    assert (basket.number, basket.state, basket.version) == (None, "open", 3)


def test_basket_adds_up_its_lines_by_name(buying):
    buying.given("a product is for sale", product_id=2, name="Anise", price="10.10")
    buying.given("the basket holds a product", product_id=2, quantity=3)
    wish_basket(buying, "a look into a basket of two products")
    anise = item(3, "10.10", "Anise") | {"product_id": exactly(2)}
    lines = {"items": [anise, item(2)]}
    buying.answers(200, {"result": BASKET | priced("35.10", "38.00") | lines})

    with buying.kept() as url:
        basket = orders_at(url).basket("the-token")

    costs = Money(1010, "EUR"), Money(3030, "EUR")
    anise = Line(2, "Anise", "basil", 3, *costs)
    assert basket == replace(
        IN_BASKET,
        lines=(anise, BASILS),
        subtotal=Money(3510, "EUR"),
        total=Money(3800, "EUR"),
    )


def test_basket_that_can_just_be_had_has_no_notice(buying):
    buying.given("there is as much of the product as is wanted", available=2)
    wish_basket(buying, "a look into a basket of all there is")
    buying.answers(200, {"result": BASKET})

    with buying.kept() as url:
        basket = orders_at(url).basket("the-token")

    assert basket == IN_BASKET


@pytest.mark.parametrize(
    ("description", "state", "parameters"),
    [
        ("after its checkout", "the basket was bought", {}),
        ("of somebody who was forgotten", "the addresses were erased", {}),
    ],
)
def test_basket_that_was_bought_or_forgotten_is_empty(
    buying, description, state, parameters
):
    buying.given(state, **parameters)
    wish_basket(buying, f"a look into the basket {description}")
    buying.answers(200, {"result": EMPTY | priced("0.00", "0.00", "0.00")})

    with buying.kept() as url:
        basket = orders_at(url).basket("the-token")

    nothing = Money.zero("EUR")
    assert (basket.lines, basket.total, basket.version) == ((), nothing, 3)
    assert (basket.number, basket.state) == (None, "open")
    assert basket.delivery_method == "standard"


def test_lines_of_an_order_that_failed_are_in_the_basket_again(buying):
    buying.given("the order was called off before it was paid", key=KEY)
    wish_basket(buying, "a look into the basket after a failed order")
    buying.answers(200, {"result": BASKET | {"items": [item(2)]}})

    with buying.kept() as url:
        basket = orders_at(url).basket("the-token")

    assert basket == IN_BASKET


def test_basket_without_lines_is_empty(signed_in):
    wish_basket(signed_in, "a look into an empty basket")
    signed_in.answers(200, {"result": EMPTY})

    with signed_in.kept() as url:
        basket = orders_at(url).basket("the-token")

    assert basket == replace(IN_BASKET, lines=())


@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_tells_what_is_left(buying, delivery):
    line = LINE | {"notice": exactly("short"), "available": exactly(1)}
    buying.given("there is less of the product than before", available=1)
    wish_basket(
        buying, "a look into a basket with too much of a product", delivery=delivery
    )
    short = {"items": some(line), "delivery_method": exactly(delivery)}
    buying.answers(200, {"result": BASKET | short})

    with buying.kept() as url:
        basket = orders_at(url).basket("the-token", delivery)

    line = replace(BASILS, notice="short", available=1)
    assert basket == replace(IN_BASKET, lines=(line,), delivery_method=delivery)


@pytest.mark.parametrize(
    ("state", "parameters", "notice"),
    [
        ("there is less of the product than before", {"available": 0}, "sold-out"),
        ("the product is no longer for sale", {}, "not-for-sale"),
    ],
)
@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_tells_what_cannot_be_had(buying, state, parameters, notice, delivery):
    line = LINE | {"notice": exactly(notice)}
    buying.given(state, **parameters)
    wish_basket(
        buying, f"a look into a basket with a line that is {notice}", delivery=delivery
    )
    troubled = {"items": some(line), "delivery_method": exactly(delivery)}
    buying.answers(200, {"result": BASKET | troubled})

    with buying.kept() as url:
        basket = orders_at(url).basket("the-token", delivery)

    line = replace(BASILS, notice=notice)
    assert basket == replace(IN_BASKET, lines=(line,), delivery_method=delivery)


# Changes of the basket


def test_product_is_put_into_the_basket(shopping):
    shopping.asks(
        "some of a product for the basket",
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json=SOME_BASIL,
    )
    shopping.answers(200, {"result": BASKET})

    with shopping.kept() as url:
        basket = orders_at(url).add_item("the-token", 1, 2)

    assert basket == IN_BASKET


def test_more_of_a_product_is_added_to_what_is_there(buying):
    buying.asks(
        "three more of a product for the basket",
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json={"product_id": 1, "qty": 3},
    )
    more = priced("12.00", "14.90") | {"items": [item(5)]}
    buying.answers(200, {"result": BASKET | more})

    with buying.kept() as url:
        basket = orders_at(url).add_item("the-token", 1, 3)

    line = replace(BASILS, quantity=5, total=Money(1200, "EUR"))
    assert (basket.lines, basket.total) == ((line,), Money(1490, "EUR"))
    assert (basket.number, basket.state, basket.version) == (None, "open", 3)


def test_unknown_product_is_not_put_in(promise):
    promise.given("a shopper is signed in")
    promise.asks(
        "some of an unknown product for the basket",
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json=BASIL,
    )
    promise.answers(404)

    with pytest.raises(NotFound), promise.kept() as url:
        orders_at(url).add_item("the-token", 1, 2)


def test_too_much_of_a_product_is_refused_in_words(shopping):
    shopping.given("the basket holds a product", quantity=99)
    shopping.asks(
        "more of a product than a basket takes",
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json=BASIL,
    )
    shopping.answers(422, {"errors": {"qty": some(text("Too many"))}}, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, shopping.kept() as url:
        orders_at(url).add_item("the-token", 1, 2)

    assert refusal.value.status == 422
    assert refusal.value.errors == {"qty": ["Too many"]}


def test_full_basket_refuses_another_product_in_words(shopping):
    shopping.given("the basket holds as many products as it takes")
    shopping.asks(
        "a product for a full basket",
        "POST",
        "/api/order/add-item",
        headers=SHOPPER,
        json=BASIL,
    )
    shopping.answers(422, {"detail": text("Too many products")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, shopping.kept() as url:
        orders_at(url).add_item("the-token", 1, 2)

    assert refusal.value.status == 422
    assert refusal.value.detail == "Too many products"


def test_quantity_in_the_basket_is_changed(buying):
    buying.asks(
        "another quantity of a product",
        "PATCH",
        "/api/order/items/1",
        headers=SHOPPER,
        json={"qty": 5},
    )
    line = LINE | {"quantity": exactly(5)}
    buying.answers(200, {"result": BASKET | {"items": some(line)}})

    with buying.kept() as url:
        basket = orders_at(url).change_quantity("the-token", 1, 5)

    assert basket == replace(IN_BASKET, lines=(replace(BASILS, quantity=5),))


def test_any_quantity_in_the_basket_is_changed(buying):
    buying.asks(
        "any other quantity of a product",
        "PATCH",
        "/api/order/items/1",
        headers=SHOPPER,
        json={"qty": integer(3)},
    )
    line = LINE | {"quantity": integer(3)}
    buying.answers(200, {"result": BASKET | {"items": some(line)}})

    with buying.kept() as url:
        basket = orders_at(url).change_quantity("the-token", 1, 3)

    assert basket == replace(IN_BASKET, lines=(replace(BASILS, quantity=3),))


def test_quantity_of_what_is_not_there_stays(signed_in):
    signed_in.asks(
        "another quantity of a product that is not in the basket",
        "PATCH",
        "/api/order/items/1",
        headers=SHOPPER,
        json={"qty": 5},
    )
    signed_in.answers(404)

    with pytest.raises(NotFound), signed_in.kept() as url:
        orders_at(url).change_quantity("the-token", 1, 5)


def test_last_product_is_taken_out(buying):
    buying.asks(
        "the last product out of the basket",
        "DELETE",
        "/api/order/items/1",
        headers=SHOPPER,
    )
    buying.answers(200, {"result": EMPTY})

    with buying.kept() as url:
        basket = orders_at(url).remove_item("the-token", 1)

    assert basket == replace(IN_BASKET, lines=())


def test_product_is_taken_out_from_among_others(buying):
    buying.asks(
        "one product of several out of the basket",
        "DELETE",
        "/api/order/items/2",
        headers=SHOPPER,
    )
    buying.given("a product is for sale", product_id=2, name="Teapot")
    buying.given("the basket holds a product", product_id=2, quantity=1)
    line = LINE | {"product_id": exactly(1)}
    buying.answers(200, {"result": BASKET | {"items": [line]}})

    with buying.kept() as url:
        basket = orders_at(url).remove_item("the-token", 2)

    assert basket == IN_BASKET


def test_guest_brings_lines_along(shopping):
    shopping.asks(
        "the lines of a guest's basket",
        "POST",
        "/api/order/merge",
        headers=SHOPPER,
        json={"lines": some(SOME_BASIL)},
    )
    shopping.answers(200, {"result": BASKET})

    with shopping.kept() as url:
        basket = orders_at(url).merge("the-token", {1: 2})

    assert basket == IN_BASKET


@pytest.mark.parametrize(("kept", "brought", "together"), [(2, 3, 5), (98, 3, 99)])
def test_guest_brings_lines_to_those_that_are_there(shopping, kept, brought, together):
    shopping.given("the basket holds a product", quantity=kept)
    shopping.asks(
        f"{brought} packets for {kept} in the basket",
        "POST",
        "/api/order/merge",
        headers=SHOPPER,
        json={"lines": [{"product_id": 1, "qty": brought}]},
    )
    lines = {"items": [LINE | {"quantity": exactly(together)}]}
    shopping.answers(200, {"result": BASKET | lines})

    with shopping.kept() as url:
        basket = orders_at(url).merge("the-token", {1: brought})

    assert basket == replace(IN_BASKET, lines=(replace(BASILS, quantity=together),))


def test_only_lines_that_nobody_sells_are_left_behind(shopping):
    shopping.asks(
        "the lines of a guest's basket, one of them for sale",
        "POST",
        "/api/order/merge",
        headers=SHOPPER,
        json={"lines": [BASIL, {"product_id": 2, "qty": 3}]},
    )
    shopping.answers(200, {"result": BASKET | {"items": [item(2)]}})

    with shopping.kept() as url:
        basket = orders_at(url).merge("the-token", {1: 2, 2: 3})

    assert basket == IN_BASKET


def test_basket_of_a_guest_is_priced_to_the_cent(promise):
    promise.given("a product is for sale", name=LETTERS, price="1234.50")
    promise.given("a product is for sale", product_id=2, name="Anise")
    lines = [{"product_id": 2, "qty": 1}, {"product_id": 1, "qty": 2}]
    promise.asks(
        "the price of a guest's dear basket",
        "POST",
        "/api/order/quote",
        json={"lines": [*lines, {"product_id": 9, "qty": 1}], "delivery": "express"},
    )
    dear = priced("2471.40", "2477.30", "5.90", "express")
    anise = item(1, "2.40", "Anise") | {"product_id": exactly(2)}
    told = {"items": [anise, item(2, "1234.50", LETTERS)]}
    promise.answers(200, {"result": BASKET | dear | told})

    with promise.kept() as url:
        basket = orders_at(url).quote({2: 1, 1: 2, 9: 1}, "express")

    price, twice = Money(123450, "EUR"), Money(246900, "EUR")
    rose = replace(BASILS, name=LETTERS, unit_price=price, total=twice)
    one = Money(240, "EUR")
    assert basket.lines == (Line(2, "Anise", "basil", 1, one, one), rose)
    assert (basket.number, basket.state, basket.version) == (None, "open", 3)
    assert (basket.subtotal, basket.total) == (
        Money(247140, "EUR"),
        Money(247730, "EUR"),
    )


def test_lines_that_nobody_sells_are_left_behind(promise):
    promise.given("a shopper is signed in")
    promise.asks(
        "the lines of a guest's basket that nobody sells",
        "POST",
        "/api/order/merge",
        headers=SHOPPER,
        json={"lines": [BASIL]},
    )
    promise.answers(200, {"result": EMPTY})

    with promise.kept() as url:
        basket = orders_at(url).merge("the-token", {1: 2})

    assert basket == replace(IN_BASKET, lines=())


@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_of_a_guest_is_priced(promise, delivery):
    promise.given("a product is for sale")
    promise.asks(
        f"the price of a guest's basket for the {delivery} delivery",
        "POST",
        "/api/order/quote",
        json={"lines": some(SOME_BASIL), "delivery": delivery},
    )
    promise.answers(200, {"result": BASKET | {"delivery_method": exactly(delivery)}})

    with promise.kept() as url:
        basket = orders_at(url).quote({1: 2}, delivery)

    assert basket == replace(IN_BASKET, delivery_method=delivery)


@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_of_a_guest_tells_what_is_sold_out(promise, delivery):
    line = LINE | {"notice": exactly("sold-out")}
    promise.given("a product is for sale")
    promise.given("there is less of the product than before", available=0)
    promise.asks(
        f"the price of a guest's basket with a line that is sold out, {delivery}",
        "POST",
        "/api/order/quote",
        json={"lines": some(SOME_BASIL), "delivery": delivery},
    )
    troubled = {"items": some(line), "delivery_method": exactly(delivery)}
    promise.answers(200, {"result": BASKET | troubled})

    with promise.kept() as url:
        basket = orders_at(url).quote({1: 2}, delivery)

    line = replace(BASILS, notice="sold-out")
    assert basket == replace(IN_BASKET, lines=(line,), delivery_method=delivery)


@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_of_a_guest_tells_what_is_left(promise, delivery):
    line = LINE | {"notice": exactly("short"), "available": exactly(1)}
    promise.given("a product is for sale")
    promise.given("there is less of the product than before", available=1)
    promise.asks(
        f"the price of a guest's basket with too much of a product, {delivery}",
        "POST",
        "/api/order/quote",
        json={"lines": some(SOME_BASIL), "delivery": delivery},
    )
    short = {"items": some(line), "delivery_method": exactly(delivery)}
    promise.answers(200, {"result": BASKET | short})

    with promise.kept() as url:
        basket = orders_at(url).quote({1: 2}, delivery)

    line = replace(BASILS, notice="short", available=1)
    assert basket == replace(IN_BASKET, lines=(line,), delivery_method=delivery)


@pytest.mark.parametrize("delivery", ["standard", "express"])
def test_basket_of_a_guest_tells_that_too_much_was_chosen(promise, delivery):
    line = LINE | {"notice": exactly("short"), "available": integer(1)}
    promise.given("a product is for sale")
    promise.given("there is less of the product than before", available=1)
    promise.asks(
        f"the price of a guest's basket with more than is left, {delivery}",
        "POST",
        "/api/order/quote",
        json={"lines": some(SOME_BASIL), "delivery": delivery},
    )
    short = {"items": some(line), "delivery_method": exactly(delivery)}
    promise.answers(200, {"result": BASKET | short})

    with promise.kept() as url:
        basket = orders_at(url).quote({1: 2}, delivery)

    line = replace(BASILS, notice="short", available=1)
    assert basket == replace(IN_BASKET, lines=(line,), delivery_method=delivery)


def test_basket_that_nobody_sells_has_no_price(promise):
    promise.asks(
        "the price of a guest's basket that nobody sells",
        "POST",
        "/api/order/quote",
        json={"lines": [BASIL], "delivery": "standard"},
    )
    promise.answers(404)

    with pytest.raises(NotFound), promise.kept() as url:
        orders_at(url).quote({1: 2})


# The checkout


def test_checkout_ends_in_a_paid_order(buying):
    wish_checkout(buying, "a checkout")
    buying.answers(201, {"result": ORDER})

    with buying.kept() as url:
        order = orders_at(url).check_out("the-token", PURCHASE)

    assert order == PLACED


def test_checkout_is_kept_word_for_word_and_to_the_cent(promise):
    promise.given("a shopper is signed in")
    promise.given("a product is for sale", name=LETTERS, price="1234.50")
    promise.given("the basket holds a product", quantity=2)
    there = {
        "name": "Zoë O’Brien-D'Été",
        "line1": "Ødegårdsveien 12",
        "line2": "薔薇",
        "postcode": "D02 X285",
        "city": "São Paulo",
        "country": "NO",
    }
    wish_checkout(
        promise, "a checkout in many languages", expected_total="2471.90", address=there
    )
    dear = priced("2469.00", "2471.90") | {"items": [item(2, "1234.50", LETTERS)]}
    promise.answers(201, {"result": ORDER | dear | {"address": exactly(there)}})

    with promise.kept() as url:
        total = Money(247190, "EUR")
        bought = replace(PURCHASE, expected_total=total, address=Address(**there))
        order = orders_at(url).check_out("the-token", bought)

    price, twice = Money(123450, "EUR"), Money(246900, "EUR")
    line = replace(BASILS, name=LETTERS, unit_price=price, total=twice)
    assert (order.lines, order.total) == ((line,), total)
    assert (order.address, order.subtotal) == (Address(**there), twice)
    assert (order.number, order.version) == (NUMBER, 3)
    assert order.created_at == PLACED.created_at


def test_key_of_somebody_else_is_another_key(buying):
    buying.given("somebody else has bought something", key=KEY)
    wish_checkout(buying, "a checkout by the key of somebody else")
    lines = {"items": [item(2)]} | priced("4.80", "7.70")
    buying.answers(201, {"result": ORDER | lines})

    with buying.kept() as url:
        order = orders_at(url).check_out("the-token", PURCHASE)

    assert order == PLACED


def test_checkout_goes_to_a_second_line(buying):
    home, address = replace(HOME, line2="Flat 2"), ADDRESS | {"line2": text("Flat 2")}
    wish_checkout(buying, "a checkout to an address of two lines", address=address)
    buying.answers(201, {"result": ORDER | {"address": address}})

    with buying.kept() as url:
        order = orders_at(url).check_out("the-token", replace(PURCHASE, address=home))

    assert order == replace(PLACED, address=home)


def test_checkout_of_an_express_delivery_is_paid(buying):
    purchase = replace(PURCHASE, delivery="express", expected_total=Money(1070, "EUR"))
    wish_checkout(
        buying,
        "a checkout with the express delivery",
        delivery="express",
        expected_total=money("10.70"),
    )
    buying.answers(201, {"result": ORDER | {"delivery_method": exactly("express")}})

    with buying.kept() as url:
        order = orders_at(url).check_out("the-token", purchase)

    assert order == replace(PLACED, delivery_method="express")


def test_checkout_is_confirmed_later(buying):
    state = one_of("reserved", "pending", "authorised", "committed")
    buying.given("the bank does not answer")
    wish_checkout(buying, "a checkout that cannot be paid just now")
    buying.answers(202, {"result": ORDER | {"state": state}})

    with buying.kept() as url:
        order = orders_at(url).check_out("the-token", PURCHASE)

    assert order == replace(PLACED, state="reserved")


def test_checkout_of_the_same_key_finds_the_order(buying):
    buying.given("the basket was bought", key=KEY)
    # Another checkout of this basket would not be paid any more.
    buying.given("the product has another price", price="2.60")
    wish_checkout(buying, "a checkout that is sent again")
    buying.answers(201, {"result": ORDER})

    with buying.kept() as url:
        order = orders_at(url).check_out("the-token", PURCHASE)

    assert order == PLACED


@pytest.mark.parametrize(
    ("reason", "state", "parameters"),
    [
        ("cart-changed", "the basket was changed in another window", {}),
        ("sold-out", "there is less of the product than before", {"available": 1}),
        ("price-changed", "the product has another price", {"price": "2.60"}),
        ("too-many-open-orders", "many orders are still being confirmed", {}),
        ("too-many-unpaid", "many packets are on order already", {}),
        ("payment-refused", "the bank refuses to pay out", {}),
        ("expired", "the reservation came too late", {}),
        ("cancelled", "the order was called off before it was paid", {"key": KEY}),
    ],
)
def test_refused_checkout_names_its_reason(buying, reason, state, parameters):
    buying.given(state, **parameters)
    wish_checkout(buying, f"a checkout that is refused as {reason}")
    buying.answers(409, {"type": problem_of(reason)}, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.kept() as url:
        orders_at(url).check_out("the-token", PURCHASE)

    assert (refusal.value.status, refusal.value.reason) == (409, reason)


def test_fair_share_names_what_one_shopper_may_have(buying):
    buying.given("one shopper may have less of the product", available=1)
    wish_checkout(buying, "a checkout of more than a fair share")
    short = some({"product_id": integer(1), "available": integer(1)})
    problem = {"type": problem_of("too-many-held"), "short": short}
    buying.answers(409, problem, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.kept() as url:
        orders_at(url).check_out("the-token", PURCHASE)

    assert (refusal.value.status, refusal.value.reason) == (409, "too-many-held")
    assert shares_of(refusal.value) == {1: 1}


def test_empty_basket_is_not_bought(signed_in):
    signed_in.given("the basket was emptied")
    wish_checkout(signed_in, "a checkout that is refused as empty-cart")
    signed_in.answers(409, {"type": problem_of("empty-cart")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, signed_in.kept() as url:
        orders_at(url).check_out("the-token", PURCHASE)

    assert (refusal.value.status, refusal.value.reason) == (409, "empty-cart")


def test_lower_total_than_was_seen_is_refused_too(buying):
    buying.given("the product has another price", price="2.20")
    wish_checkout(buying, "a checkout at more than it costs")
    buying.answers(409, {"type": problem_of("price-changed")}, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.kept() as url:
        orders_at(url).check_out("the-token", PURCHASE)

    assert (refusal.value.status, refusal.value.reason) == (409, "price-changed")


@pytest.mark.parametrize(
    ("method", "code"),
    [
        ("tok_declined", "card_declined"),
        ("tok_insufficient_funds", "insufficient_funds"),
    ],
)
def test_declined_payment_comes_with_a_code(buying, method, code):
    wish_checkout(
        buying, f"a checkout whose payment is declined as {code}", method=method
    )
    problem = {"type": problem_of("declined"), "code": exactly(code)}
    buying.answers(409, problem, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.kept() as url:
        orders_at(url).check_out("the-token", replace(PURCHASE, method=method))

    assert (refusal.value.status, refusal.value.reason) == (409, "declined")
    assert refusal.value.problem["code"] == code


def test_key_of_another_checkout_is_refused(buying):
    buying.given("the basket was bought", key=KEY)
    wish_checkout(
        buying, "a checkout with the key of another one", method="tok_declined"
    )
    problem = {"type": problem_of("idempotency-key-reused")}
    buying.answers(422, problem, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.kept() as url:
        orders_at(url).check_out("the-token", replace(PURCHASE, method="tok_declined"))

    assert refusal.value.status == 422
    assert refusal.value.reason == "idempotency-key-reused"


def test_wrong_address_is_blamed_on_its_field(buying):
    home = replace(HOME, postcode="D")
    wish_checkout(
        buying, "a checkout with a postcode that is too short", address=home.document()
    )
    errors = {"address.postcode": some(text("Too short"))}
    buying.answers(422, {"errors": errors}, headers=PROBLEM)

    with pytest.raises(Rejected) as refusal, buying.kept() as url:
        orders_at(url).check_out("the-token", replace(PURCHASE, address=home))

    assert refusal.value.status == 422
    assert refusal.value.errors == {"address.postcode": ["Too short"]}


@pytest.mark.parametrize(("kind", "key"), [("too short", "short"), ("empty", "")])
def test_key_that_names_no_checkout_is_refused(buying, kind, key):
    buying.asks(
        f"a checkout with a key that is {kind}",
        "POST",
        "/api/order/checkout",
        headers=SHOPPER | {"Idempotency-Key": key},
        json=BOUGHT,
    )
    buying.answers(400)

    with pytest.raises(Rejected) as refusal, buying.kept() as url:
        orders_at(url).check_out("the-token", replace(PURCHASE, key=key))

    assert refusal.value.status == 400


# The orders


def test_lost_order_is_found_by_its_key(buying):
    buying.given("the basket was bought", key=KEY)
    buying.asks(
        "a search for the order of a key",
        "GET",
        "/api/orders",
        query={"idempotency_key": token(KEY)},
        headers=SHOPPER,
    )
    buying.answers(200, {"results": some(LISTED), "total": integer(1)})

    with buying.kept() as url:
        order = orders_at(url).find_by_key("the-token", KEY)

    assert order == PLACED


def test_lost_order_is_found_among_others(shopping):
    shopping.given("the basket holds a product", quantity=5)
    shopping.given("the basket was bought", key=KEY)
    shopping.given("the shopper has bought often", times=3)
    shopping.asks(
        "a search for one order of several",
        "GET",
        "/api/orders",
        query={"idempotency_key": KEY},
        headers=SHOPPER,
    )
    shopping.answers(200, {"results": packets(5), "total": integer(1)})

    with shopping.kept() as url:
        order = orders_at(url).find_by_key("the-token", KEY)

    assert order == replace(PLACED, lines=(replace(BASILS, quantity=5),))


def test_order_of_somebody_else_is_not_found_by_its_key(promise):
    promise.given("a shopper is signed in")
    promise.given("somebody else has bought something", key=KEY)
    promise.asks(
        "a search by the key of somebody else",
        "GET",
        "/api/orders",
        query={"idempotency_key": KEY},
        headers=SHOPPER,
    )
    promise.answers(200, {"results": exactly([]), "total": integer(0)})

    with promise.kept() as url:
        order = orders_at(url).find_by_key("the-token", KEY)

    assert order is None


def test_checkout_that_never_arrived_is_not_found(promise):
    promise.given("a shopper is signed in")
    promise.asks(
        "a search for the order of an unknown key",
        "GET",
        "/api/orders",
        query={"idempotency_key": token(KEY)},
        headers=SHOPPER,
    )
    promise.answers(200, {"results": exactly([]), "total": integer(0)})

    with promise.kept() as url:
        order = orders_at(url).find_by_key("the-token", KEY)

    assert order is None


def test_first_page_of_orders_leads_to_the_next(shopping):
    shopping.given("the shopper has bought often", times=11)
    shopping.asks(
        "the first page of many orders",
        "GET",
        "/api/orders",
        query=TEN_AT_MOST,
        headers=SHOPPER,
    )
    page = {"results": some(LISTED), "next": token(CURSOR), "total": exactly(11)}
    shopping.answers(200, page)

    with shopping.kept() as url:
        page = orders_at(url).orders("the-token")

    assert (page.orders, page.next, page.total) == ((PLACED,), CURSOR, 11)


def test_own_orders_are_listed_the_newest_first(shopping):
    shopping.given("the shopper has bought often", times=3)
    shopping.given("somebody else has bought something")
    shopping.asks(
        "a page of three orders",
        "GET",
        "/api/orders",
        query={"limit": "10"},
        headers=SHOPPER,
    )
    page = {"results": packets(3, 2, 1), "next": nothing, "total": exactly(3)}
    shopping.answers(200, page)

    with shopping.kept() as url:
        page = orders_at(url).orders("the-token")

    assert counted(*page.orders) == [3, 2, 1]
    assert page.orders[0] == replace(PLACED, lines=(replace(BASILS, quantity=3),))
    assert page.orders[1] == replace(PLACED, lines=(BASILS,))
    assert page.orders[2] == replace(PLACED, lines=(replace(BASILS, quantity=1),))
    assert (page.next, page.total) == (None, 3)


def test_newest_order_is_listed_alone(shopping):
    shopping.given("the shopper has bought often", times=2)
    shopping.asks(
        "the newest order", "GET", "/api/orders", query={"limit": "1"}, headers=SHOPPER
    )
    page = {"results": packets(2), "next": token(CURSOR), "total": exactly(2)}
    shopping.answers(200, page)

    with shopping.kept() as url:
        page = orders_at(url).orders("the-token", limit=1)

    assert (page.orders, page.next, page.total) == ((PLACED,), CURSOR, 2)


def test_full_page_of_orders_leads_nowhere(shopping):
    shopping.given("the shopper has bought often", times=10)
    shopping.asks(
        "a page of just ten orders",
        "GET",
        "/api/orders",
        query={"limit": "10"},
        headers=SHOPPER,
    )
    page = {"results": some(LISTED), "next": nothing, "total": exactly(10)}
    shopping.answers(200, page)

    with shopping.kept() as url:
        page = orders_at(url).orders("the-token")

    assert (page.orders, page.next, page.total) == ((PLACED,), None, 10)


def test_orders_of_somebody_else_are_not_listed(promise):
    promise.given("a shopper is signed in")
    promise.given("somebody else has bought something")
    promise.asks(
        "the orders of somebody who has bought nothing",
        "GET",
        "/api/orders",
        query={"limit": "10"},
        headers=SHOPPER,
    )
    page = {"results": exactly([]), "next": nothing, "total": exactly(0)}
    promise.answers(200, page)

    with promise.kept() as url:
        page = orders_at(url).orders("the-token")

    assert (page.orders, page.next, page.total) == ((), None, 0)


def test_last_page_of_orders_leads_nowhere(shopping):
    shopping.given("the shopper has bought often", times=11)
    shopping.asks(
        "the last page of many orders",
        "GET",
        "/api/orders",
        query={"limit": "10", "cursor": from_state("cursor", example=CURSOR)},
        headers=SHOPPER,
    )
    page = {"results": packets(1), "next": nothing, "total": exactly(11)}
    shopping.answers(200, page)

    with shopping.kept() as url:
        page = orders_at(url).orders("the-token", CURSOR)

    oldest = replace(PLACED, lines=(replace(BASILS, quantity=1),))
    assert (page.orders, page.next, page.total) == ((oldest,), None, 11)


def test_copy_of_all_orders_takes_many_at_once(buying):
    buying.given("the basket was bought")
    buying.asks(
        "many orders at once",
        "GET",
        "/api/orders",
        query={"limit": "100"},
        headers=SHOPPER,
    )
    page = {"results": some(LISTED), "next": nothing, "total": integer(1)}
    buying.answers(200, page)

    with buying.kept() as url:
        page = orders_at(url).orders("the-token", limit=100)

    assert (page.orders, page.next, page.total) == ((PLACED,), None, 1)


def test_copy_of_all_orders_goes_on_where_it_was(shopping):
    shopping.given("the shopper has bought often", times=11)
    shopping.asks(
        "the rest of many orders at once",
        "GET",
        "/api/orders",
        query={"limit": "100", "cursor": from_state("cursor", example=CURSOR)},
        headers=SHOPPER,
    )
    page = {"results": packets(1), "next": nothing, "total": exactly(11)}
    shopping.answers(200, page)

    with shopping.kept() as url:
        page = orders_at(url).orders("the-token", CURSOR, 100)

    oldest = replace(PLACED, lines=(replace(BASILS, quantity=1),))
    assert (page.orders, page.next, page.total) == ((oldest,), None, 11)


def test_cursor_of_somebody_else_is_refused(promise):
    promise.given("a shopper is signed in")
    promise.asks(
        "a page of orders behind a wrong cursor",
        "GET",
        "/api/orders",
        query={"limit": "10", "cursor": "nonsense"},
        headers=SHOPPER,
    )
    promise.answers(422)

    with pytest.raises(Rejected) as refusal, promise.kept() as url:
        orders_at(url).orders("the-token", "nonsense")

    assert refusal.value.status == 422


def test_new_shopper_has_no_orders(promise):
    promise.given("a shopper is signed in")
    promise.asks(
        "the orders of somebody who has bought nothing",
        "GET",
        "/api/orders",
        query=TEN_AT_MOST,
        headers=SHOPPER,
    )
    page = {"results": exactly([]), "next": nothing, "total": integer(0)}
    promise.answers(200, page)

    with promise.kept() as url:
        page = orders_at(url).orders("the-token")

    assert (page.orders, page.next, page.total) == ((), None, 0)


def test_few_orders_stand_on_one_page(buying):
    buying.given("the basket was bought")
    buying.asks(
        "a page of all orders", "GET", "/api/orders", query=TEN_AT_MOST, headers=SHOPPER
    )
    page = {"results": some(LISTED), "next": nothing, "total": integer(1)}
    buying.answers(200, page)

    with buying.kept() as url:
        page = orders_at(url).orders("the-token")

    assert (page.orders, page.next, page.total) == ((PLACED,), None, 1)


@pytest.mark.parametrize(
    "state",
    [
        "pending",
        "reserved",
        "authorised",
        "committed",
        "paid",
        "shipped",
        "delivered",
        "refunding",
        "refunded",
    ],
)
def test_order_is_shown_as_it_stands(buying, state):
    buying.given("the order has moved on", to=state)
    buying.asks(
        f"a look at an order that is {state}", "GET", ORDER_PATH, headers=SHOPPER
    )
    buying.answers(200, {"result": SHOWN | {"state": exactly(state)}})

    with buying.kept() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == replace(SEEN, state=state)


def test_order_tells_its_life_the_latest_last(buying):
    buying.given("the order has moved on", to="shipped")
    buying.asks("a look at the life of an order", "GET", ORDER_PATH, headers=SHOPPER)
    life = [EVENT | {"state": exactly(state)} for state in ("pending", "shipped")]
    told = {"state": exactly("shipped"), "history": life}
    buying.answers(200, {"result": SHOWN | told})

    with buying.kept() as url:
        order = orders_at(url).order("the-token", NUMBER)

    history = (Event("pending", PAID_AT), Event("shipped", PAID_AT))
    assert order == replace(SEEN, state="shipped", history=history)


def test_order_is_shown_as_it_was_bought(shopping):
    shopping.given("the shopper has bought often", times=3)
    shopping.given("the product has another price", price="9.90")
    shopping.asks(
        "a look at the first of several orders", "GET", ORDER_PATH, headers=SHOPPER
    )
    first = priced("2.40", "5.30") | {"items": [item(1)], "state": exactly("paid")}
    there = {name: exactly(words) for name, words in HOME.document().items()}
    address = {"address": there}
    shopping.answers(200, {"result": SHOWN | first | address})

    with shopping.kept() as url:
        order = orders_at(url).order("the-token", NUMBER)

    once = Money(240, "EUR")
    line = replace(BASILS, quantity=1, total=once)
    assert order == replace(SEEN, lines=(line,), subtotal=once, total=Money(530, "EUR"))


def test_order_names_the_page_on_which_the_bank_asks(buying):
    buying.given("the bank asks the shopper to confirm the payment")
    buying.asks(
        "a look at an order that waits for its shopper",
        "GET",
        ORDER_PATH,
        headers=SHOPPER,
    )
    page = pattern("https://bank.example/confirm/a-key", r"https?://[!-~]+")
    waiting = {"state": exactly("reserved"), "action_url": page}
    buying.answers(200, {"result": SHOWN | waiting})

    with buying.kept() as url:
        order = orders_at(url).order("the-token", NUMBER)

    bank = "https://bank.example/confirm/a-key"
    assert order == replace(SEEN, state="reserved", action_url=bank)


@pytest.mark.parametrize(
    ("state", "reason"),
    [
        ("failing", "sold-out"),
        ("failing", "price-changed"),
        ("failing", "declined"),
        ("failing", "expired"),
        ("failing", "payment-refused"),
        ("failing", "cancelled"),
        ("failed", "sold-out"),
        ("failed", "price-changed"),
        ("failed", "declined"),
        ("failed", "expired"),
        ("failed", "payment-refused"),
        ("failed", "cancelled"),
        ("refunding", "cancelled"),
        ("refunded", "cancelled"),
    ],
)
def test_undone_order_says_why(buying, state, reason):
    buying.given("the order has moved on", to=state, reason=reason)
    buying.asks(
        f"a look at an order that is {state} as {reason}",
        "GET",
        ORDER_PATH,
        headers=SHOPPER,
    )
    failed = {"state": exactly(state), "reason": exactly(reason)}
    buying.answers(200, {"result": SHOWN | failed})

    with buying.kept() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == replace(SEEN, state=state, reason=reason)


@pytest.mark.parametrize("state", ["failing", "failed"])
@pytest.mark.parametrize("code", CODES)
def test_declined_order_comes_with_the_code(buying, state, code):
    buying.given("the order has moved on", to=state, reason="declined", code=code)
    buying.asks(
        f"a look at an order that is {state}, declined as {code}",
        "GET",
        ORDER_PATH,
        headers=SHOPPER,
    )
    told = {"state": exactly(state), "reason": exactly("declined")}
    buying.answers(200, {"result": SHOWN | told | {"code": exactly(code)}})

    with buying.kept() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == replace(SEEN, state=state, reason="declined", code=code)


def test_order_outlives_its_address(buying):
    buying.given("the basket was bought").given("the addresses were erased")
    buying.asks(
        "a look at an order without its address", "GET", ORDER_PATH, headers=SHOPPER
    )
    buying.answers(200, {"result": SHOWN | {"address": nothing}})

    with buying.kept() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == replace(SEEN, address=None)


def test_order_that_is_not_settled_keeps_its_address(buying):
    buying.given("the order has moved on", to="reserved")
    buying.given("the addresses were erased")
    buying.asks(
        "a look at an order that still needs its address",
        "GET",
        ORDER_PATH,
        headers=SHOPPER,
    )
    buying.answers(200, {"result": SHOWN | {"state": exactly("reserved")}})

    with buying.kept() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == replace(SEEN, state="reserved")


@pytest.mark.parametrize(
    ("method", "path", "deed"),
    [
        ("GET", ORDER_PATH, OrderServiceClient.order),
        ("POST", CANCEL_PATH, OrderServiceClient.cancel),
    ],
)
def test_order_of_somebody_else_is_not_found(promise, method, path, deed):
    promise.given("a shopper is signed in").given("somebody else has bought something")
    promise.asks(
        f"a {method} of the order of somebody else", method, path, headers=SHOPPER
    )
    promise.answers(404)

    with pytest.raises(NotFound), promise.kept() as url:
        deed(orders_at(url), "the-token", NUMBER)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("pending", "failed"),
        ("reserved", "failed"),
        ("authorised", "failed"),
        ("paid", "refunded"),
        ("failed", "failed"),
        ("refunded", "refunded"),
    ],
)
def test_order_is_called_off(buying, before, after):
    buying.given("the order has moved on", to=before)
    buying.asks(
        f"a cancellation of an order that is {before}",
        "POST",
        CANCEL_PATH,
        headers=SHOPPER,
    )
    buying.answers(200, {"result": ORDER | {"state": exactly(after)}})

    with buying.kept() as url:
        order = orders_at(url).cancel("the-token", NUMBER)

    assert order == replace(PLACED, state=after)


@pytest.mark.parametrize(
    ("before", "after"), [("paid", "refunding"), ("reserved", "failing")]
)
def test_order_is_called_off_while_the_bank_is_away(buying, before, after):
    buying.given("the order has moved on", to=before)
    buying.given("the bank does not answer")
    buying.asks(
        f"a cancellation of an order that is {before}",
        "POST",
        CANCEL_PATH,
        headers=SHOPPER,
    )
    buying.answers(200, {"result": ORDER | {"state": exactly(after)}})

    with buying.kept() as url:
        order = orders_at(url).cancel("the-token", NUMBER)

    assert order == replace(PLACED, state=after)


@pytest.mark.parametrize("state", ["committed", "shipped", "delivered"])
def test_order_that_only_goes_on_is_not_called_off(buying, state):
    buying.given("the order has moved on", to=state)
    buying.asks(
        f"a cancellation of an order that is {state}",
        "POST",
        CANCEL_PATH,
        headers=SHOPPER,
    )
    buying.answers(409)

    with pytest.raises(Rejected) as refusal, buying.kept() as url:
        orders_at(url).cancel("the-token", NUMBER)

    assert refusal.value.status == 409


def test_shopper_is_forgotten(signed_in):
    signed_in.asks(
        "a wish to be forgotten", "POST", "/api/order/forget-me", headers=SHOPPER
    )
    signed_in.answers(200)

    with signed_in.kept() as url:
        orders_at(url).forget_me("the-token")


# Strangers, and services that are away

REQUESTS = {
    "a look into the basket": (
        ("GET", "/api/order", {"query": STANDARD}),
        lambda orders: orders.basket("the-token"),
    ),
    "a product for the basket": (
        ("POST", "/api/order/add-item", {"json": SOME_BASIL}),
        lambda orders: orders.add_item("the-token", 1, 2),
    ),
    "a change of a quantity": (
        ("PATCH", "/api/order/items/1", {"json": {"qty": 5}}),
        lambda orders: orders.change_quantity("the-token", 1, 5),
    ),
    "a product out of the basket": (
        ("DELETE", "/api/order/items/1", {}),
        lambda orders: orders.remove_item("the-token", 1),
    ),
    "a guest's lines": (
        ("POST", "/api/order/merge", {"json": {"lines": some(SOME_BASIL)}}),
        lambda orders: orders.merge("the-token", {1: 2}),
    ),
    "a checkout": (
        (
            "POST",
            "/api/order/checkout",
            {"json": BOUGHT | {"cart_version": 3}, "headers": KEYED},
        ),
        lambda orders: orders.check_out("the-token", PURCHASE),
    ),
    "a search for a key": (
        ("GET", "/api/orders", {"query": {"idempotency_key": token(KEY)}}),
        lambda orders: orders.find_by_key("the-token", KEY),
    ),
    "a list of orders": (
        ("GET", "/api/orders", {"query": {"limit": "10"}}),
        lambda orders: orders.orders("the-token"),
    ),
    "a look at an order": (
        ("GET", f"/api/order/{NUMBER}", {}),
        lambda orders: orders.order("the-token", NUMBER),
    ),
    "a cancellation": (
        ("POST", f"/api/order/{NUMBER}/cancel", {}),
        lambda orders: orders.cancel("the-token", NUMBER),
    ),
    "a wish to be forgotten": (
        ("POST", "/api/order/forget-me", {}),
        lambda orders: orders.forget_me("the-token"),
    ),
}
NEED_PRODUCTS = [
    "a product for the basket",
    "a guest's lines",
]


@pytest.mark.parametrize("wish", REQUESTS)
def test_nobody_is_served_after_signing_out(promise, wish):
    (method, path, details), deed = REQUESTS[wish]
    promise.given("the sign-in of a shopper has expired")
    promise.asks(
        f"{wish} after the sign-in", method, path, **{"headers": SHOPPER} | details
    )
    promise.answers(401)

    with pytest.raises(Rejected) as refusal, promise.kept() as url:
        deed(orders_at(url))

    assert refusal.value.status == 401


@pytest.mark.parametrize("wish", NEED_PRODUCTS)
def test_basket_rests_while_products_are_away(signed_in, wish):
    (method, path, details), deed = REQUESTS[wish]
    signed_in.given("the products cannot be reached")
    signed_in.asks(
        f"{wish} while products are away", method, path, headers=SHOPPER, **details
    )
    signed_in.answers(503)

    with pytest.raises(ServiceUnavailable), signed_in.kept() as url:
        deed(orders_at(url))


def test_basket_is_not_shown_while_products_are_away(buying):
    buying.given("the products cannot be reached")
    wish_basket(buying, "a look into the basket while products are away")
    buying.answers(503)

    with pytest.raises(ServiceUnavailable), buying.kept(times=PATIENTLY) as url:
        orders_at(url).basket("the-token")


def test_guest_waits_while_products_are_away(promise):
    promise.given("the products cannot be reached")
    promise.asks(
        "the price of a guest's basket while products are away",
        "POST",
        "/api/order/quote",
        json={"lines": some(SOME_BASIL), "delivery": "standard"},
    )
    promise.answers(503)

    with pytest.raises(ServiceUnavailable), promise.kept() as url:
        orders_at(url).quote({1: 2})


@pytest.mark.parametrize(
    ("states", "status"), [([], 200), (["the database does not answer"], 503)]
)
def test_service_says_whether_it_can_work(promise, states, status):
    for state in states:
        promise.given(state)
    promise.asks("a question about its health", "GET", "/health/ready")
    promise.answers(status)

    with promise.kept(times=1 if status == 200 else PATIENTLY) as url:
        is_healthy = orders_at(url).is_healthy()

    assert is_healthy == (status == 200)
