"""A Stripe of our own: PaymentIntents as its API describes them, on 127.0.0.1.

It keeps what the adapter relies on (https://docs.stripe.com/api): idempotency keys that
repeat the first answer, whatever it was; other parameters under the same key are an
error; parameters that it does not know are, too; an intent refuses what does not fit
its state; search knows an intent only after a while. And it can be made to misbehave.
"""

import hashlib
import hmac
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, jsonify, request

from .real_server import cut_the_line

SECRET_KEY = "sk_test_a-key-that-only-the-tests-know-4711"
WEBHOOK_SECRET = "whsec_a-secret-that-only-the-tests-know"
_DECLINES = {
    "pm_card_visa_chargeDeclined": "generic_decline",
    "pm_card_visa_chargeDeclinedInsufficientFunds": "insufficient_funds",
}
# Refusals out of the blue; all but the last prove nothing about the money.
_REFUSALS = {
    "busy": (429, "invalid_request_error", "lock_timeout"),
    "in flight": (409, "idempotency_error", "idempotency_key_in_use"),
    "locked out": (403, "invalid_request_error", "account_invalid"),
    "overtaken": (400, "invalid_request_error", "payment_intent_unexpected_state"),
    "gone": (404, "invalid_request_error", "resource_missing"),
}
_MAY_CANCEL = {
    "requires_payment_method",
    "requires_confirmation",
    "requires_action",
    "requires_capture",
}
_KNOWN = {
    "open": {"amount", "currency", "capture_method", "payment_method_types[]"},
    "update": {"amount"},
    "confirm": {"payment_method", "return_url"},
    "capture": set(),
    "cancel": set(),
    "refund": {"payment_intent"},
    "read": {"expand[]"},
    "search": {"query"},
    "list": {"limit", "starting_after", "expand[]"},
}


class StripeError(Exception):
    def __init__(self, status: int, kind: str, code: str, **members: Any) -> None:
        super().__init__(code)
        self.status = status
        self.error = {"type": kind, "code": code, "message": code, **members}


