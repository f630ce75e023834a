import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import event, update

from order_service.commands import sweep_orders
from order_service.database import db
from order_service.models import Order, OrderEvent
from order_service.sweeping import backlog, due_orders, sweep, take
from service_kit import clock

from .conftest import BASIL, Shopper
from .fakes import FakeBank, FakeProductService
from .unsettled_orders import LONG_AGO, leave_unsettled, make_due


def swept(app: Flask) -> int:
    with app.app_context():
        return sweep(lambda: False)


def state_of(shopper: Shopper, number: str) -> str:
    return shopper.get(f"/api/order/{number}").json["result"]["state"]


def order_ids(app: Flask) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(db.select(Order.id)))


def only_order(app: Flask) -> Order:
    with app.app_context():
        return db.session.scalars(db.select(Order)).one()


def test_sweeper_settles_what_was_left(
    app: Flask, ada: Shopper, bank: FakeBank
) -> None:
    number = leave_unsettled(app, ada, bank, "key-0001")

    assert swept(app) == 1
    assert state_of(ada, number) == "paid"
    assert swept(app) == 0


def test_order_that_a_request_drives_is_left_alone(
    app: Flask, ada: Shopper, bank: FakeBank
) -> None:
    ada.add(BASIL)
    bank.is_down = True
    ada.check_out()

    assert swept(app) == 0


def test_pause_grows_with_every_attempt(
    app: Flask, ada: Shopper, bank: FakeBank
) -> None:
    leave_unsettled(app, ada, bank, "key-0001")
    bank.is_down = True
    pauses = []

    for _ in range(5):
        make_due(app)
        swept(app)
        left = only_order(app).next_attempt_at - clock.exact_now()
        pauses.append(left.total_seconds())

    # A second for the drive, then half to all of 2, 4, 8, 10 and 10 seconds.
    bounds = [(2, 3), (3, 5), (5, 9), (6, 11), (6, 11)]
    assert all(
        low - 0.5 < pause <= high
        for pause, (low, high) in zip(pauses, bounds, strict=True)
    )


def test_order_is_taken_by_one_of_many(
    app: Flask, ada: Shopper, bank: FakeBank
) -> None:
    leave_unsettled(app, ada, bank, "key-0001")
    with app.app_context():
        (due,) = due_orders()
    start = threading.Barrier(8)

    def try_to_take(_: int) -> bool:
        with app.app_context():
            start.wait()
            return take(due)

    with ThreadPoolExecutor(8) as sweepers:
        taken = list(sweepers.map(try_to_take, range(8)))

    assert sum(taken) == 1, (
        f"{sum(taken)} of 8 sweepers took the same order. `take` has to find the next "
        "attempt where it was seen, and move it: a lease is one compare-and-set."
    )


def test_order_that_was_settled_meanwhile_is_not_taken(
    app: Flask, ada: Shopper, bank: FakeBank
) -> None:
    leave_unsettled(app, ada, bank, "key-0001")
    with app.app_context():
        (due,) = due_orders()
        db.session.execute(update(Order).values(state="paid"))
        db.session.commit()

        assert not take(due)


def test_two_sweepers_share_the_work(app: Flask, ada: Shopper, bank: FakeBank) -> None:
    for number in range(3):
        leave_unsettled(app, ada, bank, f"order-no-{number}")

    with ThreadPoolExecutor(2) as sweepers:
        driven = list(sweepers.map(lambda _: swept(app), range(2)))

    assert sum(driven) == 3, f"3 orders were driven {sum(driven)} times."
    assert [payment.captures for payment in bank.known.values()] == [1, 1, 1]


def test_order_that_breaks_keeps_no_other_waiting(
    app: Flask, ada: Shopper, bob: Shopper, bank: FakeBank
) -> None:
    leave_unsettled(app, ada, bank, "key-0001")
    (broken,) = order_ids(app)
    sound = leave_unsettled(app, bob, bank, "key-0002")
    bank.known[broken] = None  # type: ignore[assignment]

    assert swept(app) == 2
    assert state_of(bob, sound) == "paid"


def test_order_put_off_by_a_wrong_clock_is_due(
    app: Flask, ada: Shopper, bank: FakeBank
) -> None:
    leave_unsettled(app, ada, bank, "key-0001")
    with app.app_context():
        in_two_hours = clock.exact_now() + timedelta(hours=2)
        db.session.execute(update(Order).values(next_attempt_at=in_two_hours))
        db.session.commit()

    assert swept(app) == 1


def test_asked_to_end_it_begins_no_other_order(
    app: Flask, ada: Shopper, bank: FakeBank
) -> None:
    for number in range(3):
        leave_unsettled(app, ada, bank, f"order-no-{number}")

    with app.app_context():
        driven = sweep(iter([False, True]).__next__)

    assert driven == 1


@pytest.mark.sqlite
def test_due_orders_are_found_by_an_index(app: Flask) -> None:
    asked: list[tuple[str, object]] = []

    with app.app_context():

        @event.listens_for(db.engine, "before_cursor_execute")
        def note(_c: object, _u: object, sql: str, values: object, *_: object) -> None:
            asked.append((sql, values))

        due_orders()
        sql, values = next(one for one in asked if "FROM orders" in one[0])
        with db.engine.connect() as connection:
            plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}", values)
            steps = " ".join(row[3] for row in plan)

    assert "ix_orders_state_next_attempt_at (state=?" in steps
    assert "SCAN" not in steps


def test_backlog_holds_the_age_of_the_oldest(
    app: Flask, ada: Shopper, bank: FakeBank
) -> None:
    leave_unsettled(app, ada, bank, "key-0001")
    with app.app_context():
        hour_ago = clock.now() - timedelta(hours=1)
        db.session.execute(update(OrderEvent).values(happened_at=hour_ago))
        db.session.commit()

        waiting = backlog()

    assert waiting.orders == 1
    assert timedelta(hours=1) <= waiting.oldest < timedelta(hours=1, seconds=30)


def test_refund_is_unfinished_since_it_was_asked_for(
    app: Flask, ada: Shopper, bank: FakeBank
) -> None:
    ada.add(BASIL)
    number = ada.check_out().json["result"]["number"]
    with app.app_context():
        day_ago = clock.now() - timedelta(days=1)
        db.session.execute(update(OrderEvent).values(happened_at=day_ago))
        db.session.commit()
    bank.is_down = True
    ada.post(f"/api/order/{number}/cancel")

    with app.app_context():
        waiting = backlog()

    assert (waiting.orders, waiting.oldest < timedelta(seconds=30)) == (1, True)


def test_one_round_is_reported_on_the_command_line(
    app: Flask, ada: Shopper, bank: FakeBank
) -> None:
    leave_unsettled(app, ada, bank, "key-0001")

    result = app.test_cli_runner().invoke(sweep_orders, ["--once"])

    assert result.exit_code == 0
    assert result.stdout == "Driven: 1. Unfinished: 0, the oldest for 0 seconds.\n"


def test_sweeper_undoes_what_took_too_long(
    app: Flask, ada: Shopper, bank: FakeBank, product_service: FakeProductService
) -> None:
    number = leave_unsettled(app, ada, bank, "key-0001")
    with app.app_context():
        late = clock.now() - LONG_AGO
        db.session.execute(update(Order).values(give_up_at=late))
        db.session.commit()

    swept(app)

    order = ada.get(f"/api/order/{number}").json["result"]
    assert (order["state"], order["reason"]) == ("failed", "expired")
    assert product_service.stock[BASIL].available == 50
    assert [line["quantity"] for line in ada.cart()["items"]] == [1]
