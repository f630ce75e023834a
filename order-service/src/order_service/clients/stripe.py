"""The payment port over Stripe's API: one PaymentIntent an order, captured later.

Nothing of Stripe's is stored here. An intent is opened with what follows from the
payment id alone, under an idempotency key that does too: whoever comes first opens it,
be it a cancellation, and everybody later gets the same one. The amount is set right
before the shopper's method is confirmed; until then an intent moves no money. Stripe
forgets a key after a day and finds an intent by its metadata after an hour at the
latest, so one or the other always knows it.

Only the opening needs a key. Every other call changes one intent, which refuses what
does not fit its state; a key would only make Stripe repeat an old refusal for a day.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from order_service.clients.payment import (
    ActionRequired,
    Payment,
    PaymentDeclined,
    PaymentImpossible,
    PaymentState,
)
from order_service.clients.stripe_amounts import money_of, smallest_units
from service_kit.http_client import Connection, Rejected, ServiceUnavailable
from service_kit.money import Money

Intent = Mapping[str, Any]
VERSION = "2024-06-20"
PAYMENT_ID = "payment_id"
_INTENTS = "/v1/payment_intents"
# What an intent is opened with; nobody can be charged it, see above.
_PLACEHOLDER = 100_00
_ON_ONE_PAGE = 100
_PAYMENT_ID = re.compile(r"[A-Za-z0-9_-]{1,64}", re.ASCII)
# With a test key the methods of the sandbox are Stripe's own test cards.
_TEST_CARDS = {
    "tok_ok": "pm_card_visa",
    "tok_declined": "pm_card_visa_chargeDeclined",
    "tok_insufficient_funds": "pm_card_visa_chargeDeclinedInsufficientFunds",
    "tok_requires_action": "pm_card_authenticationRequired",
}
_STATES = {
    "requires_action": PaymentState.REQUIRES_ACTION,
    "requires_capture": PaymentState.AUTHORISED,
    "canceled": PaymentState.CANCELLED,
}


@dataclass
class StripeClient:
    """Calls to Stripe."""

    connection: Connection
    secret: str = field(repr=False)
    currency: str
    # Where Stripe sends shoppers back to when they have confirmed.
    return_url: str
    remembers: int = 10_000
    # Intents by payment id, which never change: saves asking again.
    _intents: dict[str, str] = field(default_factory=dict, init=False, repr=False)

    def authorise(self, payment_id: str, amount: Money, method: str) -> None:
        """Set an amount aside; raise `PaymentDeclined`, `ActionRequired`."""
        card = self._card(method)
        intent = self._current(payment_id)
        if _is_untouched(intent):
            intent = self._confirmed(intent, amount, card)
        state = _state(intent)
        if state == PaymentState.DECLINED:
            raise PaymentDeclined(_code(intent["last_payment_error"]))
        if state == PaymentState.REQUIRES_ACTION:
            raise ActionRequired(_page_of(intent))
        if state == PaymentState.CANCELLED or _money(intent) != amount:
            raise PaymentImpossible(f"is {state} at {_money(intent)}")
        if state is None:
            raise self._unknown(f"is {intent['status']}")

    def capture(self, payment_id: str) -> None:
        """Take the amount that was set aside; raise `PaymentImpossible`."""
        intent = self._current(payment_id)
        state = _state(intent)
        if state == PaymentState.AUTHORISED:
            try:
                state = _state(self._post(f"{_INTENTS}/{intent['id']}/capture"))
            except PaymentDeclined as declined:
                raise PaymentImpossible(declined.code) from declined
        if intent["status"] == "processing" or state == PaymentState.AUTHORISED:
            raise self._unknown("has not captured yet")
        if state != PaymentState.CAPTURED:
            raise PaymentImpossible(f"is {intent['status']}")

    def cancel(self, payment_id: str) -> None:
        """Void or refund, for good."""
        intent = self._current(payment_id)
        try:
            if _state(intent) == PaymentState.CAPTURED:
                self._refund(intent)
            elif _state(intent) != PaymentState.CANCELLED:
                self._post(f"{_INTENTS}/{intent['id']}/cancel")
        except (PaymentImpossible, PaymentDeclined) as refusal:
            # It moved on between the look and the deed: the next call sees where to.
            raise self._unknown(str(refusal)) from refusal

    def find(self, payment_id: str) -> Payment | None:
        """Look up what has become of a payment, if Stripe's search knows it yet."""
        intent_id = self._remembered(payment_id)
        return _payment(self._read(intent_id)) if intent_id else None

    def payments(self) -> Iterator[Payment]:
        """Go through all payments of this shop; those that nobody tried are none."""
        page = {"limit": str(_ON_ONE_PAGE), "expand[]": "data.latest_charge"}
        while True:
            listed = self._get(_INTENTS, page)
            for intent in listed["data"]:
                payment = _payment(intent)
                if payment is not None:
                    yield payment
            if not listed["has_more"]:
                return
            page["starting_after"] = listed["data"][-1]["id"]

    def _current(self, payment_id: str) -> Intent:
        """Get the intent as it is now; open it if there is none."""
        return self._read(self._remembered(payment_id) or self._opened(payment_id))

    def _opened(self, payment_id: str) -> str:
        form = {
            "amount": str(_PLACEHOLDER),
            "currency": self.currency.lower(),
            "capture_method": "manual",
            "payment_method_types[]": "card",
            f"metadata[{PAYMENT_ID}]": payment_id,
        }
        intent = self._post(_INTENTS, form, key=f"open-{payment_id}")
        # Only the id: a repeated key is answered with the intent as it was at first.
        return self._remember(payment_id, intent["id"])

    def _remembered(self, payment_id: str) -> str | None:
        """Find the id of an intent; search knows the old ones, keys know the others."""
        if intent_id := self._intents.get(payment_id):
            return intent_id
        if not is_payment_id(payment_id):
            return None
        query = f"metadata['{PAYMENT_ID}']:'{payment_id}'"
        found = self._get(f"{_INTENTS}/search", {"query": query})["data"]
        if not found:
            return None
        oldest = min(found, key=lambda intent: (intent["created"], intent["id"]))
        return self._remember(payment_id, oldest["id"])

    def _remember(self, payment_id: str, intent_id: str) -> str:
        if len(self._intents) >= self.remembers:
            self._intents.clear()
        self._intents[payment_id] = intent_id
        return intent_id

    def _confirmed(self, intent: Intent, amount: Money, card: str) -> Intent:
        address = f"{_INTENTS}/{intent['id']}"
        self._post(address, {"amount": str(smallest_units(amount))})
        form = {"payment_method": card, "return_url": self.return_url}
        return self._post(f"{address}/confirm", form)

    def _refund(self, intent: Intent) -> None:
        refund = self._post("/v1/refunds", {"payment_intent": intent["id"]})
        if refund["status"] not in ("succeeded", "pending"):
            raise self._unknown(f"refund is {refund['status']}")

    def _card(self, method: str) -> str:
        is_test = self.secret.startswith(("sk_test_", "rk_test_"))
        card = _TEST_CARDS.get(method, method) if is_test else method
        if not card.startswith("pm_"):
            raise PaymentImpossible(f"{method} is no payment method of Stripe's")
        return card

    def _read(self, intent_id: str) -> Intent:
        return self._get(f"{_INTENTS}/{intent_id}", {"expand[]": "latest_charge"})

    def _get(self, path: str, params: Mapping[str, str]) -> Mapping[str, Any]:
        headers = {"Stripe-Version": VERSION}
        try:
            return self.connection.get(
                path, params=params, token=self.secret, headers=headers
            ).document
        except Rejected as refusal:
            raise self._unknown(f"refused with {refusal.status}") from refusal

    def _post(
        self, path: str, form: Mapping[str, str] | None = None, key: str | None = None
    ) -> Mapping[str, Any]:
        headers = {"Stripe-Version": VERSION}
        if key:
            headers["Idempotency-Key"] = key
        try:
            return self.connection.send(
                "POST", path, form=form or {}, token=self.secret, headers=headers
            ).document
        except Rejected as refusal:
            raise self._meaning(refusal) from refusal

    def _meaning(self, refusal: Rejected) -> Exception:
        """Distinguish a definite no from a response that leaves the money open."""
        error = refusal.problem.get("error", {})
        kind, code = error.get("type"), error.get("code")
        if kind == "card_error":
            return PaymentDeclined(_code(error))
        is_definite = refusal.status in (400, 404) and kind == "invalid_request_error"
        if is_definite and code != "payment_intent_unexpected_state":
            return PaymentImpossible(str(code or error.get("message")))
        return self._unknown(f"refused with {refusal.status} {code or kind}")

    def _unknown(self, reason: str) -> ServiceUnavailable:
        return ServiceUnavailable(self.connection.provider, reason)


