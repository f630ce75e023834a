"""How the storefront is, and everybody behind it.

Each service has two names: the shop's own, and that of a tutorial's quick start, which
knows who signs tokens as a service of its own (decision 0017).
"""

from concurrent.futures import ThreadPoolExecutor

from flask import Blueprint, Response, jsonify

from storefront.clients import order_service, product_service, user_service
from storefront.service_clients import services

health = Blueprint("gateway_health", __name__)


@health.get("/health")
def show() -> Response:
    """Return which services answer; the storefront does as long as this is read."""
    behind = services()
    asked = {
        user_service.NAME: behind.users.is_healthy,
        product_service.NAME: behind.products.is_healthy,
        order_service.NAME: behind.orders.is_healthy,
    }
    with ThreadPoolExecutor(len(asked)) as pool:
        answers = pool.map(lambda ask: ask(), asked.values())
        found = dict(zip(asked, answers, strict=True))
    return jsonify(gateway="healthy", services=found | _in_the_tutorial(found))


def _in_the_tutorial(found: dict[str, bool]) -> dict[str, bool]:
    names = {name.replace("-", "_"): is_well for name, is_well in found.items()}
    return {"auth_service": found[user_service.NAME]} | names
