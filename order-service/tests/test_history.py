from service_kit import clock

from .conftest import BASIL, Shopper
from .fakes import FakeBank


def story(shopper: Shopper, number: str) -> list[tuple[str, str | None]]:
    order = shopper.get(f"/api/order/{number}").json["result"]
    return [(step["state"], step["reason"]) for step in order["history"]]


def test_paid_order_lists_how_it_came_about(ada: Shopper) -> None:
    ada.add(BASIL)
    number = ada.check_out().json["result"]["number"]

    assert story(ada, number) == [
        ("pending", None),
        ("reserved", None),
        ("authorised", None),
        ("committed", None),
        ("paid", None),
    ]


def test_every_step_has_its_time(ada: Shopper) -> None:
    ada.add(BASIL)
    number = ada.check_out().json["result"]["number"]

    history = ada.get(f"/api/order/{number}").json["result"]["history"]

    today = clock.rfc3339(clock.now())[:10]
    assert {step["happened_at"][:10] for step in history} == {today}


def test_failed_order_names_the_reason(ada: Shopper) -> None:
    ada.add(BASIL)
    number = ada.check_out(method="tok_declined").json["number"]

    assert story(ada, number)[-2:] == [("failing", "declined"), ("failed", "declined")]


def test_refund_after_a_cancellation_names_the_reason(ada: Shopper) -> None:
    ada.add(BASIL)
    number = ada.check_out().json["result"]["number"]
    ada.post(f"/api/order/{number}/cancel")

    assert story(ada, number)[-2:] == [("refunding", "cancelled"), ("refunded", None)]


def test_refund_by_the_shop_has_no_reason_of_the_shopper(
    ada: Shopper, keeper: Shopper
) -> None:
    ada.add(BASIL)
    number = ada.check_out().json["result"]["number"]
    keeper.post(f"/api/order/{number}/refund")

    assert story(ada, number)[-2:] == [("refunding", None), ("refunded", None)]


def test_list_of_orders_holds_no_histories(ada: Shopper) -> None:
    ada.add(BASIL)
    ada.check_out()

    (order,) = ada.get("/api/orders").json["results"]

    assert "history" not in order
    assert order["action_url"] is None


def test_payment_to_be_confirmed_leads_to_the_bank(
    ada: Shopper, bank: FakeBank
) -> None:
    ada.add(BASIL)

    answer = ada.check_out(method="tok_requires_action")

    order = answer.json["result"]
    assert (answer.status_code, order["state"]) == (202, "reserved")
    assert order["action_url"] == bank.PAGE


def test_confirmed_payment_leads_nowhere_any_more(ada: Shopper, bank: FakeBank) -> None:
    ada.add(BASIL)
    members = {"cart_version": 1, "expected_total": "5.30"}
    ada.check_out(method="tok_requires_action", **members)
    bank.is_confirmed = True

    answer = ada.check_out(method="tok_requires_action", **members)

    order = answer.json["result"]
    assert (answer.status_code, order["state"]) == (201, "paid")
    assert order["action_url"] is None


def test_unconfirmed_payment_can_be_cancelled(ada: Shopper, bank: FakeBank) -> None:
    ada.add(BASIL)
    number = ada.check_out(method="tok_requires_action").json["result"]["number"]

    order = ada.post(f"/api/order/{number}/cancel").json["result"]

    assert (order["state"], order["action_url"]) == ("failed", None)
    assert [payment.state for payment in bank.known.values()] == ["cancelled"]
