"""The quick start of a CRUD tutorial, as people go on typing it.

It knows nothing of this shop. Its contracts hold the services to what it reads, so that
nobody breaks it without noticing.
"""

from typing import Any

import requests

PRODUCT = ("id", "name", "price", "quantity")


class Refused(Exception):
    """A service said no, and why."""


class Client:
    """A service, or the gateway before all of them."""

    def __init__(self, url: str, token: str = "") -> None:
        """Take where it is, and an administrator's token for what others may not do."""
        self.url, self.headers = url.rstrip("/"), {"X-Consumer": "crud-client"}
        if token:
            self.headers["Authorization"] = f"Bearer {token}"

    def register(self, **account: str) -> str:
        """Open an account; return the message."""
        return str(self._ask("POST", "/register", account, reason="error")["message"])

    def products(self) -> list[dict[str, Any]]:
        """List all products."""
        return [_product(each) for each in self._ask("GET", "/products")["products"]]

    def product(self, product_id: int) -> dict[str, Any]:
        """Return one product."""
        return _product(self._ask("GET", f"/products/{product_id}"))

    def create(self, **product: object) -> tuple[str, dict[str, Any]]:
        """Add a product; return the message and the product."""
        document = self._ask("POST", "/products", product)
        return document["message"], _product(document["product"])

    def update(self, product_id: int, **changes: object) -> tuple[str, dict[str, Any]]:
        """Change a product; return the message and the product."""
        document = self._ask("PUT", f"/products/{product_id}", changes)
        return document["message"], _product(document["product"])

    def delete(self, product_id: int) -> str:
        """Delete a product; return the message."""
        return str(self._ask("DELETE", f"/products/{product_id}")["message"])

    def _ask(
        self, method: str, path: str, document: Any = None, reason: str = "message"
    ) -> Any:
        answer = requests.request(
            method, self.url + path, json=document, headers=self.headers, timeout=5
        )
        answered = answer.json()
        if not answer.ok:
            raise Refused(f"{answer.status_code} {answered[reason]}")
        return answered


def _product(document: dict[str, Any]) -> dict[str, Any]:
    return {name: document[name] for name in PRODUCT}
