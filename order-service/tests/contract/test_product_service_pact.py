from datetime import UTC, datetime, timedelta

import pytest

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
)
from service_kit import clock
from service_kit.http import Connection, ServiceUnavailable
from service_kit.money import Money
from service_kit.service_token import IssuedToken, ServiceToken

ORDER = "/api/reservations/order-1"
TOKEN = "the-token"  # noqa: S105 - a word for the contract, nobody signed it
ITSELF = {"Authorization": from_state("Bearer ${token}", example=f"Bearer {TOKEN}")}
AN_ID = pattern("1", r"[1-9]\d*")
TWO_OF_ONE = {"lines": some({"product_id": integer(1), "quantity": integer(2)})}
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
SHORT_LINE = {"product_id": integer(1), "available": integer(1)}
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
        held = shelf(url).reserve("order-1", {1: 2})

    assert held == Reservation(Money(480, "EUR"), {1: PRICE})


def test_reservation_names_each_product_and_quantity(hold, shelf):
    hold.given("a product is for sale", product_id=1, name="Basil", quantity=10)
    hold.given("a product is for sale", product_id=2, name="Dill", quantity=5)
    lines = [{"product_id": 1, "quantity": 2}, {"product_id": 2, "quantity": 3}]
    hold.asks(
        "a reservation of two products",
        "PUT",
        ORDER,
        headers=ITSELF,
        json={"lines": lines},
    )
    hold.answers(201, HELD)

    with hold.kept() as url:
        held = shelf(url).reserve("order-1", {1: 2, 2: 3})

    assert held == Reservation(Money(480, "EUR"), {1: PRICE})


