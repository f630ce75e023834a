from dataclasses import replace
from datetime import UTC, datetime

import pytest

from contract_kit.shapes import exactly, from_state, instant, nothing, pattern, some
from service_kit.http import NotFound
from service_kit.money import Money
from storefront.clients.order_service import OrderServiceClient
from storefront.payloads import Event

from .asking_order_service import (
    _ANY_STATE,
    _ON_ITS_WAY,
    BASILS,
    CANCEL_PATH,
    HOME,
    NUMBER,
    PLACED,
    SHOPPER,
    item,
    orders_at,
    priced,
)

ORDER_PATH = from_state("/api/order/${number}", example=f"/api/order/{NUMBER}")

CODES = ("card_declined", "insufficient_funds", "authentication_failed")

EVENT = {"state": _ANY_STATE, "happened_at": instant("2026-11-21T12:00:01+00:00")}

SHOWN = _ON_ITS_WAY | {"action_url": nothing, "history": some(EVENT)}

PAID_AT = datetime(2026, 11, 21, 12, 0, 1, tzinfo=UTC)

SEEN = replace(PLACED, history=(Event("paid", PAID_AT),))


@pytest.fixture
def promise(agree):
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
    told = {"address": there, "created_at": exactly("2026-11-21T12:00:00+00:00")}
    shopping.answers(200, {"result": SHOWN | first | told})

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
