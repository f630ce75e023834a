"""What order-service asks product-service: prices, and reservations of stock."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from service_kit.clock import read_instant
from service_kit.http_client import (
    Connection,
    Rejected,
    Reply,
    ServiceUnavailable,
    listed,
)
from service_kit.money import Money
from service_kit.service_token_cache import ServiceToken

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
class ReservedPrices:
    """What a new reservation costs, in all and by product."""

    total: Money
    unit_prices: Mapping[int, Money]


class ReservationState(StrEnum):
    """What has become of a reservation; released is for ever."""

    HELD = "held"
    COMMITTED = "committed"
    RELEASED = "released"


@dataclass(frozen=True)
class ReservedLine:
    """So many of one product, at the price of the moment when they were reserved."""

    quantity: int
    unit_price: Money


@dataclass(frozen=True)
class Reservation:
    """A reservation as product-service knows it, its lines by product id."""

    id: str
    state: ReservationState
    total: Money
    expires_at: datetime | None
    lines: Mapping[int, ReservedLine]


@dataclass(frozen=True)
class ReservationPage:
    """Some reservations, and the cursor of the following ones if there are any."""

    reservations: tuple[Reservation, ...]
    next: str | None


class NotEnough(Exception):
    """Some lines want more than there is."""

    def __init__(self, short: list[Shortage]) -> None:
        """Take the short lines."""
        super().__init__(short)
        self.short = short


class TooManyHeld(NotEnough):
    """There is enough, but not for one shopper: `short` lists what they may have."""


class ReservationGone(Exception):
    """The reservation has been released, for good."""


@dataclass
class ProductServiceClient:
    """Calls to product-service."""

    connection: Connection
    pass_token: ServiceToken = field(repr=False)

    def products(self, product_ids: Iterable[int]) -> dict[int, Product]:
        """Fetch products by id, those no longer for sale included."""
        wanted = sorted(set(product_ids))
        found: dict[int, Product] = {}
        # Two carts that are merged may hold more than one page does.
        for begin in range(0, len(wanted), _ON_ONE_PAGE):
            asked = {"id": wanted[begin : begin + _ON_ONE_PAGE]}
            reply = self.connection.get("/api/products", params=asked)
            found |= self.connection.parsed(reply, _products)
        return found

    def reserve(
        self, order_id: str, quantities: Mapping[int, int], holder: str
    ) -> ReservedPrices:
        """Reserve these quantities for an order; the same call again changes nothing.

        Raises `NotEnough` or `TooManyHeld` with the short lines, and `ReservationGone`.
        """
        lines = [
            {"product_id": product_id, "quantity": quantity}
            for product_id, quantity in quantities.items()
        ]
        reply = self._call("PUT", order_id, "", {"lines": lines, "holder": holder})
        return self.connection.parsed(reply, _reserved_prices)

    def commit(self, order_id: str) -> None:
        """Commit a reservation, which sells its stock; raise `ReservationGone`."""
        self._demand(
            ReservationState.COMMITTED, self._call("POST", order_id, "/commit")
        )

    def release(self, order_id: str) -> None:
        """Release a reservation; one that comes late for this order is refused then."""
        self._demand(ReservationState.RELEASED, self._call("DELETE", order_id, ""))

    def reservations(self) -> Iterator[Reservation]:
        """Go through all reservations, to compare them with the orders."""
        page = self.reservation_page()
        yield from page.reservations
        while page.next is not None:
            page = self.reservation_page(page.next)
            yield from page.reservations

    def reservation_page(self, cursor: str | None = None) -> ReservationPage:
        """List some reservations: the first ones, or those after a cursor."""
        place: dict[str, str | int] = {"limit": _ON_ONE_PAGE}
        if cursor is not None:
            place["cursor"] = cursor
        token = self._token()
        with self._understood(token):
            reply = self.connection.get("/api/reservations", params=place, token=token)
        return self.connection.parsed(reply, _reservation_page)

    def _call(
        self,
        method: str,
        order_id: str,
        action: str,
        body: Mapping[str, object] | None = None,
    ) -> Reply:
        token = self._token()
        path = f"/api/reservations/{order_id}{action}"
        with self._understood(token):
            return self.connection.send(method, path, body, token=token)

    def _demand(self, state: ReservationState, reply: Reply) -> None:
        """Believe that packets have moved only where product-service confirms it."""
        if self.connection.parsed(reply, _state) != state:
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
            # user-service refuses the shop itself, whatever the stock is.
            sentence = f"gave no token: {refusal}"
            raise ServiceUnavailable("user-service", sentence) from refusal


_SHORT = {"out-of-stock": NotEnough, "too-many-held": TooManyHeld}


def _meaning(refusal: Rejected) -> Exception:
    """Distinguish a definite no from an answer that proves nothing about the stock."""
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


def _state(document: Mapping[str, Any]) -> ReservationState:
    return ReservationState(document["result"]["state"])


def _reservation_page(document: Mapping[str, Any]) -> ReservationPage:
    return ReservationPage(tuple(map(_reservation, listed(document))), document["next"])


def _reservation(document: Mapping[str, Any]) -> Reservation:
    currency, expires_at = document["currency"], document["expires_at"]
    lines = {
        line["product_id"]: ReservedLine(
            line["quantity"], Money.parse(line["unit_price"], currency)
        )
        for line in document["lines"]
    }
    return Reservation(
        document["id"],
        ReservationState(document["state"]),
        Money.parse_sum(document["total"], currency),
        read_instant(expires_at) if expires_at else None,
        lines,
    )


def _reserved_prices(document: Mapping[str, Any]) -> ReservedPrices:
    held = document["result"]
    currency = held["currency"]
    prices = {
        line["product_id"]: Money.parse(line["unit_price"], currency)
        for line in held["lines"]
    }
    return ReservedPrices(Money.parse_sum(held["total"], currency), prices)
