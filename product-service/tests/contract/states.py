"""What must be true in the catalogue before it is held to a promise."""

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta
from typing import NoReturn

from flask import Flask
from sqlalchemy import Dialect, event, update

from contract_kit import States
from product_service import reservations
from product_service.administration import add_product, change_product
from product_service.database import db
from product_service.details import Details, Facts
from product_service.doorkeeper import TokenDoorkeeper
from product_service.errors import OutOfStock
from product_service.models import (
    Product,
    Reservation,
    ReservationLine,
    ReservationState,
)
from product_service.pictures import Recipe
from product_service.stock import Quantity
from product_service.words import slug_of
from service_kit.access import post_doorkeeper
from service_kit.clock import now
from service_kit.money import Money

from .people import UserService

ADMINISTRATOR, SHOPPER = 1, 7
# In no order that anybody could ask for; what was withdrawn stands on no shelf.
SHELVES = (
    ("Dill", "herbs", "3.20", True),
    ("basil, sweet", "herbs", "2.40", True),
    ("Carrot", "vegetables", "12.00", True),
    ("Sweet pea", "flowers", "1.80", True),
    ("Basil, purple", "herbs", "2.00", False),
    ("Oak", "trees", "9.00", False),
)
ON_THE_PACKET = Facts("Ocimum basilicum", (4, 5), 40, 25, 5)


class Catalogue:
    """The catalogue under test, and the hands that change what is in it."""

    def __init__(self, app: Flask) -> None:
        """Take the application."""
        self.app = app
        self.users = UserService()

    def clear(self) -> None:
        """Empty the shelves, and let user-service answer again."""
        self._open_database()
        with self.app.app_context():
            db.drop_all()
            db.create_all()
        self.users = UserService()
        post_doorkeeper(self.app, TokenDoorkeeper(self.users))

    def put(
        self,
        name: str,
        product_id: int | None = None,
        price: str = "2.40",
        **details: object,
    ) -> None:
        """Put a product on the shelf, with an id of choice where one is named."""
        told = {"quantity": 10, "category": "herbs", "facts": ON_THE_PACKET} | details
        with self.app.app_context():
            cost = Money.parse(price, "EUR")
            made = add_product(Details(name, slug_of(name), cost, **told))
            if product_id not in (None, made.id):
                _give_id(made.id, product_id)

    def change(self, product_id: int, **details: object) -> None:
        """Let an administrator change what is said of a product."""
        with self.app.app_context():
            slug = db.session.get_one(Product, product_id).slug
            change_product(
                slug, lambda _: True, lambda known: replace(known, **details)
            )

    def etag(self, path: str, query: dict[str, str]) -> str:
        """Ask for an answer as clients do, compressed, and read its validator."""
        packed = {"Accept-Encoding": "gzip"}
        answer = self.app.test_client().get(path, query_string=query, headers=packed)
        return answer.headers["ETag"]

    def cursor(self, limit: int, sort: str = "featured", words: str = "") -> str:
        """Walk a page along, and read where the next one begins."""
        asked = {"limit": limit, "sort": sort, "q": words}
        answer = self.app.test_client().get("/api/products", query_string=asked)
        return answer.json["next"]

    def hold(self, order_id: str, *quantities: int) -> None:
        """Set aside so many of the first product, of the second, and so on."""
        lines = [Quantity(*line) for line in enumerate(quantities, 1)]
        with self.app.app_context():
            reservations.reserve(order_id, lines, "EUR")

    def hold_for(self, holder: str, order_id: str, wanted: Quantity) -> None:
        """Set a product aside for somebody."""
        with self.app.app_context():
            reservations.reserve(order_id, [wanted], "EUR", holder)

    def hold_for_many(self, orders: Iterable[str]) -> None:
        """Set one packet aside for each of many orders, in one go."""
        ends = now() + timedelta(minutes=15)
        with self.app.app_context():
            db.session.add_all(
                Reservation(
                    id=order_id,
                    state=ReservationState.HELD,
                    fingerprint="",
                    currency="EUR",
                    total=240,
                    expires_at=ends,
                    lines=[ReservationLine(product_id=1, quantity=1, unit_amount=240)],
                )
                for order_id in orders
            )
            db.session.commit()

    def sell(self, order_id: str) -> None:
        """Make final what was set aside."""
        with self.app.app_context():
            reservations.commit(order_id)

    def put_back(self, order_id: str) -> None:
        """Let go of what was set aside, or will be."""
        with self.app.app_context():
            reservations.release(order_id, "EUR")

    def wait_for_holds_to_end(self) -> None:
        """Let go of whatever was set aside and never sold."""
        self.let_holds_end(timedelta(days=1))

    def let_holds_end(self, age: timedelta) -> None:
        """Let go of what is set aside no longer at this age."""
        with self.app.app_context():
            reservations.expire_reservations(now() + age)

    def refuse(self, order_id: str) -> None:
        """Let an order fail that wants two products and can have one of them."""
        with self.app.app_context(), contextlib.suppress(OutOfStock):
            wanted = [Quantity(1, 2), Quantity(2, 2)]
            reservations.reserve(order_id, wanted, "EUR")

    def lose_database(self) -> None:
        """Make every connection to the database fail."""
        with self.app.app_context():
            db.engine.dispose()
            event.listen(db.engine, "do_connect", _refuse_to_connect)

    def _open_database(self) -> None:
        with self.app.app_context():
            if event.contains(db.engine, "do_connect", _refuse_to_connect):
                event.remove(db.engine, "do_connect", _refuse_to_connect)


