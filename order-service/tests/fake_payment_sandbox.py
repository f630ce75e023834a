"""The sandbox as order-service knows it from the pact between them, on 127.0.0.1."""

import threading
from dataclasses import dataclass, field

from flask import Flask, Response, jsonify, request

from .real_server import cut_the_line

SECRET = "a-payment-secret-that-only-tests-know-1"
_DECLINES = {
    "tok_declined": "card_declined",
    "tok_insufficient_funds": "insufficient_funds",
}


@dataclass
class FakeSandbox:
    payments: dict[str, dict] = field(default_factory=dict)
    troubles: list[tuple[str, str]] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def application(self) -> Flask:
        app = Flask(__name__)
        one = "/api/payments/<payment_id>"
        app.add_url_rule("/api/payments", "list", self._list, methods=["GET"])
        app.add_url_rule(one, "show", self._show, methods=["GET"])
        for step, method, path in [
            ("authorise", "PUT", one),
            ("capture", "POST", f"{one}/capture"),
            ("cancel", "POST", f"{one}/cancel"),
        ]:
            app.add_url_rule(path, step, self._troubled(step), methods=[method])
        return app

    def _troubled(self, step: str):  # noqa: ANN202
        def run(payment_id: str) -> tuple[Response, int]:
            if self._has_trouble(step, "broken"):
                return jsonify({}), 500
            is_lost = self._has_trouble(step, "lost")
            with self.lock:
                answer = getattr(self, f"_{step}")(payment_id)
            if is_lost:
                cut_the_line()
            return answer

        return run

    def _has_trouble(self, step: str, kind: str) -> bool:
        if (step, kind) in self.troubles:
            self.troubles.remove((step, kind))
            return True
        return False

    def _authorise(self, payment_id: str) -> tuple[Response, int]:
        wanted = request.get_json()
        method = wanted["method"]
        state = "requires_action" if method == "tok_requires_action" else "authorised"
        new = {
            "id": payment_id,
            "amount": wanted["amount"],
            "currency": wanted["currency"],
            "state": "declined" if method in _DECLINES else state,
            "code": _DECLINES.get(method),
            "captures": 0,
            "action_url": f"http://bank.example/{payment_id}",
        }
        payment = self.payments.setdefault(payment_id, new)
        if payment["state"] == "cancelled":
            return _result(payment, 409)
        return _result(payment, 200 if payment["amount"] == wanted["amount"] else 422)

    def _capture(self, payment_id: str) -> tuple[Response, int]:
        payment = self.payments[payment_id]
        if payment["state"] == "authorised" and not payment.get("is_expired"):
            payment["state"] = "captured"
            payment["captures"] += 1
        return _result(payment, 200 if payment["state"] == "captured" else 409)

    def _cancel(self, payment_id: str) -> tuple[Response, int]:
        tombstone = {
            "id": payment_id,
            "amount": "0.00",
            "currency": "EUR",
            "captures": 0,
        }
        payment = self.payments.setdefault(payment_id, tombstone)
        payment["state"] = "cancelled"
        return _result(payment, 200)

    def _show(self, payment_id: str) -> tuple[Response, int]:
        if payment_id not in self.payments:
            return jsonify({}), 404
        return _result(self.payments[payment_id], 200)

    def _list(self) -> Response:
        limit, cursor = int(request.args["limit"]), request.args.get("cursor", "")
        ids = sorted(one for one in self.payments if one > cursor)
        page = ids[:limit]
        following = page[-1] if len(ids) > limit else None
        results = [self.payments[one] for one in page]
        return jsonify({"results": results, "next": following})


def _result(payment: dict, status: int) -> tuple[Response, int]:
    if request.headers.get("Authorization") != f"Bearer {SECRET}":
        return jsonify({}), 401
    return jsonify({"result": payment}), status
