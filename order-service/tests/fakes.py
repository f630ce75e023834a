"""Stand-ins for the services that order-service calls, with the behaviour of each."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from order_service.clients.payment import PaymentDeclined, PaymentImpossible
from order_service.clients.product_service import (
    NotEnough,
    Product,
    Reservation,
    ReservationGone,
    Shortage,
)
from service_kit import clock
from service_kit.http import ServiceUnavailable
from service_kit.money import Money
from service_kit.tokens import ALGORITHM, AUDIENCE, ISSUER, Known


class FakeUsers:
    """Signs tokens and remembers who has left."""

    def __init__(self) -> None:
        self._key = Ed25519PrivateKey.generate()
        self.ended: set[str] = set()
        self.administrators: set[str] = set()

    def sign_in(self, user_id: int, *, admin: bool = False) -> str:
        now = int(clock.now().timestamp())
        claims = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": str(user_id),
            "sid": f"sign-in-of-{user_id}",
            "jti": "1",
            "iat": now,
            "exp": now + 600,
            "admin": admin,
        }
        token = jwt.encode(claims, self._key, ALGORITHM, headers={"kid": "k1"})
        if admin:
            self.administrators.add(token)
        return token

    def signing_keys(self, etag: str | None) -> Known:
        public = jwt.algorithms.OKPAlgorithm.to_jwk(
            self._key.public_key(), as_dict=True
        )
        return Known({"keys": [{**public, "kid": "k1", "alg": ALGORITHM}]})

    def revocations(self, etag: str | None) -> Known:
        return Known(dict.fromkeys(self.ended, "later"))

    def is_administrator(self, token: str) -> bool:
        return token in self.administrators


class FakeShelf:
    """Keeps products and holds them, as product-service promises to."""

    def __init__(self) -> None:
        self.stock: dict[int, Product] = {}
        self.held: dict[str, dict[int, int]] = {}
        self.committed: set[str] = set()
        self.released: set[str] = set()
        self.is_down = False

    def put(self, product_id: int, name: str, price: str, available: int = 50) -> None:
        slug = name.lower().replace(" ", "-")
        cost = Money.parse(price, "EUR")
        self.stock[product_id] = Product(product_id, name, slug, cost, available, True)

    def change(self, product_id: int, **changes: object) -> None:
        self.stock[product_id] = replace(self.stock[product_id], **changes)

    def products(self, product_ids: Iterable[int]) -> dict[int, Product]:
        self._answer()
        return {one: self.stock[one] for one in product_ids if one in self.stock}

    def reserve(self, order_id: str, quantities: Mapping[int, int]) -> Reservation:
        self._answer()
        if order_id in self.released:
            raise ReservationGone
        if order_id not in self.held:
            self._hold(order_id, quantities)
        prices = {one: self.stock[one].price for one in quantities}
        nothing = Money.zero("EUR")
        total = sum((prices[one] * n for one, n in quantities.items()), nothing)
        return Reservation(total, prices)

    def commit(self, order_id: str) -> None:
        self._answer()
        if order_id in self.released:
            raise ReservationGone
        self.committed.add(order_id)

    def release(self, order_id: str) -> None:
        self._answer()
        for product_id, quantity in self.held.pop(order_id, {}).items():
            self._move(product_id, quantity)
        self.released.add(order_id)

    def _hold(self, order_id: str, quantities: Mapping[int, int]) -> None:
        short = [
            Shortage(one, self.stock[one].available)
            for one, quantity in quantities.items()
            if self.stock[one].available < quantity
        ]
        if short:
            raise NotEnough(short)
        for product_id, quantity in quantities.items():
            self._move(product_id, -quantity)
        self.held[order_id] = dict(quantities)

    def _move(self, product_id: int, quantity: int) -> None:
        available = self.stock[product_id].available + quantity
        self.change(product_id, available=available)

    def _answer(self) -> None:
        if self.is_down:
            raise ServiceUnavailable("product-service", "is down")


class FakeBank:
    """Pays, declines and refunds, and counts the captures."""

    def __init__(self) -> None:
        self.authorised: dict[str, Money] = {}
        self.captured: dict[str, Money] = {}
        self.cancelled: set[str] = set()
        self.is_down = False
        self.refuses_capture = False

    def authorise(self, payment_id: str, amount: Money, method: str) -> None:
        self._answer()
        if method == "tok_declined":
            raise PaymentDeclined("card_declined")
        self.authorised[payment_id] = amount

    def capture(self, payment_id: str) -> None:
        self._answer()
        if self.refuses_capture or payment_id in self.cancelled:
            raise PaymentImpossible
        self.captured[payment_id] = self.authorised[payment_id]

    def cancel(self, payment_id: str) -> None:
        self._answer()
        self.cancelled.add(payment_id)
        self.captured.pop(payment_id, None)

    def _answer(self) -> None:
        if self.is_down:
            raise ServiceUnavailable("payment-sandbox", "is down")
