"""Whoever keeps the shop: changes what is on its shelves, and sends parcels off."""

from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import requests

from tools.shop import RunningShop

_SECONDS = 10
_ANOTHER_BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"


@dataclass(frozen=True)
class Keeper:
    """The administrator, who works with the APIs of the services."""

    shop: RunningShop
    _ids: dict[str, int] = field(default_factory=dict)

    def id_of(self, slug: str) -> int:
        """Tell the number of a product, which never changes."""
        if slug not in self._ids:
            self._ids[slug] = int(self._product(slug).json()["result"]["id"])
        return self._ids[slug]

    def put_on_shelf(self, **details: object) -> str:
        """Put new packets on the shelf; tell the name in their address."""
        added = self._ask("product-service", "POST", "/api/products", details)
        return str(added.json()["result"]["slug"])

    def change(self, slug: str, **changes: object) -> None:
        """Change a product, as it is at this moment."""
        version = {"If-Match": self._product(slug).headers["ETag"]}
        path = f"/api/product/{slug}"
        self._ask("product-service", "PATCH", path, changes, version)

    def send_off(self, number: str) -> None:
        """Note that an order is on its way."""
        self._ask("order-service", "POST", f"/api/order/{number}/ship")

    def deliver(self, number: str) -> None:
        """Note that an order has arrived."""
        self.send_off(number)
        self._ask("order-service", "POST", f"/api/order/{number}/deliver")

    def sign_in(self, name: str, password: str) -> str:
        """Sign somebody in as if from another browser; tell the token."""
        form = {"username": name, "password": password}
        login = requests.post(
            f"{self.shop.services['user-service']}/api/user/login",
            json=form,
            headers={"User-Agent": _ANOTHER_BROWSER},
            timeout=_SECONDS,
        )
        login.raise_for_status()
        return str(login.json()["token"])

    def sign_out_everywhere(self, name: str, password: str) -> None:
        """Let somebody sign every other browser out, from yet another one."""
        token = self.sign_in(name, password)
        requests.delete(
            f"{self.shop.services['user-service']}/api/user/sessions",
            headers={"Authorization": f"Bearer {token}"},
            timeout=_SECONDS,
        ).raise_for_status()

    def _product(self, slug: str) -> requests.Response:
        return self._ask("product-service", "GET", f"/api/product/{slug}")

    @cached_property
    def _token(self) -> str:
        return self.sign_in(self.shop.administrator, self.shop.password)

    def _ask(
        self,
        service: str,
        method: str,
        path: str,
        body: Any = None,
        headers: dict[str, str] | None = None,
    ) -> requests.Response:
        answer = requests.request(
            method,
            self.shop.services[service] + path,
            json=body,
            headers={"Authorization": f"Bearer {self._token}", **(headers or {})},
            timeout=_SECONDS,
        )
        answer.raise_for_status()
        return answer