def test_same_reservation_again_is_the_same_hold(hold, shelf):
    hold.given("a product is held for an order", order_id="order-1", quantity=2)
    hold.asks("a reservation", "PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE)
    hold.answers(200, HELD)

    with hold.kept() as url:
        held = shelf(url).reserve("order-1", {1: 2})

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
        shelf(url).reserve("order-1", {1: 2})

    assert refused.value.short == [Shortage(1, 1)]


def test_late_reservation_after_a_release_is_refused(hold, shelf):
    hold.given("what was held for an order was put back", order_id="order-1")
    hold.asks("a reservation", "PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE)
    hold.answers(410)

    with pytest.raises(ReservationGone), hold.kept() as url:
        shelf(url).reserve("order-1", {1: 2})


def test_reservation_of_other_lines_says_nothing_definite(hold, shelf):
    hold.given("a product is held for an order", order_id="order-1", quantity=3)
    hold.asks(
        "a reservation of other lines", "PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE
    )
    hold.answers(422)

    with pytest.raises(ServiceUnavailable), hold.kept() as url:
        shelf(url).reserve("order-1", {1: 2})


def test_refused_token_is_exchanged_for_a_fresh_one(promise, shelf, pass_token):
    promise.given("the token of order-service has ended")
    promise.asks("a reservation", "PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE)
    promise.answers(401)

    with pytest.raises(ServiceUnavailable), promise.kept() as url:
        shelf(url).reserve("order-1", {1: 2})

    assert pass_token.get() == "a-fresh-token"


def test_token_that_cannot_be_checked_is_kept(hold, shelf, pass_token):
    hold.given("tokens cannot be checked")
    hold.asks("a reservation", "PUT", ORDER, headers=ITSELF, json=TWO_OF_ONE)
    hold.answers(503)

    with pytest.raises(ServiceUnavailable), hold.kept() as url:
        shelf(url).reserve("order-1", {1: 2})

    assert pass_token.get() == TOKEN


def test_held_products_are_sold_for_good(hold, shelf):
    hold.given("a product is held for an order", order_id="order-1", quantity=2)
    hold.asks("a commit", "POST", f"{ORDER}/commit", headers=ITSELF)
    hold.answers(200, {"result": {"state": exactly("committed")}})

    with hold.kept() as url:
        shelf(url).commit("order-1")


def test_sale_after_a_release_is_refused(hold, shelf):
    hold.given("what was held for an order was put back", order_id="order-1")
    hold.asks("a commit", "POST", f"{ORDER}/commit", headers=ITSELF)
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


def test_held_products_are_put_back(hold, shelf):
    hold.given("a product is held for an order", order_id="order-1", quantity=2)
    hold.asks("a release", "DELETE", ORDER, headers=ITSELF)
    hold.answers(200, {"result": {"state": exactly("released")}})

    with hold.kept() as url:
        shelf(url).release("order-1")


def test_sold_products_are_put_back_too(hold, shelf):
    hold.given("a held product was sold to an order", order_id="order-1")
    hold.asks("a release", "DELETE", ORDER, headers=ITSELF)
    hold.answers(200, {"result": {"state": exactly("released")}})

    with hold.kept() as url:
        shelf(url).release("order-1")


def test_unknown_order_is_released_in_advance(hold, shelf):
    hold.given("there are no products")
    hold.asks("a release", "DELETE", ORDER, headers=ITSELF)
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
    hold.asks(
        "all reservations",
        "GET",
        "/api/reservations",
        query={"limit": "100"},
        headers=ITSELF,
    )
    hold.answers(200, {"results": some(LISTED), "next": nothing})

    with hold.kept() as url:
        page = shelf(url).hold_page()

    ends = datetime(2026, 11, 21, 10, 15, tzinfo=UTC)
    lines = {1: HeldLine(2, PRICE)}
    held = Hold("order-1", HoldState.HELD, Money(480, "EUR"), ends, lines)
    assert page == HoldPage((held,), None)


def test_sold_reservation_is_told_without_an_end(hold, shelf):
    hold.given("a held product was sold to an order", order_id="order-1")
    hold.asks(
        "all reservations",
        "GET",
        "/api/reservations",
        query={"limit": "100"},
        headers=ITSELF,
    )
    sold = LISTED | {"state": exactly("committed"), "expires_at": nothing}
    hold.answers(200, {"results": some(sold), "next": nothing})

    with hold.kept() as url:
        (sold,) = shelf(url).hold_page().holds

    assert (sold.state, sold.expires_at) == (HoldState.COMMITTED, None)


def test_tombstone_is_told_without_lines(hold, shelf):
    hold.given("an unknown order was released in advance", order_id="order-1")
    hold.asks(
        "all reservations",
        "GET",
        "/api/reservations",
        query={"limit": "100"},
        headers=ITSELF,
    )
    tombstone = LISTED | {
        "state": exactly("released"),
        "expires_at": nothing,
        "lines": exactly([]),
    }
    hold.answers(200, {"results": [tombstone], "next": nothing})

    with hold.kept() as url:
        (tombstone,) = shelf(url).hold_page().holds

    assert (tombstone.state, tombstone.lines) == (HoldState.RELEASED, {})


def test_following_reservations_are_told(hold, shelf):
    hold.given("products are held for several orders", page=100)
    hold.asks(
        "the reservations after a page of them",
        "GET",
        "/api/reservations",
        query={"limit": "100", "cursor": from_state("${cursor}", example="order-100")},
        headers=ITSELF,
    )
    hold.answers(200, {"results": some(LISTED), "next": nothing})

    with hold.kept() as url:
        page = shelf(url).hold_page("order-100")

    assert page.next is None
    assert len(page.holds) == 1


def test_more_reservations_than_a_page_are_announced(hold, shelf):
    hold.given("products are held for several orders", page=100)
    hold.asks(
        "all reservations",
        "GET",
        "/api/reservations",
        query={"limit": "100"},
        headers=ITSELF,
    )
    following = pattern("order-100", r"[A-Za-z0-9_-]{1,64}")
    hold.answers(200, {"results": some(LISTED), "next": following})

    with hold.kept() as url:
        page = shelf(url).hold_page()

    assert page.next == "order-100"


def test_list_for_a_refused_token_fetches_another(promise, shelf, pass_token):
    promise.given("the token of order-service has ended")
    promise.asks(
        "all reservations",
        "GET",
        "/api/reservations",
        query={"limit": "100"},
        headers=ITSELF,
    )
    promise.answers(401)

    with pytest.raises(ServiceUnavailable), promise.kept() as url:
        shelf(url).hold_page()

    assert pass_token.get() == "a-fresh-token"
