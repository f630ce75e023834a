"""Packets stand in the same order, whichever dictionary a server would sort by."""

from flask import Flask

from product_service.administration import add_product
from product_service.product_details import Details
from service_kit.money import Money

# A dictionary has signs before letters.
IN_ORDER = ["bean mix", "bean €1 bag", "co-op tomato", "coop herbs", "ζίννια"]


def test_names_are_in_the_order_of_their_letters(catalogue: Flask) -> None:
    with catalogue.app_context():
        for place, name in enumerate(reversed(IN_ORDER)):
            add_product(Details(name, f"in-order-{place}", Money(240, "EUR")))

    answer = catalogue.test_client().get("/api/products?sort=name&limit=100")

    names = [product["name"] for product in answer.get_json()["results"]]
    assert [name for name in names if name in IN_ORDER] == IN_ORDER
