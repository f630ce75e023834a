"""What order-service asks product-service: what things cost, and to hold them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from service_kit.http import Connection, Rejected, Reply, ServiceUnavailable
from service_kit.money import Money
from service_kit.service_token import ServiceToken


@dataclass(frozen=True)
class Product:
    """A product as order-service needs to know it."""

    id: int
    name: str
    slug: str
    price: Money
    available: int
    is_active: bool


@dataclass(frozen=True)
class Shortage:
    """How many there are of a product of which more were wanted."""

    product_id: int
    available: int


@dataclass(frozen=True)
class Reservation:
    """Products held for an order, at the prices of that moment."""

    total: Money
    unit_prices: Mapping[int, Money]


class NotEnough(Exception):
    """Some lines want more than there is."""

    def __init__(self, short: list[Shortage]) -> None:
        """Take the short lines."""
        super().__init__(short)
        self.short = short


class ReservationGone(Exception):
    """The hold has been released, for good."""


@dataclass
class ProductServiceClient:
    """Calls to product-service."""

    connection: Connection
    pass_token: ServiceToken = field(repr=False)

    def products(self, product_ids: Iterable[int]) -> dict[int, Product]:
        """Fetch products by id, those no longer for sale included."""
        wanted = sorted(set(product_ids))
        if not wanted:
            return {}
        reply = self.connection.get("/api/products", params={"id": wanted})
        found = [_product(document) for document in reply.document["results"]]
        return {product.id: product for product in found}

    def reserve(self, order_id: str, quantities: Mapping[int, int]) -> Reservation:
        """Hold these quantities for an order; the same call again is the same hold.

        Raises `NotEnough` with the short lines, and `ReservationGone`.
        """
        lines = [
            {"product_id": product_id, "quantity": quantity}
            for product_id, quantity in quantities.items()
        ]
        return _reservation(self._call("PUT", order_id, "", {"lines": lines}))

    def commit(self, order_id: str) -> None:
        """Take the held products off the shelf for good; raise `ReservationGone`."""
        self._call("POST", order_id, "/commit")

    def release(self, order_id: str) -> None:
        """Put the held products back, and see to it that no late hold comes after."""
        self._call("DELETE", order_id, "")

    def _call(
        self,
        method: str,
        order_id: str,
        deed: str,
        body: Mapping[str, object] | None = None,
    ) -> Reply:
        token = self.pass_token.get()
        path = f"/api/reservations/{order_id}{deed}"
        try:
            return self.connection.send(method, path, body, token=token)
        except Rejected as refusal:
            if refusal.status == 401:
                self.pass_token.forget(token)
            raise _meaning(refusal) from refusal


def _meaning(refusal: Rejected) -> Exception:
    """Tell a definite no from an answer that says nothing about the stock."""
    if refusal.status == 410:
        return ReservationGone()
    if refusal.status == 409:
        short = refusal.problem.get("short", [])
        return NotEnough(
            [Shortage(line["product_id"], line["available"]) for line in short]
        )
    return ServiceUnavailable("product-service", f"refused with {refusal.status}")


def _product(document: Mapping[str, Any]) -> Product:
    return Product(
        document["id"],
        document["name"],
        document["slug"],
        Money.parse(document["price"], document["currency"]),
        document["quantity"],
        document["is_active"],
    )


def _reservation(reply: Reply) -> Reservation:
    held = reply.document["result"]
    currency = held["currency"]
    prices = {
        line["product_id"]: Money.parse(line["unit_price"], currency)
        for line in held["lines"]
    }
    return Reservation(Money.parse(held["total"], currency), prices)
