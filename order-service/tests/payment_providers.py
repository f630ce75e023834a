"""Both payment adapters, each before its own made-up provider, behind one handle."""

import contextlib
from collections.abc import Iterator

from order_service.clients.payment import PaymentProvider, PaymentSandboxClient
from order_service.clients.stripe import StripeClient
from service_kit.http_client import Connection
from service_kit.money import Money

from . import fake_payment_sandbox, fake_stripe
from .fake_payment_sandbox import FakeSandbox
from .fake_stripe import FakeStripe
from .real_server import served

PATIENCE = 2.0


class SandboxBank:
    def __init__(self, url: str, sandbox: FakeSandbox) -> None:
        self._url, self.sandbox = url, sandbox
        self.provider = self.another_process()

    def another_process(self) -> PaymentProvider:
        bank = Connection("order-service", "payment-sandbox", self._url, read=PATIENCE)
        return PaymentSandboxClient(bank, fake_payment_sandbox.SECRET)

    def set_aside(self, payment_id: str) -> list[Money]:
        payment = self.sandbox.payments.get(payment_id)
        if payment is None or payment["state"] not in ("authorised", "captured"):
            return []
        return [Money.parse(payment["amount"], payment["currency"])]

    def times_charged(self, payment_id: str) -> int:
        return self.sandbox.payments.get(payment_id, {}).get("captures", 0)

    def is_given_back(self, payment_id: str) -> bool:
        return self.sandbox.payments[payment_id]["state"] == "cancelled"

    def trouble(self, step: str, kind: str) -> None:
        self.sandbox.troubles.append((step, kind))

    def let_shopper_answer(self, payment_id: str, *, agrees: bool) -> None:
        payment = self.sandbox.payments[payment_id]
        payment["state"] = "authorised" if agrees else "declined"
        payment["code"] = None if agrees else "authentication_failed"

    def refuse_capture(self, payment_id: str) -> None:
        self.sandbox.payments[payment_id]["is_expired"] = True

    def catch_up(self) -> None:
        """Nothing here is ever behind."""

    def let_a_day_go_by(self) -> None:
        """Nothing here is ever forgotten."""


class StripeBank:
    _STEPS = {"authorise": "confirm"}

    def __init__(self, url: str, stripe: FakeStripe) -> None:
        self._url, self.stripe = url, stripe
        self.provider = self.another_process()

    def another_process(self) -> PaymentProvider:
        bank = Connection("order-service", "stripe", self._url, read=PATIENCE)
        back = "http://127.0.0.1:5000/orders"
        return StripeClient(bank, fake_stripe.SECRET_KEY, "EUR", back)

    def set_aside(self, payment_id: str) -> list[Money]:
        amount = self.stripe.intent_of(payment_id)["amount"]
        return [Money(amount, "EUR") for _ in self._charges(payment_id)]

    def times_charged(self, payment_id: str) -> int:
        return sum(charge["captured"] for charge in self._charges(payment_id))

    def is_given_back(self, payment_id: str) -> bool:
        intent = self.stripe.intent_of(payment_id)
        if intent["status"] != "succeeded":
            return intent["status"] == "canceled"
        refunds = [refund["payment_intent"] for refund in self.stripe.refunds]
        return refunds.count(intent["id"]) == 1

    def trouble(self, step: str, kind: str) -> None:
        self.stripe.troubles.append((self._STEPS.get(step, step), kind))

    def let_shopper_answer(self, payment_id: str, *, agrees: bool) -> None:
        self.stripe.let_shopper_answer(payment_id, agrees=agrees)

    def refuse_capture(self, payment_id: str) -> None:
        self.stripe.expire(payment_id)

    def catch_up(self) -> None:
        self.stripe.catch_up()

    def let_a_day_go_by(self) -> None:
        self.stripe.catch_up()
        self.stripe.forget_keys()

    def _charges(self, payment_id: str) -> list[dict]:
        intents = {
            intent["id"]
            for intent in self.stripe.intents.values()
            if intent["metadata"].get("payment_id") == payment_id
        }
        charges = self.stripe.charges.values()
        return [charge for charge in charges if charge["intent"] in intents]


Bank = SandboxBank | StripeBank


@contextlib.contextmanager
def sandbox_bank() -> Iterator[SandboxBank]:
    sandbox = FakeSandbox()
    with served(sandbox.application()) as url:
        yield SandboxBank(url, sandbox)


@contextlib.contextmanager
def stripe_bank() -> Iterator[StripeBank]:
    stripe = FakeStripe()
    with served(stripe.application()) as url:
        yield StripeBank(url, stripe)
