"""What travels between the storefront and order-service."""

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from responses import RequestsMock
from responses.matchers import json_params_matcher, query_param_matcher

from service_kit.http_client import Connection, NotFound, Rejected, ServiceUnavailable
from service_kit.money import Money
from storefront.clients.order_service import OrderServiceClient, Purchase

from .fakes import HOME

URL = "http://order-service.invalid"
LINE = {
    "product": 1,
    "product_id": 1,
    "name": "Sunflower",
    "slug": "sunflower",
    "quantity": 2,
    "unit_price": "2.40",
    "line_total": "4.80",
    "notice": "short",
    "available": 1,
}
ORDER = {
    "number": "7K3M-9PQR",
    "state": "paid",
    "reason": None,
    "is_open": False,
    "user_id": 7,
    "version": 3,
    "items": [LINE],
    "subtotal": "4.80",
    "delivery": "2.90",
    "delivery_method": "standard",
    "total": "7.70",
    "currency": "EUR",
    "address": HOME.document(),
    "created_at": "2026-11-21T10:00:00+00:00",
}
ANSWER = {"result": ORDER}
PURCHASE = Purchase(
    "a-key-of-its-own", 3, Money(770, "EUR"), "tok_ok", "standard", HOME
)


@pytest.fixture
def wire() -> Iterator[RequestsMock]:
    with RequestsMock() as mock:
        yield mock


@pytest.fixture
def client() -> OrderServiceClient:
    return OrderServiceClient(Connection("frontend", "order-service", URL))


def test_basket_is_read_whole(wire: RequestsMock, client: OrderServiceClient) -> None:
    wire.get(
        f"{URL}/api/order",
        json=ANSWER,
        match=[query_param_matcher({"delivery": "express"})],
    )

    order = client.basket("T", "express")

    (line,) = order.lines
    assert wire.calls[0].request.headers["Authorization"] == "Bearer T"
    assert (order.version, order.count, order.total) == (3, 2, Money(770, "EUR"))
    assert (line.notice, line.available) == ("short", 1)
    assert not order.can_be_bought


def test_changes_are_sent_in_the_words_of_the_course(
    wire: RequestsMock, client: OrderServiceClient
) -> None:
    added = [json_params_matcher({"product_id": 1, "qty": 2})]
    merged = [json_params_matcher({"lines": [{"product_id": 1, "qty": 2}]})]
    wire.post(f"{URL}/api/order/add-item", json=ANSWER, match=added)
    wire.patch(
        f"{URL}/api/order/items/1", json=ANSWER, match=[json_params_matcher({"qty": 5})]
    )
    wire.delete(f"{URL}/api/order/items/1", json=ANSWER)
    wire.post(f"{URL}/api/order/merge", json=ANSWER, match=merged)

    client.add_item("T", 1, 2)
    client.change_quantity("T", 1, 5)
    client.remove_item("T", 1)
    client.merge("T", {1: 2})

    tokens = {call.request.headers["Authorization"] for call in wire.calls}
    assert tokens == {"Bearer T"}


def test_basket_leaves_time_to_say_that_prices_cannot_be_had(
    wire: RequestsMock, client: OrderServiceClient
) -> None:
    wire.get(f"{URL}/api/order", json=ANSWER)
    wire.get(f"{URL}/api/order/7K3M-9PQR", json=ANSWER)
    wire.post(f"{URL}/api/order/add-item", json=ANSWER)
    wire.post(f"{URL}/api/order/7K3M-9PQR/cancel", json=ANSWER)

    client.basket("T")
    client.order("T", "7K3M-9PQR")
    client.add_item("T", 1, 2)
    client.cancel("T", "7K3M-9PQR")

    basket, order, add, cancel = (
        call.request.req_kwargs["timeout"][1] for call in wire.calls
    )
    patience_of_order_service = Connection("order-service", "anybody", URL).read
    assert basket == add > patience_of_order_service
    assert cancel > 2 * patience_of_order_service
    assert order == patience_of_order_service


def test_list_that_is_none_is_not_an_empty_one(
    wire: RequestsMock, client: OrderServiceClient
) -> None:
    wire.get(f"{URL}/api/orders", json={"results": {}, "next": None, "total": 0})

    with pytest.raises(ServiceUnavailable):
        client.orders("T")


def test_guest_basket_is_priced_without_a_token(
    wire: RequestsMock, client: OrderServiceClient
) -> None:
    quote = ORDER | {"number": None, "user_id": None, "version": 0, "address": None}
    body = {"lines": [{"product_id": 1, "qty": 2}], "delivery": "express"}
    match = [json_params_matcher(body)]
    wire.post(f"{URL}/api/order/quote", json={"result": quote}, match=match)

    order = client.quote({1: 2}, "express")

    assert "Authorization" not in wire.calls[0].request.headers
    assert (order.number, order.address) == (None, None)


