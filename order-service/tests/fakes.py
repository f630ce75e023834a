"""Stand-ins for the services that order-service calls, with the behaviour of each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import timedelta

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from order_service.clients.payment import (
    ActionRequired,
    Payment,
    PaymentDeclined,
    PaymentImpossible,
    PaymentState,
)
from order_service.clients.product_service import (
    NotEnough,
    Product,
    Reservation,
    ReservationGone,
    ReservationState,
    ReservedLine,
    ReservedPrices,
    Shortage,
    TooManyHeld,
)
from service_kit import clock
from service_kit.http_client import ServiceUnavailable
from service_kit.money import Money
from service_kit.revocations import RevocationPage
from service_kit.tokens import ALGORITHM, AUDIENCE, ISSUER, Known


class FakeUserService:
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

    def revocations_after(self, cursor: str) -> RevocationPage:
        return RevocationPage(dict.fromkeys(self.ended, clock.now()), cursor)

    def revocations(self, etag: str | None) -> RevocationPage | None:
        raise AssertionError("this user-service knows cursors")

    def is_administrator(self, token: str) -> bool:
        return token in self.administrators


class FakeProductService:
    """Keeps products and holds them, as its contract with product-service demands."""

    def __init__(self) -> None:
        self.stock: dict[int, Product] = {}
        self.kept: dict[str, Reservation] = {}
        self.holders: dict[str, str] = {}
        # How many of a product one shopper may have.
        self.shares: dict[int, int] = {}
        # What the first list of all reservations holds, instead of what is true.
        self.old_books: list[list[Reservation]] = []
        self.is_down = False

    def put(self, product_id: int, name: str, price: str, available: int = 50) -> None:
        slug = name.lower().replace(" ", "-")
        cost = Money.parse(price, "EUR")
        self.stock[product_id] = Product(product_id, name, slug, cost, available, True)

    def change(self, product_id: int, **changes: object) -> None:
        self.stock[product_id] = replace(self.stock[product_id], **changes)

    def products(self, product_ids: Iterable[int]) -> dict[int, Product]:
        wanted = list(product_ids)
        # Who wants nothing asks nobody.
        if wanted:
            self._answer()
        return {one: self.stock[one] for one in wanted if one in self.stock}

    def reserve(
        self, order_id: str, quantities: Mapping[int, int], holder: str
    ) -> ReservedPrices:
        self._answer()
        self.holders[order_id] = holder
        if order_id not in self.kept:
            self._refuse_hoarding(quantities)
            self._reservation(order_id, quantities)
        reservation = self.kept[order_id]
        if reservation.state == ReservationState.RELEASED:
            raise ReservationGone
        prices = {
            product_id: line.unit_price
            for product_id, line in reservation.lines.items()
        }
        return ReservedPrices(reservation.total, prices)

    def commit(self, order_id: str) -> None:
        self._answer()
        if (
            order_id not in self.kept
            or self.kept[order_id].state == ReservationState.RELEASED
        ):
            raise ReservationGone
        self._move_on(order_id, ReservationState.COMMITTED)

    def release(self, order_id: str) -> None:
        self._answer()
        tombstone = Reservation(
            order_id, ReservationState.RELEASED, Money.zero("EUR"), None, {}
        )
        reservation = self.kept.setdefault(order_id, tombstone)
        if reservation.state != ReservationState.RELEASED:
            for product_id, line in reservation.lines.items():
                self._give(product_id, line.quantity)
            self._move_on(order_id, ReservationState.RELEASED)

    def reservations(self) -> Iterator[Reservation]:
        self._answer()
        return iter(self.old_books.pop() if self.old_books else [*self.kept.values()])

    def _refuse_hoarding(self, quantities: Mapping[int, int]) -> None:
        over = [
            Shortage(one, self.shares[one])
            for one, quantity in quantities.items()
            if quantity > self.shares.get(one, quantity)
        ]
        if over:
            raise TooManyHeld(over)

    def _reservation(self, order_id: str, quantities: Mapping[int, int]) -> None:
        short = [
            Shortage(one, self.stock[one].available)
            for one, quantity in quantities.items()
            if self.stock[one].available < quantity
        ]
        if short:
            raise NotEnough(short)
        lines = {one: self._take(one, count) for one, count in quantities.items()}
        costs = (line.unit_price * line.quantity for line in lines.values())
        total = sum(costs, Money.zero("EUR"))
        ends = clock.now() + timedelta(minutes=15)
        self.kept[order_id] = Reservation(
            order_id, ReservationState.HELD, total, ends, lines
        )

    def _take(self, product_id: int, quantity: int) -> ReservedLine:
        self._give(product_id, -quantity)
        return ReservedLine(quantity, self.stock[product_id].price)

    def _give(self, product_id: int, quantity: int) -> None:
        available = self.stock[product_id].available + quantity
        self.change(product_id, available=available)

    def _move_on(self, order_id: str, state: ReservationState) -> None:
        reservation = self.kept[order_id]
        self.kept[order_id] = replace(reservation, state=state, expires_at=None)

    def _answer(self) -> None:
        if self.is_down:
            raise ServiceUnavailable("product-service", "is down")


class FakeBank:
    """Pays, declines and refunds, and counts the captures."""

    PAGE = "https://bank.example/confirm"

    def __init__(self) -> None:
        self.known: dict[str, Payment] = {}
        # What the first list of all payments holds, instead of what is true.
        self.old_books: list[list[Payment]] = []
        self.is_down = False
        self.refuses_capture = False
        self.is_confirmed = False

    @property
    def captured(self) -> dict[str, Money]:
        return {
            payment.id: payment.amount
            for payment in self.known.values()
            if payment.state == PaymentState.CAPTURED
        }

    def authorise(self, payment_id: str, amount: Money, method: str) -> None:
        self._answer()
        state = self._decide(method)
        payment = self.known.setdefault(
            payment_id, Payment(payment_id, state, amount, 0)
        )
        if payment.state == PaymentState.REQUIRES_ACTION:
            payment = self._keep(payment, state)
        if payment.state == PaymentState.DECLINED:
            raise PaymentDeclined("card_declined")
        if payment.state == PaymentState.REQUIRES_ACTION:
            raise ActionRequired(self.PAGE)
        if payment.state == PaymentState.CANCELLED:
            raise PaymentImpossible

    def capture(self, payment_id: str) -> None:
        self._answer()
        payment = self.known.get(payment_id)
        if payment and payment.state == PaymentState.CAPTURED:
            return
        is_ready = payment and payment.state == PaymentState.AUTHORISED
        if payment is None or not is_ready or self.refuses_capture:
            raise PaymentImpossible
        self._keep(payment, PaymentState.CAPTURED, captures=payment.captures + 1)

    def cancel(self, payment_id: str) -> None:
        self._answer()
        unknown = Payment(payment_id, PaymentState.CANCELLED, Money.zero("EUR"), 0)
        payment = self.known.setdefault(payment_id, unknown)
        self._keep(payment, PaymentState.CANCELLED)

    def find(self, payment_id: str) -> Payment | None:
        self._answer()
        return self.known.get(payment_id)

    def payments(self) -> Iterator[Payment]:
        self._answer()
        return iter(self.old_books.pop() if self.old_books else [*self.known.values()])

    def _decide(self, method: str) -> PaymentState:
        if method == "tok_declined":
            return PaymentState.DECLINED
        if method == "tok_requires_action" and not self.is_confirmed:
            return PaymentState.REQUIRES_ACTION
        return PaymentState.AUTHORISED

    def _keep(self, payment: Payment, state: PaymentState, **more: int) -> Payment:
        kept = self.known[payment.id] = replace(payment, state=state, **more)
        return kept

    def _answer(self) -> None:
        if self.is_down:
            raise ServiceUnavailable("payment-sandbox", "is down")
