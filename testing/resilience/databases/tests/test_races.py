"""Many do the same at the same moment, on databases that let several write at once."""

import itertools
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from order_service import database as of_orders
from order_service.carts import return_to_cart
from order_service.checkout import Checkout, place_order
from order_service.errors import CheckoutRefused
from order_service.models import Cart, CartLine, Order, OrderLine
from order_service.sweeping import due_orders, take
from payment_sandbox.payments import authorise, capture
from product_service import database as of_products
from product_service.administration import add_product
from product_service.errors import OutOfStock, ReservationGone
from product_service.models import Product, Reservation
from product_service.product_details import Details
from product_service.reservations import (
    LIFETIME,
    commit,
    expire_reservations,
    release,
    reserve,
)
from product_service.stock import Quantity
from service_kit import clock
from service_kit.money import Money

from .conftest import CROWD, at_once

SHOPPERS = 200
ROUNDS = 5
numbers = itertools.count(1)


@pytest.fixture
def packets(catalogue: Flask) -> int:
    return five_packets(catalogue)


@pytest.fixture
def other_packets(catalogue: Flask) -> int:
    return five_packets(catalogue)


def five_packets(catalogue: Flask) -> int:
    """Put a product on the shelf of which there are five."""
    slug = f"seed-{next(numbers)}"
    with catalogue.app_context():
        price = Money.parse("2.40", "EUR")
        details = Details(slug, price=price, slug=slug, quantity=5)
        return add_product(details).id


def left(catalogue: Flask, product_id: int) -> int:
    with catalogue.app_context():
        return of_products.db.session.get_one(Product, product_id).available


def buy(order: str, product_id: int) -> str:
    try:
        is_new = reserve(order, [Quantity(product_id, 1)], "EUR").is_new
    except OutOfStock:
        return "sold out"
    return "held" if is_new else "held already"


def test_last_five_packets_go_to_five_of_two_hundred(
    catalogue: Flask, packets: int
) -> None:
    def come(number: int) -> str:
        with catalogue.app_context():
            return buy(f"last-{packets}-{number}", packets)

    with ThreadPoolExecutor(CROWD) as crowd:
        outcomes = Counter(crowd.map(come, range(SHOPPERS)))

    assert outcomes == {"held": 5, "sold out": SHOPPERS - 5}
    assert left(catalogue, packets) == 0


def test_order_that_comes_many_times_is_held_once(
    catalogue: Flask, packets: int
) -> None:
    outcomes = at_once(catalogue, lambda _: buy(f"same-{packets}", packets))

    assert Counter(outcomes) == {"held": 1, "held already": CROWD - 1}
    assert left(catalogue, packets) == 4


def test_orders_in_opposite_directions_do_not_stop_each_other(
    catalogue: Flask, packets: int, other_packets: int
) -> None:
    lines = [Quantity(packets, 1), Quantity(other_packets, 1)]

    def come(number: int) -> object:
        try:
            return reserve(f"both-{packets}-{number}", lines[:: (-1) ** number], "EUR")
        except OutOfStock:
            return None

    held = [reserved for reserved in at_once(catalogue, come) if reserved]

    assert len(held) == 5
    assert (left(catalogue, packets), left(catalogue, other_packets)) == (0, 0)


def test_order_that_is_released_many_times_gives_back_once(
    catalogue: Flask, packets: int
) -> None:
    with catalogue.app_context():
        buy(f"back-{packets}", packets)

    states = at_once(catalogue, lambda _: release(f"back-{packets}", "EUR").state)

    assert Counter(states) == {"released": CROWD}
    assert left(catalogue, packets) == 5


def test_of_hold_and_release_that_cross_nothing_stays_held(
    catalogue: Flask, packets: int
) -> None:
    order = f"cross-{packets}"

    def come(number: int) -> object:
        if number % 2:
            return release(order, "EUR").state
        try:
            return buy(order, packets)
        except ReservationGone:
            return "gone"

    at_once(catalogue, come)

    with catalogue.app_context():
        stored = of_products.db.session.get_one(Reservation, order)
        assert stored.state == "released"
    assert left(catalogue, packets) == 5


