"""The payment port and its first adapter: the sandbox that stands in for a provider."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, Protocol

from service_kit.http_client import (
    Connection,
    NotFound,
    Parameters,
    Rejected,
    Reply,
    ServiceUnavailable,
    listed,
)
from service_kit.money import Money

_ON_ONE_PAGE = 100


class PaymentState(StrEnum):
    """What has become of a payment; one that was given back is cancelled."""

    REQUIRES_ACTION = "requires_action"
    AUTHORISED = "authorised"
    DECLINED = "declined"
    CAPTURED = "captured"
    CANCELLED = "cancelled"


@dataclass(frozen=True)
class Payment:
    """A payment as its provider knows it; `captures` counts how often money was taken.

    The amount of a cancelled payment means nothing: it may have been cancelled before
    anybody named one.
    """

    id: str
    state: PaymentState
    amount: Money
    captures: int


@dataclass(frozen=True)
class PaymentPage:
    """Some payments, and the cursor of the following ones if there are any."""

    payments: tuple[Payment, ...]
    next: str | None


class PaymentDeclined(Exception):
    """The provider will not set the amount aside."""

    def __init__(self, code: str) -> None:
        """Take the provider's code, such as `card_declined`."""
        super().__init__(code)
        self.code = code


class ActionRequired(Exception):
    """The shopper has to confirm the payment with the provider first."""

    def __init__(self, url: str) -> None:
        """Take the address of the provider's page."""
        super().__init__(url)
        self.url = url


class PaymentImpossible(Exception):
    """The provider definitely refuses what was asked for."""


class PaymentProvider(Protocol):
    """What checkout asks of any provider; every call may be repeated.

    The payment id is the shop's own. Anything but an answer raises
    `ServiceUnavailable`: whether it happened is unknown.
    """

    def authorise(self, payment_id: str, amount: Money, method: str) -> None:
        """Set an amount aside.

        Raises `PaymentDeclined`, `ActionRequired` until the shopper has confirmed, and
        `PaymentImpossible` for a payment that was cancelled or has another amount.
        """

    def capture(self, payment_id: str) -> None:
        """Take the amount that was set aside; raise `PaymentImpossible`."""

    def cancel(self, payment_id: str) -> None:
        """Void or refund, for good: nothing can be captured after this.

        A payment that nobody knows is cancelled in advance.
        """

    def find(self, payment_id: str) -> Payment | None:
        """Look up what has become of a payment."""

    def payments(self) -> Iterator[Payment]:
        """Go through all payments, to compare them with the orders."""


@dataclass
class PaymentSandboxClient:
    """Calls to payment-sandbox."""

    connection: Connection
    secret: str = field(repr=False)

    def authorise(self, payment_id: str, amount: Money, method: str) -> None:
        """Set an amount aside; raise `PaymentDeclined`, `ActionRequired`."""
        wanted = {
            "amount": amount.amount,
            "currency": amount.currency,
            "method": method,
        }
        reply = self._call("PUT", payment_id, "", wanted)
        obstacle = self.connection.parsed(reply, _obstacle)
        if obstacle:
            raise obstacle

    def capture(self, payment_id: str) -> None:
        """Take the amount that was set aside; raise `PaymentImpossible`."""
        self._demand(PaymentState.CAPTURED, self._call("POST", payment_id, "/capture"))

    def cancel(self, payment_id: str) -> None:
        """Void or refund, for good."""
        self._demand(PaymentState.CANCELLED, self._call("POST", payment_id, "/cancel"))

    def find(self, payment_id: str) -> Payment | None:
        """Look up what has become of a payment."""
        try:
            reply = self._read(f"/api/payments/{payment_id}")
        except NotFound:
            return None
        return self.connection.parsed(
            reply, lambda document: _payment(document["result"])
        )

    def payments(self) -> Iterator[Payment]:
        """Go through all payments."""
        page = self.page()
        yield from page.payments
        while page.next is not None:
            page = self.page(page.next)
            yield from page.payments

    def page(self, cursor: str | None = None) -> PaymentPage:
        """List some payments: the first ones, or those after a cursor."""
        place: dict[str, str | int] = {"limit": _ON_ONE_PAGE}
        if cursor is not None:
            place["cursor"] = cursor
        return self.connection.parsed(self._read("/api/payments", place), _page)

    def _read(self, path: str, params: Parameters | None = None) -> Reply:
        try:
            return self.connection.get(path, params=params, token=self.secret)
        except NotFound:
            raise
        except Rejected as refusal:
            raise self._unknown(refusal) from refusal

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
            if refusal.status in (409, 422):
                raise PaymentImpossible(refusal.detail) from refusal
            raise self._unknown(refusal) from refusal

    def _demand(self, state: PaymentState, reply: Reply) -> None:
        """Believe that money has moved only where the provider confirms it."""
        if self.connection.parsed(reply, _state) != state:
            raise ServiceUnavailable(self.connection.provider, f"is not {state}")

    def _unknown(self, refusal: Rejected) -> ServiceUnavailable:
        provider = self.connection.provider
        return ServiceUnavailable(provider, f"refused with {refusal.status}")


def _obstacle(document: Mapping[str, Any]) -> Exception | None:
    """Read what stands between the shop and money that is set aside."""
    payment = document["result"]
    match PaymentState(payment["state"]):
        case PaymentState.AUTHORISED | PaymentState.CAPTURED:
            return None
        case PaymentState.DECLINED:
            return PaymentDeclined(payment["code"])
        case PaymentState.REQUIRES_ACTION:
            return ActionRequired(payment["action_url"])
        case state:
            raise ValueError(f"{state} is no answer to this")


def _state(document: Mapping[str, Any]) -> PaymentState:
    return PaymentState(document["result"]["state"])


def _page(document: Mapping[str, Any]) -> PaymentPage:
    return PaymentPage(tuple(map(_payment, listed(document))), document["next"])


def _payment(document: Mapping[str, Any]) -> Payment:
    return Payment(
        document["id"],
        PaymentState(document["state"]),
        Money.parse(document["amount"], document["currency"]),
        document["captures"],
    )
