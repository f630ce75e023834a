"""The payment port and its first adapter: the sandbox that stands in for a provider."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from service_kit.http import Connection, Rejected, Reply, ServiceUnavailable
from service_kit.money import Money


class PaymentDeclined(Exception):
    """The provider will not set the amount aside."""

    def __init__(self, code: str) -> None:
        """Take the provider's code, such as `card_declined`."""
        super().__init__(code)
        self.code = code


class PaymentImpossible(Exception):
    """The provider definitely refuses what was asked for."""


class PaymentProvider(Protocol):
    """What checkout asks of any provider; every call may be repeated.

    Anything but an answer raises `ServiceUnavailable`: whether it happened is unknown.
    """

    def authorise(self, payment_id: str, amount: Money, method: str) -> None:
        """Set an amount aside; raise `PaymentDeclined`."""

    def capture(self, payment_id: str) -> None:
        """Take the amount that was set aside; raise `PaymentImpossible`."""

    def cancel(self, payment_id: str) -> None:
        """Void or refund, for good: nothing can be captured after this."""


@dataclass
class PaymentSandboxClient:
    """Calls to payment-sandbox."""

    connection: Connection
    secret: str = field(repr=False)

    def authorise(self, payment_id: str, amount: Money, method: str) -> None:
        """Set an amount aside; raise `PaymentDeclined`."""
        wanted = {
            "amount": amount.amount,
            "currency": amount.currency,
            "method": method,
        }
        payment = self._call("PUT", payment_id, "", wanted).document["result"]
        if payment["state"] == "declined":
            raise PaymentDeclined(payment["code"])

    def capture(self, payment_id: str) -> None:
        """Take the amount that was set aside; raise `PaymentImpossible`."""
        self._call("POST", payment_id, "/capture")

    def cancel(self, payment_id: str) -> None:
        """Void or refund, for good."""
        self._call("POST", payment_id, "/cancel")

    def _call(
        self,
        method: str,
        payment_id: str,
        deed: str,
        body: Mapping[str, object] | None = None,
    ) -> Reply:
        path = f"/api/payments/{payment_id}{deed}"
        try:
            return self.connection.send(method, path, body, token=self.secret)
        except Rejected as refusal:
            if refusal.status == 409:
                raise PaymentImpossible(refusal.detail) from refusal
            name = self.connection.provider
            raise ServiceUnavailable(
                name, f"refused with {refusal.status}"
            ) from refusal
