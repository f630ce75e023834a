from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from product_service.reservations import LIFETIME, expire_reservations
from service_kit.clock import now

from .conftest import MakeProduct, QuantityOf

ORDER = "/api/reservations/order-1"


def reserve(
    orders: FlaskClient, *lines: tuple[int, int], order: str = ORDER
) -> TestResponse:
    wanted = [{"product_id": product, "quantity": count} for product, count in lines]
    return orders.put(order, json={"lines": wanted})


def expire(app: Flask, later: timedelta) -> int:
    with app.app_context():
        return expire_reservations(now() + later)


@pytest.fixture
def basil(make_product: MakeProduct) -> int:
    return make_product("Basil", "2.40", quantity=10).id


@pytest.fixture
def dill(make_product: MakeProduct) -> int:
    return make_product("Dill", "1.90", quantity=5).id


def test_reservation_takes_stock_at_the_prices_of_now(
    orders: FlaskClient, basil: int, dill: int, quantity_of: QuantityOf
) -> None:
    answer = reserve(orders, (dill, 1), (basil, 3))

    reservation = answer.json["result"]
    assert answer.status_code == 201
    assert reservation.pop("expires_at") > now().isoformat()
    assert reservation == {
        "id": "order-1",
        "state": "held",
        "currency": "EUR",
        "total": "9.10",
        "lines": [
            {"product_id": basil, "quantity": 3, "unit_price": "2.40"},
            {"product_id": dill, "quantity": 1, "unit_price": "1.90"},
        ],
    }
    assert (quantity_of(basil), quantity_of(dill)) == (7, 4)


def test_asking_again_takes_nothing_more(
    orders: FlaskClient, basil: int, dill: int, quantity_of: QuantityOf
) -> None:
    first = reserve(orders, (basil, 3), (dill, 1))

    again = reserve(orders, (dill, 1), (basil, 3))

    assert (again.status_code, again.json) == (200, first.json)
    assert quantity_of(basil) == 7


def test_asking_again_finds_the_old_prices(
    orders: FlaskClient, admin: FlaskClient, basil: int
) -> None:
    first = reserve(orders, (basil, 3))
    admin.patch("/api/product/basil", json={"price": 9}, headers={"If-Match": "*"})

    assert reserve(orders, (basil, 3)).json == first.json


def test_one_order_stands_for_one_set_of_lines(
    orders: FlaskClient, basil: int, quantity_of: QuantityOf
) -> None:
    reserve(orders, (basil, 3))

    answer = reserve(orders, (basil, 4))

    assert answer.status_code == 422
    assert answer.json["type"] == "urn:problem-type:reservation-differs"
    assert quantity_of(basil) == 7


def test_all_lines_are_set_aside_or_none(
    orders: FlaskClient, basil: int, dill: int, quantity_of: QuantityOf
) -> None:
    answer = reserve(orders, (basil, 11), (dill, 5), (4711, 1))

    assert answer.status_code == 409
    assert answer.json["type"] == "urn:problem-type:out-of-stock"
    assert answer.json["short"] == [
        {"product_id": basil, "available": 10},
        {"product_id": 4711, "available": 0},
    ]
    assert (quantity_of(basil), quantity_of(dill)) == (10, 5)


def test_refused_order_may_be_tried_again(orders: FlaskClient, dill: int) -> None:
    reserve(orders, (dill, 6))

    assert reserve(orders, (dill, 5)).status_code == 201


def test_withdrawn_product_is_not_sold(
    orders: FlaskClient, make_product: MakeProduct
) -> None:
    clogs = make_product("Clogs", is_active=False).id

    answer = reserve(orders, (clogs, 1))

    assert answer.json["short"] == [{"product_id": clogs, "available": 0}]


def test_price_in_another_currency_is_not_sold_at(
    orders: FlaskClient, make_product: MakeProduct
) -> None:
    dollar_tea = make_product("Tea", currency="USD").id

    answer = reserve(orders, (dollar_tea, 1))

    assert answer.json["short"] == [{"product_id": dollar_tea, "available": 0}]


def test_commit_makes_a_hold_final(
    orders: FlaskClient, basil: int, quantity_of: QuantityOf
) -> None:
    reserve(orders, (basil, 3))

    first = orders.post(f"{ORDER}/commit")
    again = orders.post(f"{ORDER}/commit")

    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json["result"]["state"] == "committed"
    assert first.json["result"]["expires_at"] is None
    assert again.json == first.json
    assert quantity_of(basil) == 7


def test_nothing_can_be_committed_that_was_never_held(orders: FlaskClient) -> None:
    assert orders.post(f"{ORDER}/commit").status_code == 410


def test_committed_order_asked_again_is_found(orders: FlaskClient, basil: int) -> None:
    reserve(orders, (basil, 3))
    orders.post(f"{ORDER}/commit")

    answer = reserve(orders, (basil, 3))

    assert (answer.status_code, answer.json["result"]["state"]) == (200, "committed")