def test_of_commit_and_expiry_one_wins(catalogue: Flask, packets: int) -> None:
    ids = [f"late-{packets}-{number}" for number in range(5)]
    with catalogue.app_context():
        for order in ids:
            buy(order, packets)

    def come(number: int) -> set[str]:
        if number == 0:
            expire_reservations(clock.now() + 2 * LIFETIME)
            return set()
        return {order for order in ids[:: (-1) ** number] if is_committed(order)}

    committed = {order for some in at_once(catalogue, come) for order in some}

    assert left(catalogue, packets) == 5 - len(committed)
    with catalogue.app_context():
        found = select(Reservation.id).where(
            Reservation.id.in_(ids), Reservation.state == "committed"
        )
        assert set(of_products.db.session.scalars(found)) == committed


def is_committed(order: str) -> bool:
    try:
        commit(order)
    except ReservationGone:
        return False
    return True


def somebody(orders: Flask) -> int:
    """Make a cart, at version 1, that holds one packet."""
    owner = next(numbers)
    with orders.app_context():
        session = of_orders.db.session
        session.add(Cart(owner=owner, version=1))
        session.flush()
        basil = {"name": "Basil", "slug": "basil", "unit_amount": 240}
        session.add(CartLine(owner=owner, product_id=1, quantity=1, **basil))
        session.commit()
    return owner


@pytest.fixture
def buyer(orders: Flask) -> int:
    return somebody(orders)


def check_out(buyer: int, key: str) -> str:
    delivery, total = Money(290, "EUR"), Money(530, "EUR")
    wish = Checkout(1, total, "tok_ok", "standard", delivery, None)
    try:
        return place_order(buyer, key, wish)[0].number
    except CheckoutRefused as refusal:
        return refusal.name


def test_key_that_comes_many_times_is_one_order(orders: Flask) -> None:
    for buyer in [somebody(orders) for _ in range(ROUNDS)]:
        answers = send_one_key_by_all(orders, buyer)

        assert numbers_of(orders, buyer) == set(answers)
        assert len(set(answers)) == 1


def send_one_key_by_all(orders: Flask, buyer: int) -> list[str]:
    return at_once(orders, lambda _: check_out(buyer, "the-same-key"))


def test_cart_in_many_tabs_is_one_order(orders: Flask, buyer: int) -> None:
    answers = at_once(orders, lambda tab: check_out(buyer, f"key-of-tab-{tab}"))

    assert Counter(answers)["cart-changed"] == CROWD - 1
    assert numbers_of(orders, buyer) == set(answers) - {"cart-changed"}


def numbers_of(orders: Flask, buyer: int) -> set[str]:
    with orders.app_context():
        placed = select(Order.number).where(Order.user_id == buyer)
        return set(of_orders.db.session.scalars(placed))


def test_order_is_taken_by_one_of_many_sweepers(orders: Flask, buyer: int) -> None:
    with orders.app_context():
        number = check_out(buyer, "order-to-sweep")
        session = of_orders.db.session
        overdue = clock.exact_now() - timedelta(minutes=1)
        mine = update(Order).where(Order.number == number)
        session.execute(mine.values(next_attempt_at=overdue))
        session.commit()
        order_id = session.scalars(select(Order.id).where(Order.number == number)).one()
        (due,) = [one for one in due_orders() if one.order_id == order_id]

    taken = at_once(orders, lambda _: take(due))

    assert Counter(taken) == {True: 1, False: CROWD - 1}


def test_lines_that_come_back_at_once_are_all_there(orders: Flask, buyer: int) -> None:
    @of_orders.transaction
    def give_back() -> None:
        snapshot = {"name_snapshot": "Basil", "slug_snapshot": "basil"}
        line = OrderLine(
            product_id=1, position=0, quantity=2, unit_amount=240, **snapshot
        )
        return_to_cart(buyer, [line])

    at_once(orders, lambda _: give_back())

    with orders.app_context():
        line = of_orders.db.session.get_one(CartLine, (buyer, 1))
        cart = of_orders.db.session.get_one(Cart, buyer)
        assert (line.quantity, cart.version) == (1 + 2 * CROWD, 1 + CROWD)


def test_payment_that_is_asked_for_many_times_is_taken_once(bank: Flask) -> None:
    order, amount = f"order-{next(numbers)}", Money(530, "EUR")

    asked = at_once(bank, lambda _: authorise(order, amount, "tok_ok").is_first)
    taken = at_once(bank, lambda _: capture(order).captures)

    assert Counter(asked) == {True: 1, False: CROWD - 1}
    assert taken == [1] * CROWD
