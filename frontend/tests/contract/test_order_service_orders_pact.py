from dataclasses import replace

import pytest

from contract_kit.consumer.matchers import (
    exactly,
    nothing,
    pattern,
)
from service_kit.http_client import NotFound
from service_kit.money import Money
from storefront.clients.order_service import OrderServiceClient
from storefront.service_models import Event

from .order_service_interactions import (
    BASILS,
    CANCEL_PATH,
    EVENT,
    HOME,
    NUMBER,
    ORDER_PATH,
    PAID_AT,
    SEEN,
    SHOPPER,
    SHOWN,
    item,
    orders_at,
    priced,
)

CODES = ("card_declined", "insufficient_funds", "authentication_failed")


@pytest.fixture
def interaction(agree):
    return agree("frontend", "order-service")


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
    buying.upon_receiving(f"a look at an order that is {state}")
    buying.with_request("GET", ORDER_PATH, headers=SHOPPER)
    buying.will_respond_with(200, {"result": SHOWN | {"state": exactly(state)}})

    with buying.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == replace(SEEN, state=state)


def test_order_lists_its_history_the_latest_last(buying):
    buying.given("the order has moved on", to="shipped")
    buying.upon_receiving("a look at the life of an order")
    buying.with_request("GET", ORDER_PATH, headers=SHOPPER)
    life = [EVENT | {"state": exactly(state)} for state in ("pending", "shipped")]
    members = {"state": exactly("shipped"), "history": life}
    buying.will_respond_with(200, {"result": SHOWN | members})

    with buying.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    history = (Event("pending", PAID_AT), Event("shipped", PAID_AT))
    assert order == replace(SEEN, state="shipped", history=history)


def test_order_is_shown_as_it_was_bought(shopping):
    shopping.given("the shopper has bought often", times=3)
    shopping.given("the product has another price", price="9.90")
    shopping.upon_receiving("a look at the first of several orders")
    shopping.with_request("GET", ORDER_PATH, headers=SHOPPER)
    first = priced("2.40", "5.30") | {"items": [item(1)], "state": exactly("paid")}
    there = {name: exactly(words) for name, words in HOME.document().items()}
    members = {"address": there, "created_at": exactly("2026-11-21T12:00:00+00:00")}
    shopping.will_respond_with(200, {"result": SHOWN | first | members})

    with shopping.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    once = Money(240, "EUR")
    line = replace(BASILS, quantity=1, total=once)
    assert order == replace(SEEN, lines=(line,), subtotal=once, total=Money(530, "EUR"))


def test_order_names_the_page_on_which_the_bank_asks(buying):
    buying.given("the bank asks the shopper to confirm the payment")
    buying.upon_receiving("a look at an order that waits for its shopper")
    buying.with_request(
        "GET",
        ORDER_PATH,
        headers=SHOPPER,
    )
    page = pattern("https://bank.example/confirm/a-key", r"https?://[!-~]+")
    waiting = {"state": exactly("reserved"), "action_url": page}
    buying.will_respond_with(200, {"result": SHOWN | waiting})

    with buying.serve() as url:
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
    buying.upon_receiving(f"a look at an order that is {state} as {reason}")
    buying.with_request(
        "GET",
        ORDER_PATH,
        headers=SHOPPER,
    )
    failed = {"state": exactly(state), "reason": exactly(reason)}
    buying.will_respond_with(200, {"result": SHOWN | failed})

    with buying.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == replace(SEEN, state=state, reason=reason)


@pytest.mark.parametrize("state", ["failing", "failed"])
@pytest.mark.parametrize("code", CODES)
def test_declined_order_comes_with_the_code(buying, state, code):
    buying.given("the order has moved on", to=state, reason="declined", code=code)
    buying.upon_receiving(f"a look at an order that is {state}, declined as {code}")
    buying.with_request(
        "GET",
        ORDER_PATH,
        headers=SHOPPER,
    )
    members = {"state": exactly(state), "reason": exactly("declined")}
    buying.will_respond_with(200, {"result": SHOWN | members | {"code": exactly(code)}})

    with buying.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == replace(SEEN, state=state, reason="declined", code=code)


def test_order_outlives_its_address(buying):
    buying.given("the basket was bought").given("the addresses were erased")
    buying.upon_receiving("a look at an order without its address")
    buying.with_request("GET", ORDER_PATH, headers=SHOPPER)
    buying.will_respond_with(200, {"result": SHOWN | {"address": nothing}})

    with buying.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == replace(SEEN, address=None)


def test_order_that_is_not_settled_keeps_its_address(buying):
    buying.given("the order has moved on", to="reserved")
    buying.given("the addresses were erased")
    buying.upon_receiving("a look at an order that still needs its address")
    buying.with_request(
        "GET",
        ORDER_PATH,
        headers=SHOPPER,
    )
    buying.will_respond_with(200, {"result": SHOWN | {"state": exactly("reserved")}})

    with buying.serve() as url:
        order = orders_at(url).order("the-token", NUMBER)

    assert order == replace(SEEN, state="reserved")


@pytest.mark.parametrize(
    ("method", "path", "deed"),
    [
        ("GET", ORDER_PATH, OrderServiceClient.order),
        ("POST", CANCEL_PATH, OrderServiceClient.cancel),
    ],
)
def test_order_of_somebody_else_is_not_found(interaction, method, path, deed):
    interaction.given("a shopper is signed in").given(
        "somebody else has bought something"
    )
    interaction.upon_receiving(f"a {method} of the order of somebody else")
    interaction.with_request(method, path, headers=SHOPPER)
    interaction.will_respond_with(404)

    with pytest.raises(NotFound), interaction.serve() as url:
        deed(orders_at(url), "the-token", NUMBER)
