"""Baskets and orders, as the storefront keeps them for its shoppers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from service_kit.http_client import Connection, Reply
from service_kit.money import Money
from storefront import parsing
from storefront.clients import is_ready
from storefront.service_models import Address, Basket, Order, OrderPage

NAME = "order-service"
# A checkout reserves and pays before it answers; it settles by itself after this time.
_CHECKOUT_SECONDS = 3.0
# Prices are asked of product-service, which order-service waits for itself; it must
# have the time to say that they cannot be had.
_PRICED_SECONDS = 2.0


@dataclass(frozen=True)
class Purchase:
    """What the shopper agrees to, and the key that makes it happen once."""

    key: str
    cart_version: int
    expected_total: Money
    method: str
    delivery: str
    address: Address


class OrderServiceClient:
    """Asks order-service in the name of a shopper, with the shopper's token."""

    def __init__(self, connection: Connection) -> None:
        """Take the connection to order-service."""
        self._service = connection

    def basket(self, token: str, delivery: str = "standard") -> Basket:
        """Look into the basket."""
        params = {"delivery": delivery}
        return self._order(
            self._service.get(
                "/api/order", params=params, token=token, read=_PRICED_SECONDS
            )
        )

    def add_item(self, token: str, product_id: int, quantity: int) -> Basket:
        """Put some of a product into the basket."""
        body = {"product_id": product_id, "qty": quantity}
        return self._change("POST", "/api/order/add-item", token, body)

    def change_quantity(self, token: str, product_id: int, quantity: int) -> Basket:
        """Set the quantity of a product."""
        path = f"/api/order/items/{product_id}"
        return self._change("PATCH", path, token, {"qty": quantity})

    def remove_item(self, token: str, product_id: int) -> Basket:
        """Take a product out of the basket."""
        return self._change("DELETE", f"/api/order/items/{product_id}", token)

    def merge(self, token: str, lines: Mapping[int, int]) -> Basket:
        """Add the lines of a guest's basket to the shopper's own."""
        return self._change("POST", "/api/order/merge", token, {"lines": _wire(lines)})

    def quote(self, lines: Mapping[int, int], delivery: str = "standard") -> Basket:
        """Price a guest's basket."""
        body = {"lines": _wire(lines), "delivery": delivery}
        path = "/api/order/quote"
        return self._order(self._service.send("POST", path, body, read=_PRICED_SECONDS))

    def check_out(self, token: str, purchase: Purchase) -> Order:
        """Place the order of this key, or find out what became of it."""
        reply = self._service.send(
            "POST",
            "/api/order/checkout",
            {
                "cart_version": purchase.cart_version,
                "expected_total": purchase.expected_total.amount,
                "method": purchase.method,
                "delivery": purchase.delivery,
                "address": purchase.address.document(),
            },
            token=token,
            headers={"Idempotency-Key": purchase.key},
            read=_CHECKOUT_SECONDS,
        )
        return self._order(reply)

    def find_by_key(self, token: str, key: str) -> Order | None:
        """Find the order of a checkout whose answer was lost."""
        params = {"idempotency_key": key}
        reply = self._service.get("/api/orders", params=params, token=token)
        orders = self._service.parsed(reply, parsing.order_page).orders
        return orders[0] if orders else None

    def orders(self, token: str, cursor: str = "", limit: int = 10) -> OrderPage:
        """List the shopper's orders, newest first."""
        params: dict[str, str | int] = {"limit": limit}
        if cursor:
            params["cursor"] = cursor
        reply = self._service.get("/api/orders", params=params, token=token)
        return self._service.parsed(reply, parsing.order_page)

    def order(self, token: str, number: str) -> Order:
        """Look at one order; raise `NotFound`, for those of others too."""
        return self._order(self._service.get(f"/api/order/{number}", token=token))

    def cancel(self, token: str, number: str) -> Order:
        """Call an order off; raise `Rejected` where it is too late."""
        path = f"/api/order/{number}/cancel"
        # Money and packets go back before it answers, or later by themselves.
        return self._change("POST", path, token, read=_CHECKOUT_SECONDS)

    def forget_me(self, token: str) -> None:
        """Empty the basket, and erase the addresses of orders that are settled."""
        self._service.send("POST", "/api/order/forget-me", token=token)

    def is_healthy(self) -> bool:
        """Return whether order-service can do its work."""
        return is_ready(self._service)

    def clock_offset(self) -> timedelta | None:
        """Return how far its clock is ahead of ours, where it answered lately."""
        return self._service.clock.offset()

    def _change(
        self,
        method: str,
        path: str,
        token: str,
        body: Mapping[str, object] | None = None,
        read: float = _PRICED_SECONDS,
    ) -> Order:
        return self._order(
            self._service.send(method, path, body, token=token, read=read)
        )

    def _order(self, reply: Reply) -> Order:
        return self._service.parsed(reply, parsing.order_answer)


def _wire(lines: Mapping[int, int]) -> list[dict[str, int]]:
    return [
        {"product_id": product_id, "qty": quantity}
        for product_id, quantity in lines.items()
    ]
