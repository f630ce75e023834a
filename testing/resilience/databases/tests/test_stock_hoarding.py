"""One shopper who comes many times at once has no more than a fair share."""

import itertools
from collections import Counter

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from order_service import database as of_orders
from order_service.checkout import MOST_UNPAID, Checkout, place_order
from order_service.errors import CheckoutRefused
from order_service.models import Cart, CartLine, Order, OrderLine
from product_service import database as of_products
from product_service.administration import add_product
from product_service.errors import OutOfStock, TooManyHeld
from product_service.models import Product
from product_service.product_details import Details
from product_service.reservations import release, reserve
from product_service.stock import Quantity
from service_kit.money import Money

from .conftest import CROWD, at_once

numbers = itertools.count(1)
HUNDRED = 100
IN_A_CART = 67
MOST_TURNS = 100


@pytest.fixture
def basil(catalogue: Flask) -> int:
    return hundred_packets(catalogue)


@pytest.fixture
def dill(catalogue: Flask) -> int:
    return hundred_packets(catalogue)


def hundred_packets(catalogue: Flask) -> int:
    slug = f"plenty-{next(numbers)}"
    with catalogue.app_context():
        price = Money.parse("2.40", "EUR")
        return add_product(Details(slug, price=price, slug=slug, quantity=HUNDRED)).id


def left(catalogue: Flask, product_id: int) -> int:
    with catalogue.app_context():
        return of_products.db.session.get_one(Product, product_id).available


def hold(order: str, lines: list[Quantity], holder: str = "magpie") -> str:
    try:
        reserve(order, lines, "EUR", holder)
    except TooManyHeld:
        return "too many"
    except OutOfStock:
        return "sold out"
    return "held"


def test_reservations_of_one_holder_at_once_are_half_of_the_shelf(
    catalogue: Flask, basil: int
) -> None:
    lines = [Quantity(basil, 20)]

    outcomes = at_once(catalogue, lambda it: hold(f"half-{basil}-{it}", lines))

    assert Counter(outcomes) == {"held": 2, "too many": CROWD - 2}
    assert left(catalogue, basil) == 60


def test_holder_takes_no_more_in_opposite_directions(
    catalogue: Flask, basil: int, dill: int
) -> None:
    lines = [Quantity(basil, 20), Quantity(dill, 20)]

    outcomes = at_once(
        catalogue, lambda it: hold(f"both-ways-{basil}-{it}", lines[:: (-1) ** it])
    )

    assert Counter(outcomes) == {"held": 2, "too many": CROWD - 2}
    assert (left(catalogue, basil), left(catalogue, dill)) == (60, 60)


def test_two_holders_at_once_have_half_each(catalogue: Flask, basil: int) -> None:
    lines = [Quantity(basil, 25)]

    at_once(
        catalogue,
        lambda it: hold(f"two-{basil}-{it}", lines, ("magpie", "wren")[it % 2]),
    )

    assert left(catalogue, basil) == 0


def test_what_comes_back_meanwhile_opens_no_second_share(
    catalogue: Flask, basil: int
) -> None:
    first = f"swap-{basil}-0"
    with catalogue.app_context():
        assert hold(first, [Quantity(basil, 50)]) == "held"

    def come(number: int) -> str:
        if number == 0:
            return release(first, "EUR").state
        return hold(f"swap-{basil}-{number}", [Quantity(basil, 20)])

    outcomes = Counter(at_once(catalogue, come))

    assert outcomes["held"] <= 2
    assert left(catalogue, basil) == HUNDRED - 20 * outcomes["held"]


@pytest.fixture
def hoarder(orders: Flask) -> int:
    """Make a cart for somebody whose account number is nobody else's."""
    owner = 100_000 + next(numbers)
    with orders.app_context():
        of_orders.db.session.add(Cart(owner=owner, version=1))
        of_orders.db.session.commit()
    return owner


@of_orders.transaction
def filled(owner: int) -> int:
    """Fill the cart if it is empty, and return its version."""
    session, mine = of_orders.db.session, Cart.owner == owner
    session.execute(update(Cart).where(mine).values(version=Cart.version))
    if session.get(CartLine, (owner, 1)) is None:
        snapshot = {"name": "Basil", "slug": "basil", "unit_amount": 240}
        session.add(CartLine(owner=owner, product_id=1, quantity=IN_A_CART, **snapshot))
        session.execute(update(Cart).where(mine).values(version=Cart.version + 1))
    return session.scalars(select(Cart.version).where(mine)).one()


def check_out(owner: int, key: str, version: int) -> str:
    wish = Checkout(
        version, Money(530, "EUR"), "tok_ok", "standard", Money(290, "EUR"), None
    )
    try:
        place_order(owner, key, wish)
    except CheckoutRefused as refusal:
        return refusal.name
    return "placed"


def unpaid(orders: Flask, owner: int) -> int:
    with orders.app_context():
        asked = select(func.sum(OrderLine.quantity)).join(
            Order, Order.id == OrderLine.order_id
        )
        return of_orders.db.session.scalar(asked.where(Order.user_id == owner)) or 0


def test_checkouts_of_one_account_at_once_end_at_two_hundred(
    orders: Flask, hoarder: int
) -> None:
    def come(tab: int) -> str:
        for turn in range(MOST_TURNS):
            key = f"tab-{tab}-{turn}-{hoarder}"
            outcome = check_out(hoarder, key, filled(hoarder))
            if outcome not in {"placed", "cart-changed"}:
                return outcome
        return "never refused"

    assert set(at_once(orders, come)) == {"too-many-unpaid"}
    assert unpaid(orders, hoarder) == MOST_UNPAID // IN_A_CART * IN_A_CART
