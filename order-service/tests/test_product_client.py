from datetime import timedelta
from typing import Any

import pytest

from order_service.clients.product_service import NotEnough, ProductServiceClient
from service_kit import clock
from service_kit.http_client import Connection, Rejected, Reply, ServiceUnavailable
from service_kit.service_token_cache import IssuedToken, ServiceToken

SHORT = [{"product_id": 1, "available": 0}]


class FakeConnection(Connection):
    """A connection on which each call is answered as the test says."""

    def __init__(self, *answers: dict[str, Any] | Rejected) -> None:
        super().__init__("order-service", "product-service", "http://nowhere.invalid")
        self.answers = list(answers)
        self.asked: list[object] = []

    def send(self, *_: object, **__: object) -> Reply:
        return self.get()

    def get(self, *_: object, **asked: object) -> Reply:
        self.asked.append(asked.get("params"))
        answer = self.answers.pop(0)
        if isinstance(answer, Rejected):
            raise answer
        return Reply(200, {}, answer, b"")


def client(line: FakeConnection) -> ProductServiceClient:
    token = IssuedToken("token", clock.now() + timedelta(hours=1))
    return ProductServiceClient(line, ServiceToken(lambda: token))


def listed(order_id: str) -> dict[str, Any]:
    return {
        "id": order_id,
        "state": "released",
        "expires_at": None,
        "currency": "EUR",
        "total": "0.00",
        "lines": [],
    }


def test_shortage_is_a_definite_no() -> None:
    line = FakeConnection(
        Rejected(409, {"type": "urn:problem-type:out-of-stock", "short": SHORT})
    )

    with pytest.raises(NotEnough) as refused:
        client(line).reserve("order-1", {1: 2}, "magpie")

    assert [vars(one) for one in refused.value.short] == SHORT


def test_more_products_than_a_page_holds_are_asked_for_page_by_page() -> None:
    line = FakeConnection({"results": []}, {"results": []})

    assert client(line).products(range(1, 151)) == {}

    assert line.asked == [{"id": [*range(1, 101)]}, {"id": [*range(101, 151)]}]


@pytest.mark.parametrize("problem", [{}, {"type": "urn:problem-type:conflict"}])
@pytest.mark.parametrize("status", [409, 400, 403, 404, 422, 429])
def test_any_other_refusal_says_nothing_about_the_stock(
    status: int, problem: dict[str, str]
) -> None:
    line = FakeConnection(Rejected(status, problem))

    with pytest.raises(ServiceUnavailable):
        client(line).reserve("order-1", {1: 2}, "magpie")


def test_shop_that_gets_no_token_knows_nothing() -> None:
    def refuse() -> IssuedToken:
        raise Rejected(401, {"detail": "Unknown client"})

    product_service = ProductServiceClient(FakeConnection(), ServiceToken(refuse))  # type: ignore[arg-type]

    with pytest.raises(ServiceUnavailable, match="gave no token"):
        product_service.commit("order-1")


def test_all_pages_of_reservations_are_walked() -> None:
    line = FakeConnection(
        {"results": [listed("a"), listed("b")], "next": "b"},
        {"results": [listed("c")], "next": None},
    )

    found = [reservation.id for reservation in client(line).reservations()]

    assert found == ["a", "b", "c"]
    assert line.asked == [{"limit": 100}, {"limit": 100, "cursor": "b"}]


@pytest.mark.parametrize(
    "nonsense", [{}, {"result": []}, {"result": {"state": "held"}}, {"results": {}}]
)
def test_answer_that_makes_no_sense_moves_no_packets(nonsense: dict[str, Any]) -> None:
    deeds = [
        lambda product_service: product_service.products([1]),
        lambda product_service: product_service.reserve("order-1", {1: 2}, "magpie"),
        lambda product_service: product_service.commit("order-1"),
        lambda product_service: product_service.release("order-1"),
        lambda product_service: product_service.reservation_page(),
    ]

    for deed in deeds:
        with pytest.raises(ServiceUnavailable):
            deed(client(FakeConnection(nonsense)))
