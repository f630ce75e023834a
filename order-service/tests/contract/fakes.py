"""Stand-ins with the few faults that only the promises to others ask for."""

from collections.abc import Mapping

from order_service.clients.payment import PaymentDeclined
from order_service.clients.product_service import Reservation, ReservationGone
from service_kit.money import Money

from ..fakes import FakeBank, FakeShelf


class HastyShelf(FakeShelf):
    """A shelf that may have put everything back before anybody comes for it."""

    def __init__(self) -> None:
        super().__init__()
        self.is_hasty = False

    def reserve(self, order_id: str, quantities: Mapping[int, int]) -> Reservation:
        if self.is_hasty:
            raise ReservationGone
        return super().reserve(order_id, quantities)


class CarefulBank(FakeBank):
    """A bank that also looks into the account."""

    def authorise(self, payment_id: str, amount: Money, method: str) -> None:
        if method == "tok_insufficient_funds":
            raise PaymentDeclined("insufficient_funds")
        super().authorise(payment_id, amount, method)
