import pytest

from .conftest import BASIL, TEAPOT, Shopper
from .fakes import FakeBank, FakeProductService, FakeUserService


def place(shopper: Shopper, product_id: int = BASIL, key: str = "key-0001") -> str:
    shopper.add(product_id)
    return shopper.check_out(key).json["result"]["number"]


def test_orders_are_listed_newest_first_in_pages(ada: Shopper) -> None:
    placed = {place(ada, key=f"order-no-{number}") for number in range(5)}

    first = ada.get("/api/orders", limit=3).json
    rest = ada.get("/api/orders", limit=3, cursor=first["next"]).json

    numbers = [order["number"] for order in first["results"] + rest["results"]]
    assert (first["total"], rest["next"]) == (5, None)
    assert len(numbers) == 5
    assert set(numbers) == placed


def test_orders_of_others_do_not_exist(ada: Shopper, bob: Shopper) -> None:
    number = place(ada)

    assert bob.get(f"/api/order/{number}").status_code == 404
    assert bob.post(f"/api/order/{number}/cancel").status_code == 404
    assert bob.get("/api/orders").json["results"] == []


def test_administrator_sees_the_orders_of_all(
    ada: Shopper, bob: Shopper, keeper: Shopper
) -> None:
    numbers = {place(ada), place(bob)}

    listed = keeper.get("/api/orders", all="true").json["results"]

    assert {order["number"] for order in listed} == numbers
    assert keeper.get(f"/api/order/{numbers.pop()}").status_code == 200


def test_shopper_cannot_ask_for_everybodys_orders(ada: Shopper) -> None:
    assert ada.get("/api/orders", all="true").status_code == 403


def test_paid_order_is_refunded_when_cancelled(
    ada: Shopper, product_service: FakeProductService, bank: FakeBank
) -> None:
    number = place(ada)

    answer = ada.post(f"/api/order/{number}/cancel")

    assert answer.json["result"]["state"] == "refunded"
    assert answer.json["result"]["reason"] == "cancelled"
    assert bank.captured == {}
    assert product_service.stock[BASIL].available == 50


def test_unpaid_order_is_cancelled_and_its_cart_returns(
    ada: Shopper, product_service: FakeProductService, bank: FakeBank
) -> None:
    bank.is_down = True
    number = place(ada, TEAPOT)
    bank.is_down = False

    answer = ada.post(f"/api/order/{number}/cancel")

    assert answer.json["result"]["state"] == "failed"
    assert answer.json["result"]["reason"] == "cancelled"
    assert product_service.stock[TEAPOT].available == 50
    assert ada.cart()["items"][0]["name"] == "Teapot"


def test_order_on_its_way_cannot_be_cancelled(ada: Shopper, keeper: Shopper) -> None:
    number = place(ada)
    keeper.post(f"/api/order/{number}/ship")

    answer = ada.post(f"/api/order/{number}/cancel")

    assert answer.status_code == 409
    assert answer.json["type"] == "urn:problem-type:not-possible-now"


def test_order_is_shipped_then_delivered(ada: Shopper, keeper: Shopper) -> None:
    number = place(ada)

    shipped = keeper.post(f"/api/order/{number}/ship").json["result"]["state"]
    delivered = keeper.post(f"/api/order/{number}/deliver").json["result"]["state"]

    assert (shipped, delivered) == ("shipped", "delivered")


def test_former_administrator_is_asked_about_every_time(
    ada: Shopper, keeper: Shopper, users: FakeUserService
) -> None:
    number = place(ada)
    users.administrators.clear()

    assert keeper.post(f"/api/order/{number}/ship").status_code == 403
    assert keeper.get(f"/api/order/{number}").status_code == 403
    assert keeper.get("/api/orders", all="true").status_code == 403


def test_forgotten_buyer_leaves_no_address(ada: Shopper) -> None:
    number = place(ada)
    ada.add(TEAPOT)

    answer = ada.post("/api/order/forget-me")

    assert answer.json["result"] == {"erased": 1}
    assert ada.get(f"/api/order/{number}").json["result"]["address"] is None
    assert ada.cart()["items"] == []


@pytest.mark.parametrize("cursor", ["?", "bm90IG91cnM=", "MjAyNnxhYmM", "\u00e9"])
def test_foreign_cursor_is_refused(ada: Shopper, cursor: str) -> None:
    assert ada.get("/api/orders", cursor=cursor).status_code == 422