def states_of(app: Flask) -> States:
    """Register all states of a catalogue."""
    states = States()
    catalogue = Catalogue(app)
    states.reset(catalogue.clear)
    _register_products(states, catalogue)
    _register_reservations(states, catalogue)
    _register_callers(states, catalogue)
    return states


def _register_products(states: States, catalogue: Catalogue) -> None:
    @states.state("there are no products")
    def there_are_no_products() -> None:
        pass

    @states.state("a product is for sale")
    def product_is_for_sale(
        product_id: int = 1,
        name: str = "Basil",
        quantity: int = 10,
        price: str = "2.40",
        brand: str | None = None,
    ) -> None:
        told = {"quantity": quantity, "brand": brand, "description": "Green."}
        catalogue.put(name, product_id, price, **told)

    @states.state("a product is sold out")
    def product_is_sold_out(product_id: int = 1, name: str = "Basil") -> None:
        catalogue.put(name, product_id, quantity=0, description="Green.")

    @states.state("a product was withdrawn")
    def product_was_withdrawn(product_id: int = 1, name: str = "Basil") -> None:
        catalogue.put(name, product_id, is_active=False, description="Green.")

    @states.state("a product has neither facts nor a description")
    def product_is_bare(product_id: int = 1, name: str = "Basil") -> None:
        catalogue.put(name, product_id, facts=None)

    @states.state("a product was described in many languages")
    def product_was_described(name: str, price: str, quantity: int) -> None:
        catalogue.put(name, 1, price, quantity=quantity, description="Für É.\n庭")

    @states.state("the shelves hold different products")
    def shelves_hold_different_products() -> None:
        for name, category, price, is_active in SHELVES:
            told = {"category": category, "is_active": is_active, "facts": None}
            catalogue.put(name, price=price, **told)

    @states.state("the shelves hold names with accents")
    def shelves_hold_names_with_accents() -> None:
        for name in ("Zinnia", "Échalote", "dill", "Ärt", "Fennel"):
            catalogue.put(name, facts=None)

    @states.state("a product is written of beside another")
    def product_is_written_of() -> None:
        catalogue.put("Dill", description="Grows well beside mint.")
        catalogue.put("Mint", description="Green.")

    @states.state("there is more than a page of products")
    def there_is_more_than_a_page(page: int, sort: str = "featured") -> dict[str, str]:
        _put_basils(catalogue, page + 1)
        return {"cursor": catalogue.cursor(page, sort)}

    @states.state("a search finds more than a page, names first")
    def search_finds_more_than_a_page() -> dict[str, str]:
        for number in range(12):
            catalogue.put(f"Dill {number}", facts=None, description="Beside basil.")
        for number in range(2):
            catalogue.put(f"Basil {number}", facts=None, description="Green.")
        return {"cursor": catalogue.cursor(12, words="basil")}

    @states.state("there are several pages of products")
    def there_are_several_pages(page: int) -> dict[str, str]:
        _put_basils(catalogue, 2 * page + 1)
        return {"cursor": catalogue.cursor(page)}

    @states.state("the consumer knows a page of products by its ETag")
    def page_is_known(query: dict[str, str], is_first: bool) -> dict[str, str]:
        cursor = there_is_more_than_a_page(int(query["limit"]))
        asked = query if is_first else query | cursor
        return cursor | {"etag": catalogue.etag("/api/products", asked)}

    @states.state("the consumer knows an answer by its ETag")
    def answer_is_known(path: str, query: dict[str, str]) -> dict[str, str]:
        return {"etag": catalogue.etag(path, query)}

    @states.state("the product has become dearer")
    def product_has_become_dearer() -> None:
        catalogue.change(1, price=Money(999, "EUR"))

    @states.state("the product is drawn in another colour")
    def product_is_drawn_anew() -> None:
        catalogue.change(1, picture=Recipe("basil", ("#336699",), "#ffffff"))

    @states.state("a product is drawn")
    def product_is_drawn(plant: str, colours: list[str]) -> None:
        catalogue.put("Basil", 1, description="Green.")
        recipe = Recipe(plant, tuple(colours), "#ffffff")
        catalogue.change(1, picture=recipe)

    @states.state("packets of the product were taken off the shelf")
    def packets_were_taken(quantity: int) -> None:
        catalogue.hold("order-1", quantity)

    @states.state("as many products are for sale as are told at once")
    def many_are_for_sale() -> None:
        _put_basils(catalogue, 100)

    @states.state("another shelf holds a product")
    def another_shelf_holds_a_product() -> None:
        catalogue.put("Sweet pea", category="flowers", description="Pink.")

    @states.state("the database does not answer")
    def database_does_not_answer() -> None:
        catalogue.lose_database()


