from collections.abc import Mapping
from datetime import UTC, datetime, timedelta

import pytest

from contract_kit import Promise
from contract_kit.shapes import (
    exactly,
    flag,
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
from order_service.clients.product_service import (
    HeldLine,
    Hold,
    HoldPage,
    HoldState,
    NotEnough,
    Product,
    ProductServiceClient,
    Reservation,
    ReservationGone,
    Shortage,
    TooManyHeld,
)
from service_kit import clock
from service_kit.http import Connection, ServiceUnavailable
from service_kit.money import Money
from service_kit.service_token import IssuedToken, ServiceToken

ORDER = "/api/reservations/order-1"
TOKEN = "the-token"  # noqa: S105 - a word for the contract, nobody signed it
ITSELF = {"Authorization": from_state("Bearer ${token}", example=f"Bearer {TOKEN}")}
AN_ID = pattern("1", r"[1-9]\d*")
HOLDER = {"holder": token("magpie")}
TWO_OF_ONE = HOLDER | {
    "lines": some({"product_id": integer(1), "quantity": integer(2)})
}
BASIL = {
    "id": integer(1),
    "name": text("Basil"),
    "slug": text("basil"),
    "price": money("2.40"),
    "currency": pattern("EUR", r"[A-Z]{3}"),
    "quantity": integer(10),
    "is_active": flag(True),
}
DILL = BASIL | {"id": exactly(2), "name": text("Dill"), "slug": text("dill")}
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
LISTED = {
    "id": text("order-1"),
    "state": one_of(*HoldState),
    "expires_at": instant("2026-11-21T10:15:00+00:00"),
    "currency": pattern("EUR", r"[A-Z]{3}"),
    "total": money("4.80"),
    "lines": some(
        {"product_id": integer(1), "quantity": integer(2), "unit_price": money("2.40")}
    ),
}
PROBLEM = {"Content-Type": "application/problem+json"}
PRICE = Money(240, "EUR")
FIRST_PAGE = {"limit": "100"}
CURSOR = {"cursor": from_state("${cursor}", example="order-099")}
# A catalogue is written in every language, and some of it is dear.
ROSE = {
    "id": exactly(1),
    "name": exactly("L’Été, Rose d’Álava 薔薇"),
    "slug": exactly("lete-rose-dalava"),
    "price": exactly("1234.50"),
    "currency": exactly("EUR"),
    "quantity": exactly(3),
    "is_active": exactly(True),
}


def of_value(total: str, **prices: str) -> Mapping[str, object]:
    """A reservation that holds these products at these very prices."""
    lines = [
        {"product_id": exactly(int(name[1:])), "unit_price": exactly(price)}
        for name, price in prices.items()
    ]
    sum_of_all = {"currency": exactly("EUR"), "total": exactly(total)}
    return {"result": sum_of_all | {"lines": lines}}


GONE = pytest.mark.parametrize(
    "state",
    ["what was held for an order was put back", "the hold of an order has run out"],
)


@pytest.fixture
def promise(agree):
    return agree("order-service", "product-service")


@pytest.fixture
def hold(promise):
    return promise.given("order-service has shown who it is")


@pytest.fixture
def pass_token():
    tomorrow = clock.now() + timedelta(days=1)
    issued = [IssuedToken("a-fresh-token", tomorrow), IssuedToken(TOKEN, tomorrow)]
    return ServiceToken(issued.pop)


@pytest.fixture
def shelf(pass_token):
    def shelf_at(url: str) -> ProductServiceClient:
        connection = Connection("order-service", "product-service", url)
        return ProductServiceClient(connection, pass_token)

    return shelf_at


def wish_page(promise: Promise, description: str, query: dict[str, object]) -> None:
    path = "/api/reservations"
    promise.asks(description, "GET", path, query=query, headers=ITSELF)


def test_product_is_told_with_price_and_stock(promise, shelf):
    promise.given("a product is for sale", product_id=1, name="Basil", quantity=10)
    promise.asks("products by id", "GET", "/api/products", query={"id": AN_ID})
    promise.answers(200, {"results": some(BASIL)})

    with promise.kept() as url:
        found = shelf(url).products([1])

    assert found == {1: Product(1, "Basil", "basil", PRICE, 10, True)}


def test_each_of_several_products_is_told(promise, shelf):
    promise.given("a product is for sale", product_id=1, name="Basil", quantity=10)
    promise.given("a product is for sale", product_id=2, name="Dill", quantity=5)
    promise.asks(
        "several products by their ids",
        "GET",
        "/api/products",
        query={"id": ["1", "2"]},
    )
    promise.answers(200, {"results": [BASIL, DILL]})

    with promise.kept() as url:
        found = shelf(url).products([2, 1])

    assert found == {
        1: Product(1, "Basil", "basil", PRICE, 10, True),
        2: Product(2, "Dill", "dill", PRICE, 10, True),
    }


def test_product_is_told_word_for_word(promise, shelf):
    promise.given(
        "a product is for sale",
        product_id=1,
        name="L’Été, Rose d’Álava 薔薇",
        quantity=3,
        price="1234.50",
    )
    promise.asks(
        "a product of many languages by id",
        "GET",
        "/api/products",
        query={"id": AN_ID},
    )
    promise.answers(200, {"results": [ROSE]})

    with promise.kept() as url:
        found = shelf(url).products([1])

    rose = Product(
        1,
        "L’Été, Rose d’Álava 薔薇",
        "lete-rose-dalava",
        Money(123450, "EUR"),
        3,
        True,
    )
    assert found == {1: rose}


def test_only_the_products_asked_for_are_told(promise, shelf):
    promise.given("a product is for sale", product_id=1, name="Basil", quantity=10)
    promise.given("a product is for sale", product_id=2, name="Dill", quantity=5)
    promise.asks("one of two products", "GET", "/api/products", query={"id": AN_ID})
    promise.answers(200, {"results": [BASIL | {"id": exactly(1)}]})

    with promise.kept() as url:
        found = shelf(url).products([1])

    assert list(found) == [1]


@pytest.mark.parametrize(
    ("state", "parameters", "left"),
    [
        ("a product is held for an order", {}, 8),
        ("a held product was sold to an order", {}, 8),
        ("what was held for an order was put back", {}, 10),
        ("what was held for an order was put back", {"times": 2}, 10),
        ("what was sold to an order was put back", {}, 10),
        ("what was sold to an order was put back", {"times": 2}, 10),
        ("the hold of an order has run out", {}, 10),
        ("an order was refused for want of a second product", {}, 10),
    ],
)
def test_stock_is_what_orders_have_left(promise, shelf, state, parameters, left):
    often = " however often" if parameters else ""
    promise.given(state, order_id="order-1", **parameters)
    promise.asks(
        f"the stock of a product{often}", "GET", "/api/products", query={"id": AN_ID}
    )
    promise.answers(200, {"results": [BASIL | {"quantity": exactly(left)}]})

    with promise.kept() as url:
        basil = shelf(url).products([1])[1]

    assert basil == Product(1, "Basil", "basil", PRICE, left, True)


def test_withdrawn_product_is_told_as_such(promise, shelf):
    promise.given("a product was withdrawn", product_id=1, name="Basil")
    promise.asks("products by id", "GET", "/api/products", query={"id": AN_ID})
    promise.answers(200, {"results": [BASIL | {"is_active": exactly(False)}]})

    with promise.kept() as url:
        basil = shelf(url).products([1])[1]

    assert basil == Product(1, "Basil", "basil", PRICE, 10, False)


def test_sold_out_product_is_told_with_none_left(promise, shelf):
    promise.given("a product is sold out", product_id=1, name="Basil")
    promise.asks("products by id", "GET", "/api/products", query={"id": AN_ID})
    promise.answers(200, {"results": [BASIL | {"quantity": exactly(0)}]})

    with promise.kept() as url:
        basil = shelf(url).products([1])[1]

    assert basil == Product(1, "Basil", "basil", PRICE, 0, True)


def test_unknown_product_is_left_out(promise, shelf):
    promise.given("there are no products")
    promise.asks("products by id", "GET", "/api/products", query={"id": AN_ID})
    promise.answers(200, {"results": exactly([])})

    with promise.kept() as url:
        found = shelf(url).products([1])

    assert found == {}


def test_reservation_holds_products_at_their_prices(hold, shelf):
    hold.given("a product is for sale", product_id=1, name="Basil", quantity=10)
    hold.asks("a reservation", "PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE)
    hold.answers(201, HELD)

    with hold.kept() as url:
        held = shelf(url).reserve("order-1", {1: 2}, "magpie")

    assert held == Reservation(Money(480, "EUR"), {1: PRICE})


def test_reservation_adds_up_each_product_and_quantity(hold, shelf):
    hold.given("a product is for sale", product_id=1, name="Basil", quantity=10)
    hold.given(
        "a product is for sale", product_id=2, name="Dill", quantity=5, price="400.10"
    )
    lines = [{"product_id": 2, "quantity": 3}, {"product_id": 1, "quantity": 2}]
    hold.asks(
        "a reservation of two products",
        "PUT",
        ORDER,
        headers=ITSELF,
        json=HOLDER | {"lines": lines},
    )
    hold.answers(201, of_value("1205.10", _1="2.40", _2="400.10"))

    with hold.kept() as url:
        held = shelf(url).reserve("order-1", {2: 3, 1: 2}, "magpie")

    prices = {1: PRICE, 2: Money(40010, "EUR")}
    assert held == Reservation(Money(120510, "EUR"), prices)


@pytest.mark.parametrize(
    "state", ["a product is held for an order", "a held product was sold to an order"]
)
def test_same_reservation_again_is_the_same_hold(hold, shelf, state):
    hold.given(state, order_id="order-1")
    hold.asks("a reservation", "PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE)
    hold.answers(200, HELD)

    with hold.kept() as url:
        held = shelf(url).reserve("order-1", {1: 2}, "magpie")

    assert held == Reservation(Money(480, "EUR"), {1: PRICE})


def test_same_reservation_again_has_the_price_of_the_first(hold, shelf):
    hold.given("a product is held for an order", order_id="order-1")
    hold.given("the product has become dearer")
    hold.asks(
        "a reservation after a change of price",
        "PUT",
        ORDER,
        headers=ITSELF,
        json=TWO_OF_ONE,
    )
    hold.answers(200, of_value("4.80", _1="2.40"))

    with hold.kept() as url:
        held = shelf(url).reserve("order-1", {1: 2}, "magpie")

    assert held == Reservation(Money(480, "EUR"), {1: PRICE})


def test_shortage_says_how_many_there_are(hold, shelf):
    hold.given("a product is for sale", product_id=1, name="Basil", quantity=1)
    hold.asks(
        "a reservation of more than there is",
        "PUT",
        ORDER,
        headers=ITSELF,
        json=TWO_OF_ONE,
    )
    short = {"type": exactly(OUT_OF_STOCK), "short": some(SHORT_LINE)}
    hold.answers(409, short, headers=PROBLEM)

    with pytest.raises(NotEnough) as refused, hold.kept() as url:
        shelf(url).reserve("order-1", {1: 2}, "magpie")

    assert refused.value.short == [Shortage(1, 1)]


def test_shortage_says_of_every_line_how_many_are_left(hold, shelf):
    hold.given("a product is for sale", product_id=1, name="Basil", quantity=1)
    hold.asks(
        "a reservation of more than is left",
        "PUT",
        ORDER,
        headers=ITSELF,
        json=TWO_OF_ONE,
    )
    line = SHORT_LINE | {"available": integer(1)}
    hold.answers(
        409, {"type": exactly(OUT_OF_STOCK), "short": some(line)}, headers=PROBLEM
    )

    with pytest.raises(NotEnough) as refused, hold.kept() as url:
        shelf(url).reserve("order-1", {1: 2}, "magpie")

    assert refused.value.short == [Shortage(1, 1)]


def test_shortage_names_the_short_lines_alone(hold, shelf):
    hold.given("a product is for sale", product_id=1, name="Basil", quantity=2)
    hold.given("a product is for sale", product_id=2, name="Dill", quantity=2)
    lines = [{"product_id": 1, "quantity": 2}, {"product_id": 2, "quantity": 3}]
    hold.asks(
        "a reservation with too much of the second product",
        "PUT",
        ORDER,
        headers=ITSELF,
        json=HOLDER | {"lines": lines},
    )
    of_dill = {"product_id": exactly(2), "available": exactly(2)}
    short = {"type": exactly(OUT_OF_STOCK), "short": [of_dill]}
    hold.answers(409, short, headers=PROBLEM)

    with pytest.raises(NotEnough) as refused, hold.kept() as url:
        shelf(url).reserve("order-1", {1: 2, 2: 3}, "magpie")

    assert refused.value.short == [Shortage(2, 2)]


@pytest.mark.parametrize("state", ["a product is sold out", "a product was withdrawn"])
def test_nothing_is_left_of_what_cannot_be_had(hold, shelf, state):
    hold.given(state)
    hold.asks(
        "a reservation of what cannot be had",
        "PUT",
        ORDER,
        headers=ITSELF,
        json=TWO_OF_ONE,
    )
    of_basil = {"product_id": exactly(1), "available": exactly(0)}
    short = {"type": exactly(OUT_OF_STOCK), "short": [of_basil]}
    hold.answers(409, short, headers=PROBLEM)

    with pytest.raises(NotEnough) as refused, hold.kept() as url:
        shelf(url).reserve("order-1", {1: 2}, "magpie")

    assert refused.value.short == [Shortage(1, 0)]


def test_fair_share_says_how_many_one_shopper_may_have(hold, shelf):
    hold.given("one shopper holds half of a product", product_id=1, holder="magpie")
    hold.asks(
        "a reservation of more than a fair share",
        "PUT",
        ORDER,
        headers=ITSELF,
        json=TWO_OF_ONE | {"holder": "magpie"},
    )
    short = {"type": exactly(TOO_MANY_HELD), "short": some(SHORT_LINE)}
    hold.answers(409, short, headers=PROBLEM)

    with pytest.raises(TooManyHeld) as refused, hold.kept() as url:
        shelf(url).reserve("order-1", {1: 2}, "magpie")

    assert refused.value.short == [Shortage(1, 1)]


def test_what_others_hold_is_not_counted_as_ones_own(hold, shelf):
    hold.given("one shopper holds half of a product", product_id=1, holder="wren")
    hold.asks(
        "a reservation of what somebody else holds much of",
        "PUT",
        ORDER,
        headers=ITSELF,
        json=TWO_OF_ONE | {"holder": "magpie"},
    )
    hold.answers(201, HELD)

    with hold.kept() as url:
        held = shelf(url).reserve("order-1", {1: 2}, "magpie")

    assert held == Reservation(Money(480, "EUR"), {1: PRICE})


def test_same_products_in_another_order_are_the_same_hold(hold, shelf):
    hold.given("two products are held for an order", order_id="order-1")
    hold.asks(
        "a reservation of two products the other way round",
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
    hold.answers(200, of_value("12.00", _1="2.40", _2="2.40"))

    with hold.kept() as url:
        held = shelf(url).reserve("order-1", {2: 3, 1: 2}, "magpie")

    assert held.total == Money(1200, "EUR")


@GONE
def test_late_reservation_after_a_release_is_refused(hold, shelf, state):
    hold.given(state, order_id="order-1")
    hold.asks("a reservation", "PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE)
    hold.answers(410)

    with pytest.raises(ReservationGone), hold.kept() as url:
        shelf(url).reserve("order-1", {1: 2}, "magpie")


def test_reservation_of_other_lines_says_nothing_definite(hold, shelf):
    hold.given("a product is held for an order", order_id="order-1", quantity=3)
    hold.asks(
        "a reservation of other lines", "PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE
    )
    hold.answers(422)

    with pytest.raises(ServiceUnavailable), hold.kept() as url:
        shelf(url).reserve("order-1", {1: 2}, "magpie")


def test_refused_token_is_exchanged_for_a_fresh_one(promise, shelf, pass_token):
    promise.given("the token of order-service has ended")
    promise.asks("a reservation", "PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE)
    promise.answers(401)

    with pytest.raises(ServiceUnavailable), promise.kept() as url:
        shelf(url).reserve("order-1", {1: 2}, "magpie")

    assert pass_token.get() == "a-fresh-token"


@pytest.mark.parametrize(
    ("asked", "request_", "deed"),
    [
        (
            "a reservation",
            ("PUT", ORDER, TWO_OF_ONE),
            lambda shelf: shelf.reserve("order-1", {1: 2}, "magpie"),
        ),
        (
            "a commit",
            ("POST", f"{ORDER}/commit", None),
            lambda shelf: shelf.commit("order-1"),
        ),
        (
            "a release",
            ("DELETE", ORDER, None),
            lambda shelf: shelf.release("order-1"),
        ),
    ],
)
def test_token_that_cannot_be_checked_is_kept(
    hold, shelf, pass_token, asked, request_, deed
):
    method, path, body = request_
    hold.given("tokens cannot be checked")
    hold.asks(asked, method, path, headers=ITSELF, json=body)
    hold.answers(503)

    with pytest.raises(ServiceUnavailable), hold.kept() as url:
        deed(shelf(url))

    assert pass_token.get() == TOKEN


@pytest.mark.parametrize(
    "state", ["a product is held for an order", "a held product was sold to an order"]
)
def test_held_products_are_sold_for_good_and_once(hold, shelf, state):
    hold.given(state, order_id="order-1")
    hold.asks("a commit", "POST", f"{ORDER}/commit", headers=ITSELF)
    hold.answers(200, {"result": {"state": exactly("committed")}})

    with hold.kept() as url:
        shelf(url).commit("order-1")


@GONE
def test_sale_of_what_is_not_held_is_refused(hold, shelf, state):
    hold.given(state, order_id="order-1")
    hold.asks("a late commit", "POST", f"{ORDER}/commit", headers=ITSELF)
    hold.answers(410)

    with pytest.raises(ReservationGone), hold.kept() as url:
        shelf(url).commit("order-1")


def test_sale_of_what_was_never_held_is_refused(hold, shelf):
    hold.asks("a commit of nothing", "POST", f"{ORDER}/commit", headers=ITSELF)
    hold.answers(410)

    with pytest.raises(ReservationGone), hold.kept() as url:
        shelf(url).commit("order-1")


def test_sale_by_a_refused_token_fetches_another(promise, shelf, pass_token):
    promise.given("the token of order-service has ended")
    promise.asks("a commit", "POST", f"{ORDER}/commit", headers=ITSELF)
    promise.answers(401)

    with pytest.raises(ServiceUnavailable), promise.kept() as url:
        shelf(url).commit("order-1")

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
def test_products_are_put_back_whatever_has_become_of_them(hold, shelf, state):
    hold.given(state, order_id="order-1")
    hold.asks("a release", "DELETE", ORDER, headers=ITSELF)
    hold.answers(200, {"result": {"state": exactly("released")}})

    with hold.kept() as url:
        shelf(url).release("order-1")


def test_unknown_order_is_released_in_advance(hold, shelf):
    hold.asks("a release of nothing", "DELETE", ORDER, headers=ITSELF)
    hold.answers(200, {"result": {"state": exactly("released")}})

    with hold.kept() as url:
        shelf(url).release("order-1")


def test_release_by_a_refused_token_fetches_another(promise, shelf, pass_token):
    promise.given("the token of order-service has ended")
    promise.asks("a release", "DELETE", ORDER, headers=ITSELF)
    promise.answers(401)

    with pytest.raises(ServiceUnavailable), promise.kept() as url:
        shelf(url).release("order-1")

    assert pass_token.get() == "a-fresh-token"


def test_reservations_are_told_with_all_that_they_hold(hold, shelf):
    hold.given("a product is held for an order", order_id="order-1", quantity=2)
    wish_page(hold, "all reservations", FIRST_PAGE)
    hold.answers(200, {"results": some(LISTED), "next": nothing})

    with hold.kept() as url:
        page = shelf(url).hold_page()

    ends = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
    lines = {1: HeldLine(2, PRICE)}
    held = Hold("order-1", HoldState.HELD, Money(480, "EUR"), ends, lines)
    assert page == HoldPage((held,), None)


def test_reservation_is_told_to_the_cent(hold, shelf):
    hold.given("a product is held for an order", order_id="order-1", quantity=3)
    hold.given("the product has become dearer")
    wish_page(hold, "a reservation of three", FIRST_PAGE)
    line = {"product_id": 1, "quantity": 3, "unit_price": "2.40"}
    told = {
        "id": exactly("order-1"),
        "state": exactly("held"),
        "currency": exactly("EUR"),
        "total": exactly("7.20"),
        "lines": [{name: exactly(value) for name, value in line.items()}],
    }
    hold.answers(200, {"results": [LISTED | told], "next": nothing})

    with hold.kept() as url:
        (held,) = shelf(url).hold_page().holds

    ends = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
    lines = {1: HeldLine(3, PRICE)}
    assert held == Hold("order-1", HoldState.HELD, Money(720, "EUR"), ends, lines)


def test_sold_reservation_is_told_without_an_end(hold, shelf):
    hold.given("a held product was sold to an order", order_id="order-1")
    wish_page(hold, "all reservations", FIRST_PAGE)
    sold = LISTED | {"state": exactly("committed"), "expires_at": nothing}
    hold.answers(200, {"results": some(sold), "next": nothing})

    with hold.kept() as url:
        (sold,) = shelf(url).hold_page().holds

    assert (sold.state, sold.expires_at) == (HoldState.COMMITTED, None)


@GONE
def test_gone_reservation_is_told_as_such(hold, shelf, state):
    hold.given(state, order_id="order-1")
    wish_page(hold, "a reservation that is gone", FIRST_PAGE)
    gone = {"state": exactly("released"), "expires_at": nothing}
    hold.answers(200, {"results": [LISTED | gone], "next": nothing})

    with hold.kept() as url:
        (gone,) = shelf(url).hold_page().holds

    assert (gone.state, gone.expires_at) == (HoldState.RELEASED, None)


def test_tombstone_is_told_without_lines(hold, shelf):
    hold.given("an unknown order was released in advance", order_id="order-1")
    wish_page(hold, "all reservations", FIRST_PAGE)
    tombstone = LISTED | {
        "state": exactly("released"),
        "expires_at": nothing,
        "lines": exactly([]),
    }
    hold.answers(200, {"results": [tombstone], "next": nothing})

    with hold.kept() as url:
        (tombstone,) = shelf(url).hold_page().holds

    assert (tombstone.state, tombstone.lines) == (HoldState.RELEASED, {})


def test_following_reservations_are_told_and_none_twice(hold, shelf):
    hold.given("products are held for several orders", page=100)
    query = FIRST_PAGE | CURSOR
    wish_page(hold, "the reservations after a page of them", query)
    last = LISTED | {"id": exactly("order-100")}
    hold.answers(200, {"results": [last], "next": nothing})

    with hold.kept() as url:
        page = shelf(url).hold_page("order-099")

    assert page.next is None
    assert [held.id for held in page.holds] == ["order-100"]


def test_more_reservations_than_a_page_are_announced(hold, shelf):
    hold.given("products are held for several orders", page=100)
    wish_page(hold, "all reservations", FIRST_PAGE)
    hold.answers(200, {"results": some(LISTED), "next": exactly("order-099")})

    with hold.kept() as url:
        page = shelf(url).hold_page()

    assert page.next == "order-099"


def test_no_reservations_are_an_empty_list(hold, shelf):
    wish_page(hold, "all reservations", FIRST_PAGE)
    hold.answers(200, {"results": exactly([]), "next": nothing})

    with hold.kept() as url:
        page = shelf(url).hold_page()

    assert page == HoldPage((), None)


def test_list_for_a_refused_token_fetches_another(promise, shelf, pass_token):
    promise.given("the token of order-service has ended")
    wish_page(promise, "all reservations", FIRST_PAGE)
    promise.answers(401)

    with pytest.raises(ServiceUnavailable), promise.kept() as url:
        shelf(url).hold_page()

    assert pass_token.get() == "a-fresh-token"
