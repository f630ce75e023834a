"""An order-service in memory, on the products of the other fake."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from service_kit.clock import now
from service_kit.http_client import NotFound, Rejected, ServiceUnavailable
from service_kit.money import Money
from storefront.clients.order_service import Purchase
from storefront.service_models import (
    Address,
    Event,
    Line,
    Order,
    OrderPage,
    Product,
)

from .cursors import cursor_of, place_of
from .fake import Fake
from .product_service import FakeProducts
from .user_service import FakeUsers

DELIVERY = {"standard": Money(290, "EUR"), "express": Money(590, "EUR")}
HOME = Address("Ada Lovelace", "12 Rose Lane", "", "D02 X285", "Dublin", "IE")


@dataclass
class FakeOrders(Fake):
    """Baskets and orders, priced from the fake catalogue."""

    name = "order-service"
    products: FakeProducts = field(default_factory=FakeProducts)
    users: FakeUsers = field(default_factory=FakeUsers)
    carts: dict[str, dict[int, int]] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    placed: list[tuple[str, str, Order]] = field(default_factory=list)
    # What the next checkout meets: a problem, a lost answer, or an order that settles.
    refusal: Rejected | None = None
    loses_answer: bool = False
    settles_slowly: bool = False
    loses_baskets: bool = False

    def basket(self, token: str, delivery: str = "standard") -> Order:
        self.called("basket")
        if self.loses_baskets:
            raise ServiceUnavailable(self.name, "ReadTimeout")
        return self._priced(self._cart(token), delivery, self._version(token))

    def add_item(self, token: str, product_id: int, quantity: int) -> Order:
        self.called("add_item")
        if self.products.find(product_id) is None:
            raise NotFound(404)
        cart = self._cart(token)
        if cart.get(product_id, 0) + quantity > 99:
            errors = {"qty": ["An order takes at most 99 of one product."]}
            raise Rejected(422, {"errors": errors})
        cart[product_id] = cart.get(product_id, 0) + quantity
        return self._changed(token)

    def change_quantity(self, token: str, product_id: int, quantity: int) -> Order:
        self.called("change_quantity")
        if product_id not in self._cart(token):
            raise NotFound(404)
        self._cart(token)[product_id] = quantity
        return self._changed(token)

    def remove_item(self, token: str, product_id: int) -> Order:
        self.called("remove_item")
        self._cart(token).pop(product_id, None)
        return self._changed(token)

    def merge(self, token: str, lines: Mapping[int, int]) -> Order:
        self.called("merge")
        cart = self._cart(token)
        for product_id, quantity in lines.items():
            cart[product_id] = min(99, cart.get(product_id, 0) + quantity)
        return self._changed(token)

    def quote(self, lines: Mapping[int, int], delivery: str = "standard") -> Order:
        self.called("quote")
        if not any(self.products.find(product_id) for product_id in lines):
            raise NotFound(404)
        return self._priced(lines, delivery, 0)

    def check_out(self, token: str, purchase: Purchase) -> Order:
        self.called("check_out")
        owner = self.users.owner(token)
        if known := self._known(owner, purchase.key):
            return known
        if self.refusal:
            refusal, self.refusal = self.refusal, None
            raise refusal
        if purchase.cart_version != self._version(token):
            raise _refused("cart-changed")
        order = self._write_down(token, owner, purchase)
        if self.loses_answer:
            raise ServiceUnavailable(self.name, "ReadTimeout")
        return order

    def find_by_key(self, token: str, key: str) -> Order | None:
        self.called("find_by_key")
        return self._known(self.users.owner(token), key)

    def orders(self, token: str, cursor: str = "", limit: int = 10) -> OrderPage:
        self.called("orders")
        owner, start = self.users.owner(token), place_of(cursor)
        own = [order for who, _, order in reversed(self.placed) if who == owner]
        end = start + limit
        following = cursor_of(end) if end < len(own) else None
        return OrderPage(tuple(own[start:end]), following, len(own))

    def order(self, token: str, number: str) -> Order:
        self.called("order")
        owner = self.users.owner(token)
        for who, _, order in self.placed:
            if who == owner and order.number == number:
                return order
        raise NotFound(404)

    def cancel(self, token: str, number: str) -> Order:
        self.called("cancel")
        order = self.order(token, number)
        if order.state == "paid":
            return self.settle(number, "refunded")
        if order.state not in {"pending", "reserved", "authorised"}:
            raise Rejected(409, {"type": "urn:problem-type:not-possible-now"})
        return self.settle(number, "failed", "cancelled")

    def forget_me(self, token: str) -> None:
        self.called("forget_me")
        owner = self.users.owner(token)
        self.carts[owner] = {}
        self.placed = [
            (who, key, replace(order, address=None) if who == owner else order)
            for who, key, order in self.placed
        ]

    def settle(
        self,
        number: str,
        state: str,
        reason: str | None = None,
        action_url: str | None = None,
        code: str = "",
    ) -> Order:
        """Move an order to a state; a failed one puts its lines back."""
        for place, (who, key, order) in enumerate(self.placed):
            if order.number == number:
                settled = replace(
                    order,
                    state=state,
                    reason=reason,
                    action_url=action_url,
                    code=code,
                    history=(*order.history, Event(state, now())),
                )
                self.placed[place] = (who, key, settled)
                if state == "failed":
                    self._put_back(who, order)
                return settled
        raise NotFound(404)

    def grow_old(self, number: str, age: timedelta) -> None:
        """Move all that happened to an order into the past."""
        for place, (who, key, order) in enumerate(self.placed):
            if order.number == number:
                history = tuple(
                    replace(event, happened_at=event.happened_at - age)
                    for event in order.history
                )
                self.placed[place] = (who, key, replace(order, history=history))

    def _write_down(self, token: str, owner: str, purchase: Purchase) -> Order:
        priced = self._priced(self._cart(token), purchase.delivery, 1)
        if priced.total != purchase.expected_total:
            raise _refused("price-changed")
        order = replace(
            priced,
            number=f"7K3M-{len(self.placed) + 1:04}",
            state="pending" if self.settles_slowly else "paid",
            history=(Event("pending", now()),),
            address=purchase.address,
            created_at=datetime(2026, 11, 21, 10, tzinfo=UTC),
        )
        self.placed.append((owner, purchase.key, order))
        self.carts[owner] = {}
        self.versions[owner] = self.versions.get(owner, 0) + 1
        return order

    def _put_back(self, owner: str, order: Order) -> None:
        cart = self.carts.setdefault(owner, {})
        for line in order.lines:
            cart[line.product_id] = cart.get(line.product_id, 0) + line.quantity
        self.versions[owner] = self.versions.get(owner, 0) + 1

    def _known(self, owner: str, key: str) -> Order | None:
        kept = ((order) for who, k, order in self.placed if (who, k) == (owner, key))
        return next(kept, None)

    def _cart(self, token: str) -> dict[int, int]:
        return self.carts.setdefault(self.users.owner(token), {})

    def _version(self, token: str) -> int:
        return self.versions.setdefault(self.users.owner(token), 1)

    def _changed(self, token: str) -> Order:
        owner = self.users.owner(token)
        self.versions[owner] = self._version(token) + 1
        return self._priced(self._cart(token), "standard", self.versions[owner])

    def _priced(self, cart: Mapping[int, int], delivery: str, version: int) -> Order:
        known = {number: self.products.find(number) for number in cart}
        lines = tuple(
            _line(product, cart[number]) for number, product in known.items() if product
        )
        subtotal = sum((line.total for line in lines), Money.zero("EUR"))
        cost = DELIVERY[delivery] if lines else Money.zero("EUR")
        return Order(
            number=None,
            state="open",
            reason=None,
            version=version,
            lines=lines,
            subtotal=subtotal,
            delivery=cost,
            delivery_method=delivery,
            total=subtotal + cost,
            address=None,
            created_at=None,
        )


def _line(product: Product, quantity: int) -> Line:
    notice, available = None, None
    if not product.is_active:
        notice = "not-for-sale"
    elif product.quantity == 0:
        notice = "sold-out"
    elif product.quantity < quantity:
        notice, available = "short", product.quantity
    total = product.price * quantity
    return Line(
        product.id,
        product.name,
        product.slug,
        quantity,
        product.price,
        total,
        notice,
        available,
    )


def _refused(reason: str) -> Rejected:
    return Rejected(409, {"type": f"urn:problem-type:{reason}"})
