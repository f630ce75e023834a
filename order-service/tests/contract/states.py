"""What must be true at order-service before it is held to a promise.

Carts and orders come about by its own use cases, in its own database; only the
services that it calls are played.
"""

from datetime import UTC, datetime, timedelta
from unittest.mock import patch

from flask import Flask
from sqlalchemy import event, update
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from contract_kit import States
from order_service import carts, orders
from order_service.checkout import Checkout, place_order
from order_service.database import db
from order_service.models import Order
from order_service.orders import Wanted
from order_service.pricing import price
from order_service.services import Services
from order_service.settlement import settle
from order_service.states import OrderState, Reason
from order_service.transitions import advance, fail, load
from service_kit import clock
from service_kit.money import Money

from ..fakes import FakeUsers
from .fakes import CarefulBank, HastyShelf

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


class Neighbours:
    """The services around the one that is verified, new for each promise."""

    def __init__(self, users: FakeUsers) -> None:
        self.users = users
        self.shelf = HastyShelf()
        self.bank = CarefulBank()
        self.is_database_away = False

    def start_afresh(self) -> Services:
        self.__dict__.update(vars(Neighbours(self.users)))
        return Services(self.users, self.shelf, self.bank)

    def part_from_database(self, connection: Connection) -> None:
        if self.is_database_away:
            raise OperationalError("connect", {}, ConnectionError("is away"))


def states_of(app: Flask, users: FakeUsers) -> States:
    """Register all states of an order-service."""
    states = States()
    around = Neighbours(users)
    settings = app.extensions["settings"]
    with app.app_context():
        event.listen(db.engine, "engine_connect", around.part_from_database)

    @states.reset
    def forget_everything() -> None:
        app.extensions["services"] = around.start_afresh()
        app.extensions["settings"] = settings
        with app.app_context():
            db.drop_all()
            db.create_all()

    _register_shoppers(states, around)
    _register_products(states, around)
    _register_baskets(states, app)
    _register_orders(states, app, around)
    _register_settings(states, app)
    _register_faults(states, around)
    return states


def _register_shoppers(states: States, around: Neighbours) -> None:
    @states.state("a shopper is signed in")
    def shopper_is_signed_in() -> dict[str, str]:
        return {"token": around.users.sign_in(ADA)}

    @states.state("a shopper who is an administrator is signed in")
    def administrator_is_signed_in() -> dict[str, str]:
        return {"token": around.users.sign_in(ADA, admin=True)}

    @states.state("the sign-in of a shopper has expired")
    def sign_in_has_expired() -> dict[str, str]:
        yesterday = clock.now() - timedelta(days=1)
        with patch.object(clock, "now", return_value=yesterday):
            return {"token": around.users.sign_in(ADA)}


def _register_products(states: States, around: Neighbours) -> None:
    @states.state("a product is for sale")
    def product_is_for_sale(
        product_id: int = BASIL, name: str = "Basil", price: str = "2.40"
    ) -> None:
        around.shelf.put(product_id, name, price, available=200)

    @states.state("the product is no longer for sale")
    def product_is_no_longer_for_sale() -> None:
        around.shelf.change(BASIL, is_active=False)

    @states.state("there is less of the product than before")
    def there_is_less(available: int) -> None:
        around.shelf.change(BASIL, available=available)

    @states.state("one shopper may have less of the product")
    def one_may_have_less(available: int) -> None:
        around.shelf.shares[BASIL] = available

    @states.state("there is none of the product and it is no longer for sale")
    def product_is_gone() -> None:
        around.shelf.change(BASIL, available=0, is_active=False)

    @states.state("there is as much of the product as is wanted")
    def there_is_as_much(available: int) -> None:
        around.shelf.change(BASIL, available=available)

    @states.state("the product has another price")
    def product_has_another_price(price: str) -> None:
        around.shelf.change(BASIL, price=Money.parse(price, "EUR"))


