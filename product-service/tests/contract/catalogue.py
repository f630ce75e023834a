"""The catalogue under test, and the hands that change what is in it."""

import contextlib
from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import NoReturn
from unittest.mock import patch

from flask import Flask
from sqlalchemy import Dialect, event, update

from product_service import reservations
from product_service.administration import (
    add_product,
    change_product,
    withdraw_product,
)
from product_service.auth import TokenAuthenticator
from product_service.database import db
from product_service.errors import OutOfStock
from product_service.models import (
    Product,
    Reservation,
    ReservationLine,
    ReservationState,
)
from product_service.product_details import Details, Facts
from product_service.stock import Quantity
from product_service.text_folding import slug_of
from service_kit import clock
from service_kit.access import set_authenticator
from service_kit.clock import now
from service_kit.money import Money

from .fake_user_service import UserService

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
        set_authenticator(self.app, TokenAuthenticator(self.users))

    def put(
        self,
        name: str,
        product_id: int | None = None,
        price: str = "2.40",
        **details: object,
    ) -> None:
        """Put a product on the shelf, with an id of choice where one is named."""
        members = {
            "quantity": 10,
            "category": "herbs",
            "facts": ON_THE_PACKET,
        } | details
        with self.app.app_context():
            cost = Money.parse(price, "EUR")
            made = add_product(Details(name, slug_of(name), cost, **members))
            if product_id not in (None, made.id):
                _give_id(made.id, product_id)

    def change(self, product_id: int, **details: object) -> None:
        """Change the details of a product, as an administrator does."""
        with self.app.app_context():
            slug = db.session.get_one(Product, product_id).slug
            change_product(
                slug, lambda _: True, lambda known: replace(known, **details)
            )

    def withdraw(self, product_id: int) -> None:
        """Take a product off sale, as an administrator does."""
        with self.app.app_context():
            slug = db.session.get_one(Product, product_id).slug
            withdraw_product(slug, lambda _: True)

    def etag(self, path: str, query: dict[str, str]) -> str:
        """Ask for an answer as clients do, compressed, and read its validator."""
        packed = {"Accept-Encoding": "gzip"}
        answer = self.app.test_client().get(path, query_string=query, headers=packed)
        return answer.headers["ETag"]

    def cursor(
        self, limit: int, sort: str = "featured", words: str = "", category: str = ""
    ) -> str:
        """Walk a page along, and read where the next one begins."""
        asked = {"limit": limit, "sort": sort, "q": words}
        asked |= {"category": category} if category else {}
        answer = self.app.test_client().get("/api/products", query_string=asked)
        return answer.json["next"]

    def hold(self, order_id: str, *quantities: int) -> None:
        """Set aside so many of the first product, of the second, and so on."""
        lines = [Quantity(*line) for line in enumerate(quantities, 1)]
        with self.app.app_context():
            reservations.reserve(order_id, lines, "EUR")

    def hold_at(self, moment: datetime, order_id: str) -> None:
        """Set two of the first product aside as if it were that time of day."""
        with patch.object(clock, "now", return_value=moment):
            self.hold(order_id, 2)

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
        """Release what was set aside, or will be."""
        with self.app.app_context():
            reservations.release(order_id, "EUR")

    def wait_for_holds_to_end(self) -> None:
        """Release whatever was set aside and never sold."""
        self.let_holds_end(timedelta(days=1))

    def let_holds_end(self, age: timedelta) -> None:
        """Release what is set aside no longer at this age."""
        with self.app.app_context():
            reservations.expire_reservations(now() + age)

    def refuse(self, order_id: str) -> None:
        """Try an order of two products that can have one of them, and see it fail."""
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


def _give_id(given: int, product_id: int) -> None:
    db.session.execute(update(Product).where(Product.id == given).values(id=product_id))
    db.session.commit()


def _refuse_to_connect(dialect: Dialect, *_: object) -> NoReturn:
    raise dialect.loaded_dbapi.OperationalError("the database is away")