@pytest.mark.parametrize("status", [201, 202])
def test_checkout_carries_key_version_total_and_address(
    wire: RequestsMock, client: OrderServiceClient, status: int
) -> None:
    wire.post(f"{URL}/api/order/checkout", json=ANSWER, status=status)

    order = client.check_out("T", PURCHASE)

    request = wire.calls[0].request
    assert order.number == "7K3M-9PQR"
    assert request.headers["Idempotency-Key"] == "a-key-of-its-own"
    assert request.req_kwargs["timeout"][1] == 3.0
    assert json.loads(request.body) == {
        "cart_version": 3,
        "expected_total": "7.70",
        "method": "tok_ok",
        "delivery": "standard",
        "address": {
            "name": "Ada Lovelace",
            "line1": "12 Rose Lane",
            "postcode": "D02 X285",
            "city": "Dublin",
            "country": "IE",
        },
    }


def test_second_line_of_an_address_travels_if_there_is_one() -> None:
    assert replace(HOME, line2="Flat 2").document()["line2"] == "Flat 2"


def test_lost_checkout_is_looked_for_by_its_key(
    wire: RequestsMock, client: OrderServiceClient
) -> None:
    match = [query_param_matcher({"idempotency_key": "a-key-of-its-own"})]
    page = {"results": [ORDER], "next": None, "total": 1}
    wire.get(f"{URL}/api/orders", json=page, match=match)

    assert client.find_by_key("T", "a-key-of-its-own").number == "7K3M-9PQR"


def test_checkout_that_never_arrived_is_not_found(
    wire: RequestsMock, client: OrderServiceClient
) -> None:
    wire.get(f"{URL}/api/orders", json={"results": [], "next": None, "total": 0})

    assert client.find_by_key("T", "a-key-of-its-own") is None


def test_orders_are_read_page_by_page(
    wire: RequestsMock, client: OrderServiceClient
) -> None:
    cursor = "MjAyNi0xMS0yMXxhMQ=="
    match = [query_param_matcher({"limit": "10", "cursor": cursor})]
    page = {"results": [ORDER], "next": "c2", "total": 12}
    wire.get(f"{URL}/api/orders", json=page, match=match)

    found = client.orders("T", cursor)

    assert (found.next, found.total, found.orders[0].address) == ("c2", 12, HOME)


def test_order_is_cancelled_by_its_number(
    wire: RequestsMock, client: OrderServiceClient
) -> None:
    refunded = {"result": ORDER | {"state": "refunded"}}
    wire.post(f"{URL}/api/order/7K3M-9PQR/cancel", json=refunded)

    assert client.cancel("T", "7K3M-9PQR").state == "refunded"


def test_orders_of_others_are_not_found(
    wire: RequestsMock, client: OrderServiceClient
) -> None:
    wire.get(f"{URL}/api/order/7K3M-9PQR", status=404)

    with pytest.raises(NotFound):
        client.order("T", "7K3M-9PQR")


def test_refused_checkout_keeps_its_reason(
    wire: RequestsMock, client: OrderServiceClient
) -> None:
    problem = {"type": "urn:problem-type:declined", "code": "card_declined"}
    wire.post(f"{URL}/api/order/checkout", json=problem, status=409)

    with pytest.raises(Rejected) as caught:
        client.check_out("T", PURCHASE)

    assert caught.value.reason == "declined"
    assert caught.value.problem["code"] == "card_declined"


def test_answer_without_sense_counts_as_none(
    wire: RequestsMock, client: OrderServiceClient
) -> None:
    wire.get(f"{URL}/api/order", json={"result": {"items": "none"}})

    with pytest.raises(ServiceUnavailable):
        client.basket("T")


def test_page_of_an_order_holds_its_history_and_what_the_bank_asks(
    wire: RequestsMock, client: OrderServiceClient
) -> None:
    event = {"state": "pending", "reason": None, "happened_at": ORDER["created_at"]}
    document = ORDER | {"action_url": "https://bank.example/c", "history": [event]}
    wire.get(f"{URL}/api/order/7K3M-9PQR", json={"result": document})

    order = client.order("T", "7K3M-9PQR")

    assert order.action_url == "https://bank.example/c"
    assert [(each.state, each.happened_at.hour) for each in order.history] == [
        ("pending", 10)
    ]


@pytest.mark.parametrize("url", ["javascript:alert(1)", "http://bank.example/", ""])
def test_way_out_that_is_not_safe_is_dropped(
    wire: RequestsMock, client: OrderServiceClient, url: str
) -> None:
    document = ORDER | {"action_url": url}
    wire.get(f"{URL}/api/order/7K3M-9PQR", json={"result": document})

    assert client.order("T", "7K3M-9PQR").action_url is None
