from .fakes import FakeOrders
from .page_browser import Visitor


def test_health_lists_every_service(visitor: Visitor, orders: FakeOrders) -> None:
    orders.is_down = True

    assert visitor.client.get("/health").json == {
        "gateway": "healthy",
        "services": {
            "user-service": True,
            "product-service": True,
            "order-service": False,
            "auth_service": True,
            "user_service": True,
            "product_service": True,
            "order_service": False,
        },
    }


def test_storefront_is_live_and_ready(visitor: Visitor) -> None:
    for path in ("/health/live", "/health/ready"):
        assert visitor.client.get(path).status_code == 200
