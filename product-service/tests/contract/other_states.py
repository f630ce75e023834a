"""What stands beside what an interaction asks for, and what has become of it since."""

from datetime import timedelta

from contract_kit import States
from product_service.product_details import Facts
from product_service.stock import Quantity

from .catalogue import Catalogue

FEATHERY = Facts("Anethum graveolens", (3,), 90, 20, 10)


def register_other_states(states: States, catalogue: Catalogue) -> None:
    """Register other products, other orders, and what came later."""
    _register_products(states, catalogue)
    _register_administration(states, catalogue)
    _register_orders(states, catalogue)


def _register_products(states: States, catalogue: Catalogue) -> None:
    @states.state("products stand in another order than that of their numbers")
    def products_stand_in_another_order() -> None:
        # Far apart, so that no database gives one of these by itself.
        for name, product_id in (("Dill", 300), ("Basil", 200), ("Mint", 100)):
            catalogue.put(name, product_id, facts=None)

    @states.state("the labels of products differ")
    def labels_differ() -> None:
        beside = "Feathery, good beside what Furrow sows."
        catalogue.put("Mint", brand="Dill & Daughters", facts=None)
        members = {"brand": "Old Mill", "description": beside, "facts": FEATHERY}
        catalogue.put("Dill", **members)
        catalogue.put("Basil", brand="Furrow", description="Green.")

    @states.state("two products have nearly the same name")
    def names_are_nearly_the_same() -> None:
        for name in ("Potato", "Tomato", "Tom thumb"):
            catalogue.put(name, description="Green.")

    @states.state("the shelves hold names with signs")
    def shelves_hold_names_with_signs() -> None:
        # Where a cursor refers to them, it has signs of its own.
        for name in ("Zinnia", "What? Peas", "Beet> beans"):
            catalogue.put(name, facts=None)

    @states.state("a page of different products was walked along")
    def page_was_walked(
        page: int, sort: str = "featured", words: str = "", category: str = ""
    ) -> dict[str, str]:
        return {"cursor": catalogue.cursor(page, sort, words, category)}


def _register_administration(states: States, catalogue: Catalogue) -> None:
    def put_two() -> None:
        catalogue.put("Basil")
        catalogue.put("Dill")

    @states.state("an administrator has deleted one of two products")
    def one_was_deleted() -> None:
        put_two()
        catalogue.withdraw(1)

    @states.state("an administrator has changed one of two products")
    def one_was_changed() -> None:
        put_two()
        catalogue.change(1, name="Thai basil", quantity=3)


def _register_orders(states: States, catalogue: Catalogue) -> None:
    @states.state("two orders hold a product")
    def two_orders_hold_a_product() -> None:
        catalogue.put("Basil", 1)
        catalogue.put("Dill", 2)
        catalogue.hold("order-1", 2, 3)
        catalogue.hold("order-2", 1)

    @states.state("one of two orders was sold")
    def one_of_two_was_sold() -> None:
        two_orders_hold_a_product()
        catalogue.sell("order-1")

    @states.state("one of two orders was put back")
    def one_of_two_was_put_back() -> None:
        two_orders_hold_a_product()
        catalogue.put_back("order-1")

    @states.state("what an order holds was taken off sale")
    def held_product_was_withdrawn(order_id: str) -> None:
        catalogue.put("Basil", 1)
        catalogue.hold(order_id, 2)
        catalogue.withdraw(1)

    @states.state("what an order has bought is a day old")
    def sale_is_a_day_old(order_id: str) -> None:
        catalogue.put("Basil", 1)
        catalogue.hold(order_id, 2)
        catalogue.sell(order_id)
        catalogue.wait_for_holds_to_end()

    @states.state("the hold of an order is sixteen minutes old")
    def hold_is_over(order_id: str) -> None:
        catalogue.put("Basil", 1)
        catalogue.hold(order_id, 2)
        catalogue.let_holds_end(timedelta(minutes=16))

    @states.state("others hold much of a product between them")
    def others_hold_much(product_id: int) -> None:
        catalogue.put("Basil", product_id, quantity=40)
        for number, holder in enumerate(("wren", "robin")):
            wanted = Quantity(product_id, 10)
            catalogue.hold_for(holder, f"order-of-{number}", wanted)
