"""Everybody who has an account: shoppers, and the administrator who changes prices."""

import random
import secrets
import threading
from collections.abc import Sequence
from typing import Any

from tools.chaos.door import Door
from tools.chaos.wishes import Range
from tools.shop import RunningShop

PLENTY = 1_000_000
LAST_PIECES = 25
_SECONDS_BETWEEN_PRICES = 0.7


class NotAdmitted(RuntimeError):
    """Somebody could not register or sign in before anything was broken."""


def register(shop: RunningShop, name: str) -> str:
    """Open an account and sign in; return the token."""
    door = Door(shop.services["user-service"])
    account = {
        "username": f"{name}-{secrets.token_hex(4)}",
        "email": f"{name}-{secrets.token_hex(4)}@furrow.example",
        "password": secrets.token_urlsafe(12),
    }
    created = door.ask("POST", "/api/user/create", account)
    if created.status != 201:
        raise NotAdmitted(str(created))
    token = sign_in(door, account["username"], account["password"])
    door.close()
    return token


def sign_in(door: Door, username: str, password: str) -> str:
    """Sign in; return the token."""
    credentials = {"username": username, "password": password}
    answer = door.ask("POST", "/api/user/login", credentials)
    token = answer.document.get("api_key") or answer.result.get("token")
    if not token:
        raise NotAdmitted(str(answer))
    return str(token)


class Shopkeeper:
    """The administrator: stocks the shelves, and changes prices while people buy."""

    def __init__(self, shop: RunningShop) -> None:
        """Sign in."""
        accounts = Door(shop.services["user-service"])
        token = sign_in(accounts, shop.administrator, shop.password)
        accounts.close()
        self._door = Door(shop.services["product-service"], token)
        self.changed = 0

    def stock(self, number: int = 12) -> Range:
        """Stock some products: plenty, last pieces, and some of unsteady price."""
        listed = self._door.ask("GET", f"/api/products?limit={number}")
        products = list(listed.document["results"])[:number]
        last, unsteady, plenty = products[:3], products[3:6], products[6:]
        for product in products:
            pieces = LAST_PIECES if product in last else PLENTY
            self.change(product["slug"], {"quantity": pieces})
        self._unsteady = [product["slug"] for product in unsteady]
        return Range(*(_ids(some) for some in (plenty, last, unsteady)))

    def shelves(self) -> tuple[list[str], dict[str, int]]:
        """Name all products, and tell their ids."""
        listed = self._door.ask("GET", "/api/products").document["results"]
        ids = {product["slug"]: int(product["id"]) for product in listed}
        return list(ids), ids

    def name_of(self, slug: str) -> str:
        """Tell what a product is called."""
        return str(self._door.ask("GET", f"/api/product/{slug}").result["name"])

    def change(self, slug: str, changes: dict[str, Any]) -> bool:
        """Change a product that is as it was seen; tell whether it was changed."""
        seen = self._door.ask("GET", f"/api/product/{slug}")
        match = {"If-Match": seen.etag}
        done = self._door.ask("PATCH", f"/api/product/{slug}", changes, match)
        return done.status == 200

    def change_prices(self, closing: threading.Event, seed: int) -> None:
        """Change a price now and then, until the shop closes."""
        dice = random.Random(f"prices/{seed}")  # noqa: S311 (repeats a run)
        while not closing.wait(_SECONDS_BETWEEN_PRICES):
            price = f"{dice.randint(1, 9)}.{dice.randint(10, 99)}"
            slug = dice.choice(self._unsteady)
            # Every sale makes another version of a product; somebody is often quicker.
            self.changed += any(self.change(slug, {"price": price}) for _ in range(5))

    def leave(self) -> None:
        """Hang up."""
        self._door.close()


def _ids(products: Sequence[dict[str, Any]]) -> list[int]:
    return [int(product["id"]) for product in products]