def _register_baskets(states: States, app: Flask) -> None:
    @states.state("the basket holds a product")
    def basket_holds_a_product(
        quantity: int, product_id: int = BASIL
    ) -> dict[str, object]:
        with app.app_context():
            return {"version": _fill(ADA, product_id, quantity)}

    @states.state("the basket holds as many products as it takes")
    def basket_is_full() -> None:
        shelf = app.extensions["services"].products
        others = range(BASIL + 1, BASIL + 1 + carts.MOST_LINES)
        for product_id in others:
            shelf.put(product_id, f"Seed {product_id}", "1.00")
        with app.app_context():
            carts.merge(ADA, dict.fromkeys(others, 1))

    @states.state("the basket was emptied")
    def basket_was_emptied() -> dict[str, object]:
        with app.app_context():
            carts.remove_item(ADA, BASIL)
            return {"version": carts.open_cart(ADA).version}

    @states.state("the basket was changed in another window")
    def basket_was_changed() -> None:
        with app.app_context():
            carts.change_quantity(ADA, BASIL, 3)


def _register_orders(states: States, app: Flask, around: Neighbours) -> None:
    @states.state("the basket was bought")
    def basket_was_bought(key: str = "key-0001") -> dict[str, object]:
        with app.app_context():
            return {"number": settle(_place(ADA, key).id, 5).number}

    @states.state("the course's client has bought the basket")
    def course_client_has_bought() -> None:
        token = around.users.sign_in(ADA)
        holder = {"Authorization": f"Basic {token}"}
        answer = app.test_client().post("/api/order/checkout", headers=holder)
        assert answer.status_code == 201, answer.get_data(as_text=True)

    @states.state("the shopper has bought often")
    def shopper_has_bought_often(times: int, minutes: int = 1) -> dict[str, object]:
        """Buy one packet first, then two, then three: so each order is known."""
        with app.app_context():
            placed = [_buy(ADA, f"key-{time:04}", time + 1) for time in range(times)]
            for time, order in enumerate(placed):
                _place_at(order, ORIGIN + timedelta(minutes=time * minutes))
            following = orders.list_orders(Wanted(ADA, limit=10)).next
            return {"cursor": following, "number": placed[0].number}

    @states.state("somebody else has bought something")
    def somebody_else_has_bought(key: str = "key-0001") -> dict[str, object]:
        around.shelf.put(BASIL, "Basil", "2.40")
        with app.app_context():
            return {"number": _buy(BOB, key, 2).number}

    @states.state("the order has moved on")
    def order_has_moved_on(
        to: str, reason: str | None = None, code: str | None = None
    ) -> dict[str, object]:
        with app.app_context():
            order = load(_place(ADA, "key-0001").id)
            why = {"reason": Reason(reason)} if reason else {}
            told = {"refusal": {"code": code}} if code else {}
            if to != order.state:
                advance(order, OrderState(to), **why, **told)
            return {"number": order.number}

    @states.state("the bank asks the shopper to confirm the payment")
    def bank_asks_the_shopper() -> dict[str, object]:
        around.bank.asks_shopper = True
        with app.app_context():
            return {"number": settle(_place(ADA, "key-0001").id, 5).number}

    @states.state("the shopper has confirmed the payment")
    def shopper_has_confirmed() -> dict[str, object]:
        told = bank_asks_the_shopper()
        around.bank.asks_shopper = False
        with app.app_context():
            order = orders.find_order(str(told["number"]), ADA)
            settle(order.id, 5)
        return told

    @states.state("the shopper has called the order off")
    def shopper_has_called_off(to: str) -> dict[str, object]:
        moved = order_has_moved_on(to)
        with app.app_context():
            orders.cancel(orders.find_order(str(moved["number"]), ADA))
        return moved

    @states.state("the order was called off before it was paid")
    def order_was_called_off(key: str) -> None:
        with app.app_context():
            order = load(_place(ADA, key).id)
            fail(order, Reason.CANCELLED)
            settle(order.id, 5)

    @states.state("many orders are still being confirmed")
    def many_orders_are_being_confirmed() -> dict[str, object]:
        with app.app_context():
            for time in range(3):
                _place(ADA, f"key-{time:04}")
                version = _fill(ADA)
            return {"version": version}

    @states.state("many packets are on order already")
    def many_packets_are_on_order(wanted: int = 7) -> dict[str, object]:
        with app.app_context():
            for time in range(2):
                _fill(ADA, quantity=97)
                _place(ADA, f"key-{time:04}")
            return {"version": _fill(ADA, quantity=wanted)}

    @states.state("many packets are being refunded")
    def many_packets_are_refunded(wanted: int) -> dict[str, object]:
        told = many_packets_are_on_order(wanted)
        with app.app_context():
            for order in orders.list_orders(Wanted(ADA)).orders:
                advance(load(order.id), OrderState.REFUNDING)
        return told

    @states.state("an order has waited for the bank")
    def order_has_waited(minutes: int, key: str) -> dict[str, object]:
        around.bank.is_down = True
        with app.app_context():
            version = _fill(ADA)
            order = settle(_place(ADA, key).id, 5)
            _let_wait(order, timedelta(minutes=minutes))
        around.bank.is_down = False
        return {"version": version}

    @states.state("the order of before was called off")
    def order_of_before_was_called_off() -> None:
        with app.app_context():
            (order,) = orders.list_orders(Wanted(ADA)).orders
            orders.cancel(order)

    @states.state("the addresses were erased")
    def addresses_were_erased() -> None:
        with app.app_context():
            orders.forget_buyer(ADA)

    @states.state("somebody else was forgotten")
    def somebody_else_was_forgotten() -> None:
        with app.app_context():
            orders.forget_buyer(BOB)


