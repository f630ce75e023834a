"""A basket may come to more than any one thing may cost; it can still be emptied."""

import pytest

from service_kit.money import LARGEST_AMOUNT, Money
from storefront import parsing

from .fakes import FakeProducts, make_product
from .page_browser import Visitor

DEAR = Money(LARGEST_AMOUNT, "EUR")


def document(quantity: int) -> dict[str, object]:
    cost = (DEAR * quantity).amount
    line = {
        "product_id": 1,
        "name": "Black Tulip",
        "slug": "black-tulip",
        "quantity": quantity,
        "unit_price": DEAR.amount,
        "line_total": cost,
    }
    return {
        "number": None,
        "state": "open",
        "version": 1,
        "currency": "EUR",
        "items": [line],
        "subtotal": cost,
        "delivery": "2.90",
        "delivery_method": "standard",
        "total": (DEAR * quantity + Money(290, "EUR")).amount,
    }


@pytest.mark.parametrize("quantity", [1, 2, 99])
def test_basket_of_dear_things_is_read(quantity: int) -> None:
    order = parsing.order(document(quantity))

    assert order.total == DEAR * quantity + Money(290, "EUR")


def test_basket_of_dear_things_is_emptied_on_its_page(
    visitor: Visitor, products: FakeProducts
) -> None:
    products.stock.append(make_product(7, "Black Tulip", price=DEAR))
    visitor.add(7, quantity=99)
    visitor.open("/basket")

    page = visitor.send("/basket/items/7/remove")

    assert "Black Tulip" in page.notice
    assert page.soup.select('form[action="/basket/items/7"]') == []


def test_order_of_dear_things_is_refused_in_words(
    ada: Visitor, products: FakeProducts
) -> None:
    products.stock.append(make_product(7, "Black Tulip", price=DEAR))
    ada.add(7, quantity=2)
    ada.open("/checkout")

    page = ada.send(
        "/checkout",
        422,
        name="Ada",
        line1="1 Row",
        postcode="10115",
        city="Berlin",
    )

    assert "more than one order may come to" in " ".join(page.faults.values())