@pytest.mark.parametrize("is_committed", [False, True])
def test_released_stock_is_given_back_once(
    orders: FlaskClient, basil: int, quantity_of: QuantityOf, is_committed: bool
) -> None:
    reserve(orders, (basil, 3))
    if is_committed:
        orders.post(f"{ORDER}/commit")

    answers = [orders.delete(ORDER) for _ in range(3)]

    assert [answer.status_code for answer in answers] == [200, 200, 200]
    assert answers[2].json["result"]["state"] == "released"
    assert quantity_of(basil) == 10


def test_released_order_stays_released(
    orders: FlaskClient, basil: int, quantity_of: QuantityOf
) -> None:
    reserve(orders, (basil, 3))
    orders.delete(ORDER)

    assert reserve(orders, (basil, 3)).status_code == 410
    assert orders.post(f"{ORDER}/commit").status_code == 410
    assert quantity_of(basil) == 10


def test_late_reservation_meets_the_tombstone(
    orders: FlaskClient, basil: int, quantity_of: QuantityOf
) -> None:
    released = orders.delete(ORDER)

    late = reserve(orders, (basil, 3))

    assert released.status_code == 200
    assert released.json["result"]["state"] == "released"
    assert (late.status_code, late.json["type"]) == (
        410,
        "urn:problem-type:reservation-gone",
    )
    assert quantity_of(basil) == 10


def test_hold_whose_time_is_over_is_released(
    app: Flask, orders: FlaskClient, basil: int, quantity_of: QuantityOf
) -> None:
    reserve(orders, (basil, 3))

    early = expire(app, LIFETIME - timedelta(seconds=5))
    late = expire(app, LIFETIME + timedelta(seconds=5))
    again = expire(app, LIFETIME + timedelta(seconds=5))

    assert (early, late, again) == (0, 1, 0)
    assert quantity_of(basil) == 10
    assert orders.post(f"{ORDER}/commit").status_code == 410


def test_committed_stock_does_not_expire(
    app: Flask, orders: FlaskClient, basil: int, quantity_of: QuantityOf
) -> None:
    reserve(orders, (basil, 3))
    orders.post(f"{ORDER}/commit")

    assert expire(app, LIFETIME * 2) == 0
    assert quantity_of(basil) == 7


def test_expiry_is_done_from_the_command_line(
    app: Flask, orders: FlaskClient, basil: int
) -> None:
    reserve(orders, (basil, 3))

    result = app.test_cli_runner().invoke(args=["expire-reservations"])

    assert (result.exit_code, result.stdout) == (0, "0 reservations released\n")


def test_reservations_are_listed_in_pages(orders: FlaskClient, basil: int) -> None:
    for number in range(5):
        reserve(orders, (basil, 1), order=f"{ORDER}-{number}")

    first = orders.get("/api/reservations", query_string={"limit": 3}).json
    place = {"limit": 3, "cursor": first["next"]}
    rest = orders.get("/api/reservations", query_string=place).json

    listed = [held["id"] for held in first["results"] + rest["results"]]
    assert listed == [f"order-1-{number}" for number in range(5)]
    assert rest["next"] is None


def test_listed_reservation_holds_all(orders: FlaskClient, basil: int) -> None:
    held = reserve(orders, (basil, 3)).json["result"]
    orders.delete("/api/reservations/order-0")

    tombstone, listed = orders.get("/api/reservations").json["results"]

    assert listed == held
    assert (tombstone["state"], tombstone["lines"]) == ("released", [])


@pytest.mark.parametrize(
    "query", [{"limit": 0}, {"limit": 101}, {"cursor": "a b"}, {"cursor": "ö"}]
)
def test_list_out_of_bounds_is_refused(
    orders: FlaskClient, query: dict[str, object]
) -> None:
    answer = orders.get("/api/reservations", query_string=query)

    assert answer.status_code == 422


@pytest.mark.parametrize(
    "lines",
    [
        [],
        [{"product_id": 1, "quantity": 0}],
        [{"product_id": 1, "quantity": 100}],
        [{"product_id": 1, "quantity": -1}],
        [{"product_id": 2**31, "quantity": 1}],
        [{"product_id": 1, "quantity": 1}, {"product_id": 1, "quantity": 2}],
        [{"product_id": 1, "quantity": 1, "price": "0.01"}],
        [{"product_id": n, "quantity": 1} for n in range(1, 202)],
    ],
)
def test_reservation_out_of_bounds_is_refused(
    orders: FlaskClient, lines: list[dict[str, object]]
) -> None:
    assert orders.put(ORDER, json={"lines": lines}).status_code == 422


def test_form_may_reserve_too(
    orders: FlaskClient, basil: int, quantity_of: QuantityOf
) -> None:
    lines = {"lines.0.product_id": str(basil), "lines.0.quantity": "3"}

    answer = orders.put(ORDER, data=lines)

    assert answer.status_code == 201
    assert quantity_of(basil) == 7