def _register_settings(states: States, app: Flask) -> None:
    @states.state("nothing is sold without a method and an address")
    def course_checkout_is_closed() -> None:
        closed = {"course_checkout_method": None}
        settings = app.extensions["settings"].model_copy(update=closed)
        app.extensions["settings"] = settings


def _register_faults(states: States, around: Neighbours) -> None:
    @states.state("the products cannot be reached")
    def products_are_away() -> None:
        around.shelf.is_down = True

    @states.state("the reservation came too late")
    def reservation_came_too_late() -> None:
        around.shelf.is_hasty = True

    @states.state("the bank does not answer")
    def bank_is_away() -> None:
        around.bank.is_down = True

    @states.state("the bank refuses to pay out")
    def bank_refuses_to_pay_out() -> None:
        around.bank.refuses_capture = True

    @states.state("the database does not answer")
    def database_is_away() -> None:
        around.is_database_away = True


def _fill(owner: int, product_id: int = BASIL, quantity: int = 2) -> int:
    return carts.add_item(owner, product_id, quantity).cart.version


def _place(owner: int, key: str) -> Order:
    """Place the order of a basket that nobody drives on yet."""
    cart = carts.open_cart(owner)
    costs = price(cart.quantities, "standard")
    wanted = Checkout(
        cart.version, costs.total, "tok_ok", "standard", costs.delivery, HOME
    )
    return place_order(owner, key, wanted)[0]


def _buy(owner: int, key: str, quantity: int) -> Order:
    _fill(owner, quantity=quantity)
    return settle(_place(owner, key).id, 5)


def _let_wait(order: Order, time: timedelta) -> None:
    """Date an order back by so much."""
    placed = update(Order).where(Order.id == order.id)
    db.session.execute(placed.values(give_up_at=order.give_up_at - time))
    db.session.commit()


def _place_at(order: Order, instant: datetime) -> None:
    """Date an order to a time; the column keeps whole seconds."""
    placed = update(Order).where(Order.id == order.id)
    db.session.execute(placed.values(created_at=instant))
    db.session.commit()