def _register_reservations(states: States, catalogue: Catalogue) -> None:
    @states.state("a product is held for an order")
    def product_is_held(order_id: str, quantity: int = 2) -> None:
        catalogue.put("Basil", 1)
        catalogue.hold(order_id, quantity)

    @states.state("two products are held for an order")
    def two_products_are_held(order_id: str) -> None:
        catalogue.put("Basil", 1)
        catalogue.put("Dill", 2)
        catalogue.hold(order_id, 2, 3)

    @states.state("a held product was sold to an order")
    def held_product_was_sold(order_id: str) -> None:
        product_is_held(order_id)
        catalogue.sell(order_id)

    @states.state("what was held for an order was put back")
    def hold_was_put_back(order_id: str, times: int = 1) -> None:
        product_is_held(order_id)
        for _ in range(times):
            catalogue.put_back(order_id)

    @states.state("what was sold to an order was put back")
    def sale_was_put_back(order_id: str, times: int = 1) -> None:
        held_product_was_sold(order_id)
        for _ in range(times):
            catalogue.put_back(order_id)

    @states.state("the hold of an order has run out")
    def hold_has_run_out(order_id: str) -> None:
        product_is_held(order_id)
        catalogue.wait_for_holds_to_end()

    @states.state("an order was refused for want of a second product")
    def order_was_refused(order_id: str) -> None:
        catalogue.put("Basil", 1)
        catalogue.put("Dill", 2, quantity=1)
        catalogue.refuse(order_id)

    @states.state("the hold of an order is fourteen minutes old")
    def hold_is_old(order_id: str) -> None:
        product_is_held(order_id)
        catalogue.let_holds_end(timedelta(minutes=14))

    @states.state("one shopper has bought half of a product")
    def one_has_bought_half(product_id: int, holder: str) -> None:
        one_holds_half(product_id, holder)
        catalogue.sell("order-of-before")

    @states.state("one shopper has put half of a product back")
    def one_has_put_half_back(product_id: int, holder: str) -> None:
        one_holds_half(product_id, holder)
        catalogue.put_back("order-of-before")

    @states.state("as many reservations were made as are told at once")
    def many_are_held() -> None:
        catalogue.put("Basil", 1)
        catalogue.hold_for_many(f"order-{number:03}" for number in range(100))

    @states.state("products are held for several orders")
    def products_are_held(page: int) -> dict[str, str]:
        catalogue.put("Basil", 1)
        orders = [f"order-{number:03}" for number in range(page + 1)]
        catalogue.hold_for_many(reversed(orders))
        return {"cursor": orders[page - 1]}

    @states.state("an unknown order was released in advance")
    def unknown_order_was_released(order_id: str) -> None:
        catalogue.put_back(order_id)

    @states.state("one shopper holds half of a product")
    def one_holds_half(product_id: int, holder: str) -> None:
        catalogue.put("Basil", product_id, quantity=40)
        catalogue.hold_for(holder, "order-of-before", Quantity(product_id, 19))


def _register_callers(states: States, catalogue: Catalogue) -> None:
    @states.state("a shopper is signed in")
    def shopper_is_signed_in() -> dict[str, str]:
        return {"token": catalogue.users.sign_in(SHOPPER)}

    @states.state("an administrator is signed in")
    def administrator_is_signed_in() -> dict[str, str]:
        return {"token": catalogue.users.sign_in(ADMINISTRATOR, is_admin=True)}

    @states.state("somebody who is an administrator no longer is signed in")
    def former_administrator_is_signed_in() -> dict[str, str]:
        token = catalogue.users.sign_in(ADMINISTRATOR, is_admin=True)
        catalogue.users.dismiss(ADMINISTRATOR)
        return {"token": token}

    @states.state("order-service has shown who it is")
    def order_service_is_known() -> dict[str, str]:
        return {"token": catalogue.users.service_token("order-service")}

    @states.state("the token of order-service has ended")
    def token_has_ended() -> dict[str, str]:
        ended = now() - timedelta(minutes=1)
        return {"token": catalogue.users.service_token("order-service", exp=ended)}

    @states.state("tokens cannot be checked")
    def tokens_cannot_be_checked() -> None:
        catalogue.users.is_away = True


def _put_basils(catalogue: Catalogue, count: int) -> None:
    for number in range(count):
        catalogue.put(f"Basil {number}", description="Green.")


def _give_id(given: int, product_id: int) -> None:
    db.session.execute(update(Product).where(Product.id == given).values(id=product_id))
    db.session.commit()


def _refuse_to_connect(dialect: Dialect, *_: object) -> NoReturn:
    raise dialect.loaded_dbapi.OperationalError("the database is away")
