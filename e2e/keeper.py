"""The administrator, who puts packets on the shelf and changes them by the API."""

import uuid
from dataclasses import dataclass, field
from typing import Any

import requests

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
# Whoever asks a service has to say who asks.
_WHO = {"X-Consumer": "e2e"}


class CannotSignIn(RuntimeError):
    """The administrator's name, password or the address of user-service is wrong."""


@dataclass(frozen=True)
class Packet:
    """A product of a test's own."""

    slug: str
    name: str

    @property
    def path(self) -> str:
        """Where its page is."""
        return f"/product/{self.slug}"


@dataclass(frozen=True)
class Keeper:
    """An administrator who is signed in at the services."""

    products: str
    orders: str
    token: str
    shelved: list[Packet] = field(default_factory=list)

    @classmethod
    def signed_in(
        cls, users: str, products: str, orders: str, name: str, password: str
    ) -> "Keeper":
        """Sign the administrator in, or say what is wrong."""
        form = {"username": name, "password": password}
        where = f"{users}/api/user/login"
        answer = requests.post(where, json=form, headers=_WHO, timeout=10)
        if not answer.ok:
            raise CannotSignIn(
                f"The administrator {name!r} cannot sign in: {where} answered"
                f" {answer.status_code}. See SHOP_ADMIN_USER, SHOP_ADMIN_PASSWORD and"
                " SHOP_USERS_URL in docs/qa.md."
            )
        return cls(products, orders, answer.json()["token"])

    def put_on_shelf(
        self, price: str = "2.40", quantity: int = 50, **details: object
    ) -> Packet:
        """Put new packets on the shelf, with a name that nothing else has."""
        name = f"Teapot {uuid.uuid4().hex[:8]}"
        product = _PACKET | {"name": name, "price": price, "quantity": quantity}
        added = self._ask("POST", f"{self.products}/api/products", product | details)
        packet = Packet(added["result"]["slug"], name)
        self.shelved.append(packet)
        return packet

    def clear_away(self) -> None:
        """Take every packet that was put on the shelf off sale again."""
        while self.shelved:
            place = self._place_of(self.shelved.pop())
            self._ask("DELETE", place, headers={"If-Match": "*"})

    def change(self, packet: Packet, **changes: object) -> None:
        """Change a product, as it is at this moment."""
        seen = self._look_at(packet).headers["ETag"]
        self._ask("PATCH", self._place_of(packet), changes, {"If-Match": seen})

    def left_of(self, packet: Packet) -> int:
        """Count the packets that can still be sold."""
        return int(self._look_at(packet).json()["result"]["quantity"])

    def ship(self, number: str) -> None:
        """Post the parcel of an order."""
        self._ask("POST", f"{self.orders}/api/order/{number}/ship")

    def deliver(self, number: str) -> None:
        """Note that a parcel has arrived."""
        self._ask("POST", f"{self.orders}/api/order/{number}/deliver")

    def _look_at(self, packet: Packet) -> requests.Response:
        return requests.get(self._place_of(packet), headers=_WHO, timeout=10)

    def _place_of(self, packet: Packet) -> str:
        return f"{self.products}/api/product/{packet.slug}"

    def _ask(
        self,
        method: str,
        where: str,
        body: object = None,
        headers: dict[str, str] | None = None,
    ) -> Any:
        told = {"Authorization": f"Bearer {self.token}", **_WHO, **(headers or {})}
        answer = requests.request(method, where, json=body, headers=told, timeout=10)
        answer.raise_for_status()
        return answer.json()
