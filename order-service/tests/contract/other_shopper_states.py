"""States in which somebody else shops, or the shopper has shopped before."""

from datetime import timedelta

from flask import Flask

from contract_kit import States
from order_service import carts, orders
from order_service.database import db
from order_service.models import OrderEvent
from order_service.orders import Wanted

from .actions import ADA, BASIL, BOB, ORIGIN, buy, fill, place, place_at


def register_other_shopper_states(states: States, app: Flask) -> None:
    """Register who else shops, and how much was bought before."""
    _register_others(states, app)
    _register_past(states, app)
    _register_amounts(states, app)


def _register_others(states: States, app: Flask) -> None:
    @states.state("somebody else's basket holds a product")
    def basket_of_somebody_else() -> None:
        with app.app_context():
            fill(BOB, quantity=5)

    @states.state("somebody else does all that one can with a basket")
    def somebody_else_shops() -> None:
        with app.app_context():
            fill(BOB, quantity=5)
            carts.change_quantity(BOB, BASIL, 7)
            carts.merge(BOB, {BASIL: 2})
            orders.cancel(buy(BOB, "key-0001", 1))
            fill(BOB, quantity=5)
            carts.remove_item(BOB, BASIL)
            orders.forget_buyer(BOB)

    @states.state("somebody else's orders are still being confirmed")
    def orders_of_somebody_else() -> None:
        with app.app_context():
            for time, quantity in enumerate((66, 67, 67)):
                fill(BOB, quantity=quantity)
                place(BOB, f"key-{time:04}")


def _register_past(states: States, app: Flask) -> None:
    @states.state("some orders are still being confirmed")
    def some_orders_are_being_confirmed(count: int) -> dict[str, object]:
        with app.app_context():
            for time in range(count):
                fill(ADA)
                place(ADA, f"key-{time:04}")
            return {"version": fill(ADA)}

    @states.state("many packets were bought and paid for")
    def many_packets_were_bought() -> dict[str, object]:
        with app.app_context():
            for time in range(2):
                buy(ADA, f"key-{time:04}", 97)
            return {"version": fill(ADA, quantity=7)}

    @states.state("the shopper buys once more")
    def shopper_buys_once_more() -> None:
        with app.app_context():
            buy(ADA, "key-0099", 1)

    @states.state("the second of two orders is paid")
    def second_of_two_orders_is_paid() -> None:
        with app.app_context():
            fill(ADA, quantity=2)
            place_at(place(ADA, "key-0001"), ORIGIN)
            later = ORIGIN + timedelta(minutes=1)
            place_at(buy(ADA, "key-0002", 3), later)

    @states.state("the first of the orders was called off")
    def first_order_was_called_off() -> None:
        with app.app_context():
            first = orders.list_orders(Wanted(ADA)).orders[-1]
            orders.cancel(first)

    @states.state("each step of the order took some seconds")
    def each_step_took(seconds: int) -> None:
        with app.app_context():
            events = db.session.query(OrderEvent).order_by(OrderEvent.id).all()
            for number, event in enumerate(events):
                event.happened_at = ORIGIN + timedelta(seconds=number * seconds)
            db.session.commit()


def _register_amounts(states: States, app: Flask) -> None:
    @states.state("many products are for sale")
    def many_products_are_for_sale(count: int) -> None:
        product_service = app.extensions["services"].products
        for product_id in range(1, count + 1):
            product_service.put(product_id, f"Seed {product_id}", "1.00")