def is_payment_id(text: str) -> bool:
    """Return whether this can be the id of a payment of the shop's."""
    return _PAYMENT_ID.fullmatch(text) is not None


def _state(intent: Intent) -> PaymentState | None:
    """Return what has become of an intent; None where nothing has, or not yet."""
    status = intent["status"]
    if status == "succeeded":
        charge = intent.get("latest_charge")
        is_refunded = isinstance(charge, Mapping) and charge["refunded"]
        return PaymentState.CANCELLED if is_refunded else PaymentState.CAPTURED
    if status == "requires_payment_method" and intent.get("last_payment_error"):
        return PaymentState.DECLINED
    return _STATES.get(status)


def _is_untouched(intent: Intent) -> bool:
    opening = ("requires_payment_method", "requires_confirmation")
    return intent["status"] in opening and _state(intent) is None


def _payment(intent: Intent) -> Payment | None:
    payment_id, state = intent["metadata"].get(PAYMENT_ID), _state(intent)
    if payment_id is None or state is None:
        return None
    captures = 1 if intent["status"] == "succeeded" else 0
    return Payment(payment_id, state, _money(intent), captures)


def _money(intent: Intent) -> Money:
    return money_of(intent["amount"], intent["currency"])


def _page_of(intent: Intent) -> str:
    action = intent["next_action"]
    if "redirect_to_url" not in action:
        raise PaymentImpossible(f"wants {action['type']}, for which there is no page")
    return str(action["redirect_to_url"]["url"])


def _code(error: Mapping[str, Any]) -> str:
    return str(error.get("decline_code") or error.get("code") or "card_declined")
