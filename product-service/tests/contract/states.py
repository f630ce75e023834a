"""What must be true in the catalogue before it is held to an interaction."""

from datetime import datetime, timedelta

from flask import Flask

from contract_kit import States
from product_service.pictures import Recipe
from product_service.stock import Quantity
from service_kit.clock import now
from service_kit.money import Money

from .catalogue import Catalogue
from .other_states import register_other_states

ADMINISTRATOR, SHOPPER = 1, 7
NOON = datetime.fromisoformat("2126-11-21T12:00:00+00:00")
# In no order that anybody could ask for; what was withdrawn stands on no shelf.
SHELVES = (
    ("Dill", "herbs", "3.20", True),
    ("basil, sweet", "herbs", "2.40", True),
    ("Carrot", "vegetables", "12.00", True),
    ("Sweet pea", "flowers", "1.80", True),
    ("Basil, purple", "herbs", "2.00", False),
    ("Oak", "trees", "9.00", False),
)


def states_of(app: Flask) -> States:
    """Register all states of a catalogue."""
    states = States()
    catalogue = Catalogue(app)
    states.reset(catalogue.clear)
    _register_products(states, catalogue)
    _register_reservations(states, catalogue)
    _register_callers(states, catalogue)
    register_other_states(states, catalogue)
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
        members = {"quantity": quantity, "brand": brand, "description": "Green."}
        catalogue.put(name, product_id, price, **members)

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
            members = {"category": category, "is_active": is_active, "facts": None}
            catalogue.put(name, price=price, **members)

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
    def another_shelf_holds_a_product(category: str = "flowers") -> None:
        catalogue.put("Sweet pea", category=category, description="Pink.")

    @states.state("the database does not answer")
    def database_does_not_answer() -> None:
        catalogue.lose_database()


def _register_reservations(states: States, catalogue: Catalogue) -> None:
    @states.state("a product is held for an order")
    def product_is_held(order_id: str, quantity: int = 2) -> None:
        catalogue.put("Basil", 1)
        catalogue.hold(order_id, quantity)

    @states.state("a product is held for an order since noon")
    def product_is_held_since_noon(order_id: str, seconds_past: int) -> None:
        catalogue.put("Basil", 1)
        catalogue.hold_at(NOON + timedelta(seconds=seconds_past), order_id)

    @states.state("the order has asked for its product once more")
    def order_has_asked_once_more(order_id: str) -> None:
        catalogue.hold(order_id, 2)

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
    def one_holds_half(
        product_id: int, holder: str, of: int = 40, held: int = 19
    ) -> None:
        catalogue.put("Basil", product_id, quantity=of)
        catalogue.hold_for(holder, "order-of-before", Quantity(product_id, held))


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

    @states.state("somebody who was an administrator and is shut out is signed in")
    def administrator_is_shut_out() -> dict[str, str]:
        token = catalogue.users.sign_in(ADMINISTRATOR, is_admin=True)
        catalogue.users.shut_out(ADMINISTRATOR)
        return {"token": token}

    @states.state("an administrator is signed in whose account was closed")
    def administrator_is_gone() -> dict[str, str]:
        token = catalogue.users.sign_in(ADMINISTRATOR, is_admin=True)
        catalogue.users.forget(ADMINISTRATOR)
        return {"token": token}

    @states.state("the sign-in of an administrator has ended")
    def sign_in_has_ended() -> dict[str, str]:
        ended = now() - timedelta(minutes=1)
        token = catalogue.users.sign_in(ADMINISTRATOR, is_admin=True, exp=ended)
        return {"token": token}

    @states.state("order-service has shown who it is")
    def order_service_is_known() -> dict[str, str]:
        return {"token": catalogue.users.service_token("order-service")}

    @states.state("another service has shown who it is")
    def another_service_is_known(name: str) -> dict[str, str]:
        return {"token": catalogue.users.service_token(name)}

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
