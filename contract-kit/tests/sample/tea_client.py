"""The counter of a tea shop asks the tea-service what there is, and orders it."""

from dataclasses import dataclass
from typing import Any
from xml.etree import ElementTree

import requests

CONSUMER, PROVIDER = "counter", "tea-service"


class NoSuchTea(Exception):
    """The shelf does not have it."""


class SoldOut(Exception):
    """There is less of it than was wanted."""

    def __init__(self, left: int) -> None:
        """Take how many packets there are."""
        super().__init__(left)
        self.left = left


class NotSignedIn(Exception):
    """The token is not good."""


@dataclass(frozen=True)
class Tea:
    """A tea as the counter shows it."""

    name: str
    price: str
    is_loose: bool
    etag: str = ""


class TeaServiceClient:
    """Calls to tea-service."""

    def __init__(self, url: str, token: str = "") -> None:
        """Take the address of the service, and the token of whoever asks."""
        self._url = url
        self._headers = {"Authorization": f"Bearer {token}"} if token else {}

    def tea(self, slug: str, etag: str | None = None) -> Tea | None:
        """Look at one tea; None where it has not changed."""
        known = {"If-None-Match": etag} if etag else {}
        answer = self._asked("GET", f"/teas/{slug}", headers=known)
        if answer.status_code == 304:
            return None
        if answer.status_code == 404:
            raise NoSuchTea(slug)
        return _tea(answer.json(), answer.headers["ETag"])

    def teas(self, kind: str) -> list[Tea]:
        """List the teas of a kind."""
        answer = self._asked("GET", "/teas", params={"kind": kind})
        return [_tea(document) for document in answer.json()["teas"]]

    def names(self) -> list[str]:
        """Read all names from the XML list."""
        answer = self._asked("GET", "/teas.xml")
        names = ElementTree.fromstring(answer.text).iter("name")  # noqa: S314
        return [str(name.text) for name in names]

    def order(self, slug: str, packets: int) -> str:
        """Order some packets, and give where the order can be seen."""
        wanted = {"slug": slug, "packets": packets}
        answer = self._asked("POST", "/orders", json=wanted, headers=self._headers)
        if answer.status_code == 401:
            raise NotSignedIn
        if answer.status_code == 409:
            raise SoldOut(answer.json()["left"])
        return answer.headers["Location"]

    def is_paid(self, number: str) -> bool:
        """Ask whether an order has been paid."""
        path = f"/orders/{number}"
        answer = self._asked("GET", path, headers=self._headers)
        return bool(answer.json()["state"] == "paid")

    def subscribe(self, email: str) -> None:
        """Subscribe an address to news."""
        self._asked("POST", "/news", data={"email": email}).raise_for_status()

    def _asked(self, method: str, path: str, **request: Any) -> requests.Response:
        return requests.request(method, self._url + path, timeout=2, **request)


def _tea(document: dict[str, Any], etag: str = "") -> Tea:
    return Tea(document["name"], document["price"], document["loose"], etag)
