from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import event, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import ORMExecuteState

from product_service.database import db
from product_service.errors import OutOfStock, ReservationGone
from product_service.models import Product, Reservation, ReservationState
from product_service.reservations import (
    LIFETIME,
    commit,
    expire_reservations,
    release,
    reserve,
)
from product_service.stock import Quantity
from service_kit.clock import now

from .concurrency import CROWD, all_at_once
from .conftest import MakeProduct, QuantityOf


def buy(order: str, *lines: Quantity) -> str:
    try:
        return "sold" if reserve(order, lines, "EUR").is_new else "sold already"
    except OutOfStock:
        return "sold out"


def is_committed(order: str) -> bool:
    try:
        return commit(order).state == ReservationState.COMMITTED
    except ReservationGone:
        return False


def states_in(app: Flask) -> Counter[str]:
    with app.app_context():
        return Counter(db.session.scalars(select(Reservation.state)))


def test_last_five_are_sold_to_five_of_eight(
    app: Flask, make_product: MakeProduct, quantity_of: QuantityOf
) -> None:
    teapot = make_product("Teapot", quantity=5).id

    outcomes = all_at_once(
        app, lambda number: buy(f"order-{number}", Quantity(teapot, 1))
    )

    assert outcomes == {"sold": 5, "sold out": 3}
    assert quantity_of(teapot) == 0


def test_same_order_sent_by_all_is_sold_once(
    app: Flask, make_product: MakeProduct, quantity_of: QuantityOf
) -> None:
    teapot = make_product("Teapot", quantity=5).id

    outcomes = all_at_once(app, lambda number: buy("order-1", Quantity(teapot, 2)))

    assert outcomes == {"sold": 1, "sold already": 7}
    assert quantity_of(teapot) == 3


def test_orders_in_opposite_directions_do_not_block_each_other(
    app: Flask, make_product: MakeProduct, quantity_of: QuantityOf
) -> None:
    pots = [Quantity(make_product(name).id, 1) for name in ("Teapot", "Kettle")]

    outcomes = all_at_once(
        app, lambda number: buy(f"order-{number}", *pots[:: (-1) ** number])
    )

    assert outcomes == {"sold": 8}
    assert [quantity_of(pot.product_id) for pot in pots] == [2, 2]


def test_release_by_all_gives_back_once(
    app: Flask, make_product: MakeProduct, quantity_of: QuantityOf
) -> None:
    teapot = make_product("Teapot", quantity=5).id
    with app.app_context():
        buy("order-1", Quantity(teapot, 2))

    outcomes = all_at_once(app, lambda number: release("order-1", "EUR").state)

    assert outcomes == {"released": CROWD}
    assert quantity_of(teapot) == 5


def test_of_commit_and_expiry_one_wins(
    app: Flask, make_product: MakeProduct, quantity_of: QuantityOf
) -> None:
    teapot = make_product("Teapot", quantity=16).id
    orders = [f"order-{number}" for number in range(16)]
    committed: list[str] = []
    with app.app_context():
        for order in orders:
            buy(order, Quantity(teapot, 1))

    def settle(number: int) -> None:
        # One of the crowd lets expire what the others commit, from the other end.
        if number == 0:
            expire_reservations(now() + 2 * LIFETIME)
        else:
            committed.extend(filter(is_committed, orders[-number::-CROWD]))

    all_at_once(app, settle)

    states = states_in(app)
    assert states[ReservationState.COMMITTED] == len(committed)
    assert states[ReservationState.RELEASED] == 16 - len(committed)
    assert quantity_of(teapot) == 16 - len(committed)


def test_database_itself_refuses_stock_below_zero(
    app: Flask, make_product: MakeProduct
) -> None:
    make_product("Teapot", quantity=5)

    with app.app_context(), pytest.raises(DBAPIError, match="available_not_neg"):
        db.session.execute(update(Product).values(available=Product.available - 6))


def test_products_are_taken_in_the_order_of_their_ids(
    app: Flask, make_product: MakeProduct
) -> None:
    pots = [make_product(name).id for name in ("Teapot", "Kettle", "Samovar")]
    taken: list[int] = []

    with app.app_context():

        @event.listens_for(db.session, "do_orm_execute")
        def note(execution: ORMExecuteState) -> None:
            if execution.is_update and execution.bind_mapper.class_ is Product:
                taken.append(execution.statement.compile().params["id_1"])

        buy("order-1", *(Quantity(pot, 1) for pot in (pots[2], pots[0], pots[1])))
        event.remove(db.session, "do_orm_execute", note)

    assert taken == pots
