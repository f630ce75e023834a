"""A tea-service that really answers: shelf, orders and news, all in memory."""

import secrets
from dataclasses import dataclass, field

from flask import Flask, Response, jsonify, request


@dataclass
class Storeroom:
    """All that the service knows."""

    teas: dict[str, dict[str, object]] = field(default_factory=dict)
    orders: dict[str, str] = field(default_factory=dict)
    tokens: set[str] = field(default_factory=set)
    left: int = 100

    def put(self, slug: str, price: str = "4.20", kind: str = "black") -> None:
        name = slug.title()
        self.teas[slug] = {"name": name, "price": price, "kind": kind, "loose": True}

    def sign_in(self) -> str:
        token = secrets.token_hex(8)
        self.tokens.add(token)
        return token

    def clear(self) -> None:
        for shelf in (self.teas, self.orders, self.tokens):
            shelf.clear()
        self.left = 100


def create_app(room: Storeroom) -> Flask:
    """Make the service around a storeroom."""
    app = Flask("tea_service")
    app.config["TESTING"] = True

    def is_signed_in() -> bool:
        return request.headers.get("Authorization", "")[7:] in room.tokens

    @app.get("/teas/<slug>")
    def tea(slug: str) -> Response | tuple[Response, int]:
        if slug not in room.teas:
            return jsonify(error="no such tea"), 404
        answer = jsonify(room.teas[slug])
        answer.set_etag(f"{slug}-1")
        return answer.make_conditional(request)

    @app.get("/teas")
    def teas() -> Response:
        kind = request.args["kind"]
        found = [tea for tea in room.teas.values() if tea["kind"] == kind]
        return jsonify(teas=found, total=len(found))

    @app.get("/teas.xml")
    def xml() -> Response:
        rows = "".join(
            f"<tea><name>{tea['name']}</name><kind>{tea['kind']}</kind></tea>"
            for tea in room.teas.values()
        )
        return Response(f"<teas>{rows}</teas>", content_type="application/xml")

    @app.post("/orders")
    def order() -> tuple[Response, int] | tuple[Response, int, dict[str, str]]:
        if not is_signed_in():
            return jsonify(error="who are you?"), 401
        if request.json["packets"] > room.left:
            return jsonify(error="sold out", left=room.left), 409
        number = secrets.token_hex(4)
        room.orders[number] = "open"
        return jsonify(number=number), 201, {"Location": f"/orders/{number}"}

    @app.get("/orders/<number>")
    def one_order(number: str) -> tuple[Response, int]:
        if not is_signed_in():
            return jsonify(error="who are you?"), 401
        return jsonify(state=room.orders[number]), 200

    @app.post("/news")
    def news() -> tuple[str, int]:
        return ("", 204) if "@" in request.form["email"] else ("", 422)

    return app
