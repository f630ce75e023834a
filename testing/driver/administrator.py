"""An administrator, who adds and changes products through the API."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Self

from testing.driver.example_accounts import account_of, new_name
from testing.driver.lenient_http_client import ApiClient, ApiResponse
from tools.shop import RunningShop

_PATIENCE = 10.0
_PACKET = {
    "category": "herbs",
    "description": "Grows beside every kettle.",
    "facts": {
        "botanical_name": "Ollula theae",
        "sowing_months": [4, 5],
        "height_cm": 20,
        "spacing_cm": 20,
        "depth_mm": 5,
    },
}


class CannotSignIn(RuntimeError):
    """Somebody could not register or sign in at user-service."""


class NotDone(RuntimeError):
    """A service refused what the administrator asked for."""


@dataclass(frozen=True)
class Packet:
    """A product by its names."""

    slug: str
    name: str

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/product/{self.slug}"


class Administrator:
    """An administrator who is signed in at the services."""

    def __init__(self, services: Mapping[str, str], name: str, password: str) -> None:
        """Sign in at the services of these addresses."""
        token = sign_in(services["user-service"], name, password)
        self._products, self._orders = (
            ApiClient(services[name], token, _PATIENCE, is_kept=False)
            for name in ("product-service", "order-service")
        )
        self._added: list[Packet] = []

    @classmethod
    def of(cls, shop: RunningShop) -> Self:
        """Sign in at a shop that this program has opened."""
        return cls(shop.services, shop.administrator, shop.password)

    def add_product(self, **details: object) -> Packet:
        """Add a product with a name that nothing else has."""
        name = f"Teapot {secrets.token_hex(4)}"
        product = {**_PACKET, "name": name, "price": "2.40", "quantity": 50, **details}
        added = _demand(self._products.ask("POST", "/api/products", product)).result
        self._added.append(Packet(str(added["slug"]), str(product["name"])))
        return self._added[-1]

    def clear_away(self) -> None:
        """Delete every product that was added."""
        while self._added:
            path, match = f"/api/product/{self._added.pop().slug}", {"If-Match": "*"}
            _demand(self._products.ask("DELETE", path, headers=match))

    def product(self, slug: str) -> Mapping[str, Any]:
        """Return a product."""
        return _demand(self._products.ask("GET", f"/api/product/{slug}")).result

    def products(self, limit: int = 100) -> list[Mapping[str, Any]]:
        """List the first products that are for sale."""
        listed = _demand(self._products.ask("GET", f"/api/products?limit={limit}"))
        return list(listed.document["results"])

    def change(self, slug: str, **changes: object) -> None:
        """Change a product, as it is at this moment."""
        _demand(self._changed(slug, changes))

    def try_to_change(self, slug: str, **changes: object) -> bool:
        """Change a product unless somebody is quicker; return whether it was."""
        return self._changed(slug, changes).status == 200

    def ship(self, number: str) -> None:
        """Mark an order as shipped."""
        _demand(self._orders.ask("POST", f"/api/order/{number}/ship"))

    def deliver(self, number: str) -> None:
        """Mark an order as delivered."""
        _demand(self._orders.ask("POST", f"/api/order/{number}/deliver"))

    def close(self) -> None:
        """Close both connections."""
        self._products.close()
        self._orders.close()

    def _changed(self, slug: str, changes: Mapping[str, object]) -> ApiResponse:
        path = f"/api/product/{slug}"
        seen = {"If-Match": self._products.ask("GET", path).etag}
        return self._products.ask("PATCH", path, changes, seen)


def register(users: str, role: str) -> str:
    """Open an account at user-service and sign in; return the token."""
    account = account_of(new_name(role))
    client = ApiClient(users)
    created = client.ask("POST", "/api/user/create", account)
    client.close()
    if created.status != 201:
        raise CannotSignIn(f"{users} opens no account: {created}")
    return sign_in(users, account["username"], account["password"])


def sign_in(users: str, name: str, password: str, browser: str = "") -> str:
    """Sign in at user-service, as if from a browser; return the token."""
    client = ApiClient(users, patience=_PATIENCE)
    credentials = {"username": name, "password": password}
    headers = {"User-Agent": browser} if browser else None
    answer = client.ask("POST", "/api/user/login", credentials, headers)
    client.close()
    if answer.status != 200:
        raise CannotSignIn(f"{name!r} cannot sign in at {users}: {answer}")
    return str(answer.document["token"])


def _demand(answer: ApiResponse) -> ApiResponse:
    if not 200 <= answer.status < 300:
        raise NotDone(f"{answer.status}: {answer.document}")
    return answer
