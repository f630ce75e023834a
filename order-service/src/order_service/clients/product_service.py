"""What order-service asks product-service: what things cost, and to hold them."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from service_kit.clock import read_instant
from service_kit.http import (
    Connection,
    Rejected,
    Reply,
    ServiceUnavailable,
    listed,
)
from service_kit.money import Money
from service_kit.service_token import ServiceToken

_ON_ONE_PAGE = 100


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


class HoldState(StrEnum):
    """What has become of a reservation; released is for ever."""

    HELD = "held"
    COMMITTED = "committed"
    RELEASED = "released"


@dataclass(frozen=True)
class HeldLine:
    """So many of one product, at the price of the moment when they were held."""

    quantity: int
    unit_price: Money


@dataclass(frozen=True)
class Hold:
    """A reservation as product-service knows it, its lines by product id."""

    id: str
    state: HoldState
    total: Money
    expires_at: datetime | None
    lines: Mapping[int, HeldLine]


@dataclass(frozen=True)
class HoldPage:
    """Some reservations, and the cursor of the following ones if there are any."""

    holds: tuple[Hold, ...]
    next: str | None


class NotEnough(Exception):
    """Some lines want more than there is."""

    def __init__(self, short: list[Shortage]) -> None:
        """Take the short lines."""
        super().__init__(short)
        self.short = short


class TooManyHeld(NotEnough):
    """There is enough, but not for one shopper: `short` tells what they may have."""


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
        found: dict[int, Product] = {}
        # Two baskets that are put together may hold more than one page does.
        for begin in range(0, len(wanted), _ON_ONE_PAGE):
            asked = {"id": wanted[begin : begin + _ON_ONE_PAGE]}
            reply = self.connection.get("/api/products", params=asked)
            found |= self.connection.understand(reply, _products)
        return found

    def reserve(
        self, order_id: str, quantities: Mapping[int, int], holder: str
    ) -> Reservation:
        """Hold these quantities for an order; the same call again is the same hold.

        Raises `NotEnough` or `TooManyHeld` with the short lines, and `ReservationGone`.
        """
        lines = [
            {"product_id": product_id, "quantity": quantity}
            for product_id, quantity in quantities.items()
        ]
        reply = self._call("PUT", order_id, "", {"lines": lines, "holder": holder})
        return self.connection.understand(reply, _reservation)

    def commit(self, order_id: str) -> None:
        """Take the held products off the shelf for good; raise `ReservationGone`."""
        self._demand(HoldState.COMMITTED, self._call("POST", order_id, "/commit"))

    def release(self, order_id: str) -> None:
        """Put the held products back, and see to it that no late hold comes after."""
        self._demand(HoldState.RELEASED, self._call("DELETE", order_id, ""))

    def holds(self) -> Iterator[Hold]:
        """Go through all reservations, to compare them with the orders."""
        page = self.hold_page()
        yield from page.holds
        while page.next is not None:
            page = self.hold_page(page.next)
            yield from page.holds

    def hold_page(self, cursor: str | None = None) -> HoldPage:
        """List some reservations: the first ones, or those after a cursor."""
        place: dict[str, str | int] = {"limit": _ON_ONE_PAGE}
        if cursor is not None:
            place["cursor"] = cursor
        token = self._token()
        with self._understood(token):
            reply = self.connection.get("/api/reservations", params=place, token=token)
        return self.connection.understand(reply, _holds)

    def _call(
        self,
        method: str,
        order_id: str,
        deed: str,
        body: Mapping[str, object] | None = None,
    ) -> Reply:
        token = self._token()
        path = f"/api/reservations/{order_id}{deed}"
        with self._understood(token):
            return self.connection.send(method, path, body, token=token)

    def _demand(self, state: HoldState, reply: Reply) -> None:
        """Believe that packets have moved only where product-service says so."""
        if self.connection.understand(reply, _state) != state:
            raise ServiceUnavailable(self.connection.provider, f"is not {state}")

    @contextmanager
    def _understood(self, token: str) -> Iterator[None]:
        try:
            yield
        except Rejected as refusal:
            if refusal.status == 401:
                self.pass_token.forget(token)
            raise _meaning(refusal) from refusal

    def _token(self) -> str:
        try:
            return self.pass_token.get()
        except Rejected as refusal:
            # user-service refuses the shop itself, which says nothing about the stock.
            sentence = f"gave no token: {refusal}"
            raise ServiceUnavailable("user-service", sentence) from refusal


_SHORT = {"out-of-stock": NotEnough, "too-many-held": TooManyHeld}


def _meaning(refusal: Rejected) -> Exception:
    """Tell a definite no from an answer that says nothing about the stock."""
    if refusal.status == 410:
        return ReservationGone()
    if refusal.status == 409 and refusal.reason in _SHORT:
        short = refusal.problem.get("short", [])
        return _SHORT[refusal.reason](
            [Shortage(line["product_id"], line["available"]) for line in short]
        )
    return ServiceUnavailable("product-service", f"refused with {refusal.status}")


def _products(document: Mapping[str, Any]) -> dict[int, Product]:
    found = [_product(member) for member in listed(document)]
    return {product.id: product for product in found}


def _product(document: Mapping[str, Any]) -> Product:
    return Product(
        document["id"],
        document["name"],
        document["slug"],
        Money.parse(document["price"], document["currency"]),
        document["quantity"],
        document["is_active"],
    )


def _state(document: Mapping[str, Any]) -> HoldState:
    return HoldState(document["result"]["state"])


def _holds(document: Mapping[str, Any]) -> HoldPage:
    return HoldPage(tuple(map(_hold, listed(document))), document["next"])


def _hold(document: Mapping[str, Any]) -> Hold:
    currency, expires_at = document["currency"], document["expires_at"]
    lines = {
        line["product_id"]: HeldLine(
            line["quantity"], Money.parse(line["unit_price"], currency)
        )
        for line in document["lines"]
    }
    return Hold(
        document["id"],
        HoldState(document["state"]),
        Money.parse_sum(document["total"], currency),
        read_instant(expires_at) if expires_at else None,
        lines,
    )


def _reservation(document: Mapping[str, Any]) -> Reservation:
    held = document["result"]
    currency = held["currency"]
    prices = {
        line["product_id"]: Money.parse(line["unit_price"], currency)
        for line in held["lines"]
    }
    return Reservation(Money.parse_sum(held["total"], currency), prices)
