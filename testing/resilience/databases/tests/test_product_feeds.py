"""A feed that comes while the shop is open takes back no sale."""

from decimal import Decimal

from flask import Flask
from sqlalchemy import select

from product_service.database import db
from product_service.feed_import import import_feed
from product_service.feed_parser import FeedProduct
from product_service.models import Product
from product_service.reservations import reserve
from product_service.stock import Quantity

from .conftest import CROWD, at_once

TURNS = 10
STOCK = 200


def bring(stock: int) -> None:
    teapot = FeedProduct(title="Teapot", price=Decimal(12), stock=stock, sku="POT-1")
    import_feed([teapot], "EUR", lambda: None)


def test_packets_sold_while_a_feed_comes_stay_sold(catalogue: Flask) -> None:
    with catalogue.app_context():
        bring(STOCK)
        found = select(Product).where(Product.feed_sku == "POT-1")
        teapot = db.session.scalars(found).one().id

    def come(number: int) -> None:
        for turn in range(TURNS):
            if number == 0:
                bring(STOCK + turn + 1)
            else:
                reserve(f"pot-{number}-{turn}", [Quantity(teapot, 1)], "EUR")

    at_once(catalogue, come)

    sold = (CROWD - 1) * TURNS
    with catalogue.app_context():
        assert db.session.get_one(Product, teapot).available == STOCK + TURNS - sold
