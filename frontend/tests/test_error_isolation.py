"""A request that a service stumbles over is the trouble of its caller alone."""

import json
import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from werkzeug import Request, Response
from werkzeug.serving import make_server

from service_kit.http_client import Connection
from storefront.clients.order_service import OrderServiceClient
from storefront.config import Settings
from storefront.service_clients import Services

from .fakes import FakeProducts, FakeUsers
from .page_browser import Visitor

POISON = "a-cursor-that-order-service-stumbles-over"
PROBLEM = {
    "type": "urn:problem-type:internal-error",
    "status": 500,
    "detail": "Oh dear.",
}
BASKET = {
    "number": None,
    "state": "open",
    "version": 0,
    "items": [],
    "subtotal": "0.00",
    "delivery": "0.00",
    "delivery_method": "standard",
    "total": "0.00",
    "currency": "EUR",
}
ORDERS = {"results": [], "next": None, "total": 0}


@Request.application
def stumbling(request: Request) -> Response:
    """Answer as order-service does, but for one cursor."""
    if request.args.get("cursor") == POISON:
        return Response(json.dumps(PROBLEM), 500, mimetype="application/problem+json")
    document = ORDERS if request.path == "/api/orders" else {"result": BASKET}
    return Response(json.dumps(document), mimetype="application/json")


@pytest.fixture
def services(users: FakeUsers, products: FakeProducts) -> Iterator[Services]:
    server = make_server("127.0.0.1", 0, stumbling, threaded=True)
    serving = threading.Thread(target=server.serve_forever, args=(0.02,))
    serving.start()
    way = Connection(
        "frontend", "order-service", f"http://127.0.0.1:{server.server_port}"
    )
    yield Services(users, products, OrderServiceClient(way))
    server.shutdown()
    serving.join()
    server.server_close()


def test_stumbling_service_stays_open_to_everybody_else(
    open_shop: Callable[[Settings], Flask], settings: Settings, users: FakeUsers
) -> None:
    app = open_shop(settings)
    mallory, ada = Visitor(app.test_client()), Visitor(app.test_client())
    mallory.register("mallory")
    ada.sign_in()

    for _ in range(5):
        for _ in range(5):
            mallory.client.get("/orders", query_string={"cursor": POISON})

        ada.open("/orders")
        ada.open("/basket")
