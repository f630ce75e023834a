"""Stand-ins with the few faults that only the interactions to others ask for."""

from collections.abc import Mapping

from order_service.clients.payment import (
    ActionRequired,
    PaymentDeclined,
    PaymentImpossible,
)
from order_service.clients.product_service import ReservationGone, ReservedPrices
from service_kit.money import Money

from ..fakes import FakeBank, FakeProductService


class HastyProductService(FakeProductService):
    """A shelf that may have put everything back before anybody comes for it."""

    def __init__(self) -> None:
        super().__init__()
        self.is_hasty = False
        self.lets_holds_run_out = False

    def reserve(
        self, order_id: str, quantities: Mapping[int, int], holder: str
    ) -> ReservedPrices:
        if self.is_hasty:
            raise ReservationGone
        return super().reserve(order_id, quantities, holder)

    def commit(self, order_id: str) -> None:
        if self.lets_holds_run_out:
            self.release(order_id)
        super().commit(order_id)


class CarefulBank(FakeBank):
    """A bank that also looks into the account, and may ask whose it is."""

    def __init__(self) -> None:
        super().__init__()
        self.asks_shopper = False
        self.refuses_authorisation = False

    def authorise(self, payment_id: str, amount: Money, method: str) -> None:
        if self.asks_shopper:
            raise ActionRequired("https://bank.example/confirm/a-key")
        if self.refuses_authorisation:
            raise PaymentImpossible
        if method == "tok_insufficient_funds":
            raise PaymentDeclined("insufficient_funds")
        super().authorise(payment_id, amount, method)
