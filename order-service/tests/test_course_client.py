from order_service.config import Settings

from .conftest import BASIL, Shopper


def test_course_client_buys_with_neither_body_nor_key(ada: Shopper) -> None:
    course = {"Authorization": f"Basic {ada.token}"}
    form = {"product_id": BASIL, "qty": 1}
    ada.client.post("/api/order/add-item", data=form, headers=course)

    answer = ada.client.post("/api/order/checkout", headers=course)

    assert answer.status_code == 201
    assert answer.json["result"]["state"] == "paid"
    assert answer.json["result"]["address"] is None
    assert answer.json["result"]["items"][0]["product"] == BASIL


def test_course_checkout_is_closed_unless_configured(
    ada: Shopper, settings: Settings
) -> None:
    ada.add(BASIL)
    closed = settings.model_copy(update={"course_checkout_method": None})
    ada.client.application.extensions["settings"] = closed

    answer = ada.client.post(
        "/api/order/checkout", headers={"Authorization": f"Bearer {ada.token}"}
    )

    assert answer.status_code == 422
    assert len(ada.cart()["items"]) == 1


def test_course_client_reads_that_there_is_no_order(ada: Shopper) -> None:
    answer = ada.client.get(
        "/api/order", headers={"Authorization": f"Basic {ada.token}"}
    )

    assert answer.json["message"] == "No order found"