@dataclass
class FakeStripe:
    intents: dict[str, dict] = field(default_factory=dict)
    charges: dict[str, dict] = field(default_factory=dict)
    refunds: list[dict] = field(default_factory=list)
    asked: list[tuple[str, dict]] = field(default_factory=list)
    # What happens to the next call of a step: it is lost, broken, or refused.
    troubles: list[tuple[str, str]] = field(default_factory=list)
    searchable: set[str] = field(default_factory=set)
    refund_status: str = "pending"

    def __post_init__(self) -> None:
        self._keys: dict[str, tuple[object, int, dict]] = {}
        self._in_flight: set[str] = set()
        self._lock = threading.RLock()

    def application(self) -> Flask:
        app = Flask(__name__)
        app.register_error_handler(StripeError, _answer_error)
        intents = "/v1/payment_intents"
        for method, path, step, view in [
            ("POST", intents, "open", self._open),
            ("GET", intents, "list", self._list),
            ("GET", f"{intents}/search", "search", self._search),
            ("GET", f"{intents}/<one>", "read", self._read),
            ("POST", f"{intents}/<one>", "update", self._update),
            ("POST", f"{intents}/<one>/confirm", "confirm", self._confirm),
            ("POST", f"{intents}/<one>/capture", "capture", self._capture),
            ("POST", f"{intents}/<one>/cancel", "cancel", self._cancel),
            ("POST", "/v1/refunds", "refund", self._refund),
        ]:
            guarded = self._guarded(step, view)
            app.add_url_rule(path, f"{step}", guarded, methods=[method])
        return app

    def catch_up(self) -> None:
        """Index for search all that there is by now."""
        self.searchable = set(self.intents)

    def forget_keys(self) -> None:
        """Move on by a day."""
        self._keys.clear()

    def intent_of(self, payment_id: str) -> dict:
        (found,) = [
            intent
            for intent in self.intents.values()
            if intent["metadata"].get("payment_id") == payment_id
        ]
        return found

    def let_shopper_answer(self, payment_id: str, *, agrees: bool) -> None:
        intent = self.intent_of(payment_id)
        assert intent["status"] == "requires_action"
        intent["next_action"] = None
        if agrees:
            self._set_aside(intent)
        else:
            self._decline(intent, "payment_intent_authentication_failure", None)

    def expire(self, payment_id: str) -> None:
        """Take back what was set aside, as a card network does a week later."""
        self.intent_of(payment_id)["status"] = "canceled"

    def _guarded(self, step: str, view: Callable[..., dict]) -> Callable[..., Response]:
        def run(**path: str) -> Response:
            given = request.form if request.method == "POST" else request.args
            parameters = given.to_dict()
            self.asked.append((step, parameters))
            trouble = self._trouble(step)
            if trouble in _REFUSALS:
                raise StripeError(*_REFUSALS[trouble])
            if request.headers.get("Authorization") != f"Bearer {SECRET_KEY}":
                raise StripeError(401, "invalid_request_error", "api_key_invalid")
            unknown = {
                name for name in parameters if not name.startswith("metadata[")
            } - _KNOWN[step]
            if unknown:
                raise StripeError(
                    400,
                    "invalid_request_error",
                    "parameter_unknown",
                    param=unknown.pop(),
                )
            key = request.headers.get("Idempotency-Key")
            status, document = self._once(
                key, (step, parameters), trouble, lambda: view(parameters, **path)
            )
            if trouble == "lost":
                cut_the_line()
            return _answer(document, status)

        return run

    def _trouble(self, step: str) -> str | None:
        with self._lock:
            for trouble in self.troubles:
                if trouble[0] == step:
                    self.troubles.remove(trouble)
                    return trouble[1]
        return None

    def _once(
        self,
        key: str | None,
        fingerprint: object,
        trouble: str | None,
        work: Callable[[], dict],
    ) -> tuple[int, dict]:
        with self._lock:
            if key in self._in_flight:
                raise StripeError(409, "idempotency_error", "idempotency_key_in_use")
            if key in self._keys:
                known, status, document = self._keys[key]
                if known != fingerprint:
                    raise StripeError(400, "idempotency_error", "keys_differ")
                return status, json.loads(json.dumps(document))
            self._in_flight |= {key} if key else set()
        try:
            status, document = self._worked(trouble, work)
        finally:
            self._in_flight.discard(str(key))
        if key:
            self._keys[key] = (fingerprint, status, json.loads(json.dumps(document)))
        return status, document

    def _worked(
        self, trouble: str | None, work: Callable[[], dict]
    ) -> tuple[int, dict]:
        if trouble == "broken":
            return 500, {"error": {"type": "api_error", "message": "Sorry."}}
        try:
            with self._lock:
                return 200, work()
        except StripeError as error:
            return error.status, {"error": error.error}

    def _open(self, given: dict) -> dict:
        number = len(self.intents) + 1
        metadata = {
            name.removeprefix("metadata[").removesuffix("]"): value
            for name, value in given.items()
            if name.startswith("metadata[")
        }
        intent = {
            "id": f"pi_{number:06}",
            "object": "payment_intent",
            "amount": int(given["amount"]),
            "currency": given["currency"],
            "capture_method": given["capture_method"],
            "created": 1_700_000_000 + number,
            "metadata": metadata,
            "status": "requires_payment_method",
            "last_payment_error": None,
            "next_action": None,
            "latest_charge": None,
        }
        self.intents[intent["id"]] = intent
        return intent

    def _read(self, given: dict, one: str) -> dict:
        return self._expanded(self._intent(one), given.get("expand[]"))

    def _update(self, given: dict, one: str) -> dict:
        intent = self._demand(one, {"requires_payment_method", "requires_confirmation"})
        intent["amount"] = int(given["amount"])
        return intent

    def _confirm(self, given: dict, one: str) -> dict:
        intent = self._demand(one, {"requires_payment_method", "requires_confirmation"})
        card = given["payment_method"]
        if not card.startswith("pm_card_"):
            raise StripeError(400, "invalid_request_error", "resource_missing")
        if card in _DECLINES:
            error = self._decline(intent, "card_declined", _DECLINES[card])
            raise StripeError(402, "card_error", "card_declined", **error)
        if card == "pm_card_authenticationRequired":
            page = {"url": f"https://hooks.stripe.example/{one}"}
            if "return_url" in given:
                action = {"type": "redirect_to_url", "redirect_to_url": page}
            else:
                action = {"type": "use_stripe_sdk"}
            intent |= {"status": "requires_action", "next_action": action}
            return intent
        return self._set_aside(intent)

    def _capture(self, given: dict, one: str) -> dict:
        intent = self._demand(one, {"requires_capture"})
        if intent["metadata"].get("card") == "stolen meanwhile":
            raise StripeError(402, "card_error", "card_declined")
        self.charges[intent["latest_charge"]]["captured"] = True
        intent["status"] = "succeeded"
        return intent

    def _cancel(self, given: dict, one: str) -> dict:
        intent = self._demand(one, _MAY_CANCEL)
        intent |= {"status": "canceled", "next_action": None}
        return intent

    def _refund(self, given: dict) -> dict:
        charge = self.charges[self._intent(given["payment_intent"])["latest_charge"]]
        if charge["refunded"]:
            raise StripeError(400, "invalid_request_error", "charge_already_refunded")
        charge["refunded"] = self.refund_status != "failed"
        refund = given | {"id": f"re_{len(self.refunds)}", "status": self.refund_status}
        self.refunds.append(refund)
        return refund

    def _search(self, given: dict) -> dict:
        name, _, value = given["query"].partition("']:'")
        assert name == "metadata['payment_id"
        found = [
            intent
            for intent in self.intents.values()
            if intent["id"] in self.searchable
            and intent["metadata"].get("payment_id") == value.removesuffix("'")
        ]
        # The index may be old: of what it returns, only the id is to be trusted.
        stale = [intent | {"status": "requires_payment_method"} for intent in found]
        return {"object": "search_result", "data": stale, "has_more": False}

    def _list(self, given: dict) -> dict:
        newest = sorted(self.intents.values(), key=lambda one: -one["created"])
        ids = [intent["id"] for intent in newest]
        start = (
            ids.index(given["starting_after"]) + 1 if "starting_after" in given else 0
        )
        end = start + int(given["limit"])
        expand = str(given.get("expand[]", "")).removeprefix("data.")
        page = [self._expanded(intent, expand) for intent in newest[start:end]]
        return {"object": "list", "data": page, "has_more": end < len(newest)}

    def _intent(self, one: str) -> dict:
        if one not in self.intents:
            raise StripeError(404, "invalid_request_error", "resource_missing")
        return self.intents[one]

    def _demand(self, one: str, states: set[str]) -> dict:
        intent = self._intent(one)
        if intent["status"] not in states:
            raise StripeError(
                400, "invalid_request_error", "payment_intent_unexpected_state"
            )
        return intent

    def _expanded(self, intent: dict, expand: str | None) -> dict:
        charge = intent["latest_charge"]
        if expand == "latest_charge" and charge:
            return intent | {"latest_charge": self.charges[charge]}
        return intent

    def _set_aside(self, intent: dict) -> dict:
        charge = {"id": f"ch_{len(self.charges)}", "captured": False, "refunded": False}
        self.charges[charge["id"]] = charge | {"intent": intent["id"]}
        intent |= {"status": "requires_capture", "latest_charge": charge["id"]}
        return intent

    def _decline(self, intent: dict, code: str, decline_code: str | None) -> dict:
        error = {"code": code} | (
            {"decline_code": decline_code} if decline_code else {}
        )
        intent |= {"status": "requires_payment_method", "last_payment_error": error}
        return {name: value for name, value in error.items() if name != "code"}


def signed_event(
    payment_id: str | None,
    kind: str = "payment_intent.amount_capturable_updated",
    *,
    secret: str = WEBHOOK_SECRET,
    at: float | None = None,
    old_secret: str | None = None,
) -> tuple[bytes, dict[str, str]]:
    """Write a webhook as Stripe sends it: its body and its headers."""
    metadata = {"payment_id": payment_id} if payment_id else {}
    thing = {"object": "payment_intent", "metadata": metadata, "status": "succeeded"}
    event = {"id": "evt_1", "type": kind, "data": {"object": thing}}
    body = json.dumps(event).encode()
    moment = int(time.time() if at is None else at)
    secrets = [secret] if old_secret is None else [old_secret, secret]
    signatures = ",".join(f"v1={signature(body, moment, one)}" for one in secrets)
    return body, {
        "Stripe-Signature": f"t={moment},{signatures},v0=aged",
        "Content-Type": "application/json; charset=utf-8",
    }


def signature(body: bytes, moment: int, secret: str) -> str:
    signed = f"{moment}.".encode() + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def _answer_error(error: StripeError) -> Response:
    return _answer({"error": error.error}, error.status)


def _answer(document: dict, status: int) -> Response:
    response = jsonify(document)
    response.status_code = status
    return response
