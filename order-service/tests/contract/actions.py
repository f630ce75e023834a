"""What shoppers do before an interaction is verified, by the shop's own use cases."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from order_service import carts
from order_service.checkout import Checkout, place_order
from order_service.database import db
from order_service.models import Order
from order_service.pricing import price
from order_service.settlement import settle

ADA, BOB = 7, 8
BASIL = 1
ORIGIN = datetime(2026, 11, 21, 12, tzinfo=UTC)
HOME = {
    "name": "Ada Lovelace",
    "line1": "12 Rose Lane",
    "line2": None,
    "postcode": "D02 X285",
    "city": "Dublin",
    "country": "IE",
}


def fill(owner: int, product_id: int = BASIL, quantity: int = 2) -> int:
    """Put some of a product into a basket; return the version that it has then."""
    return carts.add_item(owner, product_id, quantity).cart.version


def place(owner: int, key: str) -> Order:
    """Place the order of a basket that nobody drives on yet."""
    cart = carts.open_cart(owner)
    costs = price(cart.quantities, "standard")
    wanted = Checkout(
        cart.version, costs.total, "tok_ok", "standard", costs.delivery, HOME
    )
    return place_order(owner, key, wanted)[0]


def buy(owner: int, key: str, quantity: int) -> Order:
    """Buy some of a product, and pay for it."""
    fill(owner, quantity=quantity)
    return settle(place(owner, key).id, 5)


def let_wait(order: Order, time: timedelta) -> None:
    """Date an order back by so much."""
    placed = update(Order).where(Order.id == order.id)
    db.session.execute(placed.values(give_up_at=order.give_up_at - time))
    db.session.commit()


def place_at(order: Order, instant: datetime) -> None:
    """Date an order to a time; the column keeps whole seconds."""
    placed = update(Order).where(Order.id == order.id)
    db.session.execute(placed.values(created_at=instant))
    db.session.commit()
