"""What must be true at order-service before it is held to an interaction.

Carts and orders come about by its own use cases, in its own database; only the
services that it calls are played.
"""

from datetime import timedelta
from unittest.mock import patch

from flask import Flask
from sqlalchemy import event
from sqlalchemy.engine import Connection
from sqlalchemy.exc import OperationalError

from contract_kit import States
from order_service import carts, orders
from order_service.database import db
from order_service.orders import Wanted
from order_service.service_clients import ServiceClients
from order_service.settlement import settle
from order_service.state_updates import advance, fail, load
from order_service.states import FailureReason, OrderState
from service_kit import clock
from service_kit.money import Money

from ..fakes import FakeUserService
from .actions import ADA, BASIL, BOB, ORIGIN, buy, fill, let_wait, place, place_at
from .faulty_fakes import CarefulBank, HastyProductService
from .other_shopper_states import register_other_shopper_states


class Neighbours:
    """The services around the one that is verified, new for each interaction."""

    def __init__(self, users: FakeUserService) -> None:
        self.users = users
        self.product_service = HastyProductService()
        self.bank = CarefulBank()
        self.is_database_away = False

    def start_afresh(self) -> ServiceClients:
        self.__dict__.update(vars(Neighbours(self.users)))
        return ServiceClients(self.users, self.product_service, self.bank)

    def part_from_database(self, connection: Connection) -> None:
        if self.is_database_away:
            raise OperationalError("connect", {}, ConnectionError("is away"))


def states_of(app: Flask, users: FakeUserService) -> States:
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
    register_other_shopper_states(states, app)
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
        around.product_service.put(product_id, name, price, available=200)

    @states.state("the product is no longer for sale")
    def product_is_no_longer_for_sale() -> None:
        around.product_service.change(BASIL, is_active=False)

    @states.state("there is less of the product than before")
    def there_is_less(available: int) -> None:
        around.product_service.change(BASIL, available=available)

    @states.state("one shopper may have less of the product")
    def one_may_have_less(available: int) -> None:
        around.product_service.shares[BASIL] = available

    @states.state("there is none of the product and it is no longer for sale")
    def product_is_gone() -> None:
        around.product_service.change(BASIL, available=0, is_active=False)

    @states.state("there is as much of the product as is wanted")
    def there_is_as_much(available: int) -> None:
        around.product_service.change(BASIL, available=available)

    @states.state("the product has another price")
    def product_has_another_price(price: str) -> None:
        around.product_service.change(BASIL, price=Money.parse(price, "EUR"))


def _register_baskets(states: States, app: Flask) -> None:
    @states.state("the basket holds a product")
    def basket_holds_a_product(
        quantity: int, product_id: int = BASIL
    ) -> dict[str, object]:
        with app.app_context():
            return {"version": fill(ADA, product_id, quantity)}

    @states.state("the basket holds as many products as it takes")
    def basket_is_full() -> None:
        product_service = app.extensions["services"].products
        others = range(BASIL + 1, BASIL + 1 + carts.MOST_LINES)
        for product_id in others:
            product_service.put(product_id, f"Seed {product_id}", "1.00")
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
            return {"number": settle(place(ADA, key).id, 5).number}

    def check_out(owner: int) -> None:
        holder = {"Authorization": f"Basic {around.users.sign_in(owner)}"}
        answer = app.test_client().post("/api/order/checkout", headers=holder)
        assert answer.status_code == 201, answer.get_data(as_text=True)

    @states.state("the course's client has bought the basket")
    def course_client_has_bought() -> None:
        check_out(ADA)

    @states.state("the course's client has bought the basket of somebody else")
    def course_client_has_bought_for_somebody_else() -> None:
        with app.app_context():
            fill(BOB, quantity=5)
        check_out(BOB)

    @states.state("the shopper has bought often")
    def shopper_has_bought_often(
        times: int, minutes: int = 1, seconds: int = 0
    ) -> dict[str, object]:
        """Buy one packet first, then two, then three: so each order is known."""
        with app.app_context():
            placed = [buy(ADA, f"key-{time:04}", time + 1) for time in range(times)]
            for time, order in enumerate(placed):
                apart = timedelta(minutes=minutes, seconds=seconds)
                place_at(order, ORIGIN + time * apart)
            following = orders.list_orders(Wanted(ADA, limit=10)).next
            return {"cursor": following, "number": placed[0].number}

    @states.state("somebody else has bought something")
    def somebody_else_has_bought(key: str = "key-0001") -> dict[str, object]:
        around.product_service.put(BASIL, "Basil", "2.40")
        with app.app_context():
            return {"number": buy(BOB, key, 2).number}

    @states.state("the order has moved on")
    def order_has_moved_on(
        to: str, reason: str | None = None, code: str | None = None
    ) -> dict[str, object]:
        with app.app_context():
            order = load(place(ADA, "key-0001").id)
            why = {"reason": FailureReason(reason)} if reason else {}
            values = {"refusal": {"code": code}} if code else {}
            if to != order.state:
                advance(order, OrderState(to), **why, **values)
            return {"number": order.number}

    @states.state("the bank asks the shopper to confirm the payment")
    def bank_asks_the_shopper() -> dict[str, object]:
        around.bank.asks_shopper = True
        with app.app_context():
            return {"number": settle(place(ADA, "key-0001").id, 5).number}

    @states.state("the shopper has confirmed the payment")
    def shopper_has_confirmed() -> dict[str, object]:
        values = bank_asks_the_shopper()
        around.bank.asks_shopper = False
        with app.app_context():
            order = orders.find_order(str(values["number"]), ADA)
            settle(order.id, 5)
        return values

    @states.state("the shopper has called the order off")
    def shopper_has_called_off(to: str) -> dict[str, object]:
        moved = order_has_moved_on(to)
        with app.app_context():
            orders.cancel(orders.find_order(str(moved["number"]), ADA))
        return moved

    @states.state("the order was called off before it was paid")
    def order_was_called_off(key: str) -> None:
        with app.app_context():
            order = load(place(ADA, key).id)
            fail(order, FailureReason.CANCELLED)
            settle(order.id, 5)

    @states.state("many orders are still being confirmed")
    def many_orders_are_being_confirmed() -> dict[str, object]:
        with app.app_context():
            for time in range(3):
                place(ADA, f"key-{time:04}")
                version = fill(ADA)
            return {"version": version}

    @states.state("many packets are on order already")
    def many_packets_are_on_order(wanted: int = 7) -> dict[str, object]:
        with app.app_context():
            for time in range(2):
                fill(ADA, quantity=97)
                place(ADA, f"key-{time:04}")
            return {"version": fill(ADA, quantity=wanted)}

    @states.state("many packets are being refunded")
    def many_packets_are_refunded(wanted: int) -> dict[str, object]:
        values = many_packets_are_on_order(wanted)
        with app.app_context():
            for order in orders.list_orders(Wanted(ADA)).orders:
                advance(load(order.id), OrderState.REFUNDING)
        return values

    @states.state("an order has waited for the bank")
    def order_has_waited(minutes: int, key: str) -> dict[str, object]:
        around.bank.is_down = True
        with app.app_context():
            version = fill(ADA)
            order = settle(place(ADA, key).id, 5)
            let_wait(order, timedelta(minutes=minutes))
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
        around.product_service.is_down = True

    @states.state("the reservation came too late")
    def reservation_came_too_late() -> None:
        around.product_service.is_hasty = True

    @states.state("the reservation runs out before it is sold")
    def reservation_runs_out() -> None:
        around.product_service.lets_holds_run_out = True

    @states.state("the bank does not answer")
    def bank_is_away() -> None:
        around.bank.is_down = True

    @states.state("the bank refuses to pay out")
    def bank_refuses_to_pay_out() -> None:
        around.bank.refuses_capture = True

    @states.state("the bank refuses to set anything aside")
    def bank_refuses_to_set_aside() -> None:
        around.bank.refuses_authorisation = True

    @states.state("the database does not answer")
    def database_is_away() -> None:
        around.is_database_away = True
