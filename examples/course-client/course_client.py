"""The public course's client, as others still run it: forms, a `Basic` key, messages.

It knows nothing of this shop but its API tables. Its contracts hold the services to
what it reads, so that nobody breaks it without noticing.
"""

from typing import Any
from xml.etree import ElementTree

import requests

XML = "application/xml"
USER = ("id", "username", "email", "first_name", "last_name")
PRODUCT = ("id", "name", "slug", "price", "image")
ITEM = ("product", "quantity")

Read = dict[str, Any]


class Refused(Exception):
    """A service said no, and why."""

    def __init__(self, status: int, message: str) -> None:
        """Take the status and the message of the answer."""
        super().__init__(f"{status} {message}")
        self.message = message


class Client:
    """One service, asked by the holder of a key or by anybody."""

    def __init__(self, url: str, api_key: str = "") -> None:
        """Take the service's address, and the key of a log-in."""
        self.url, self.api_key = url.rstrip("/"), api_key

    def ask(self, method: str, path: str, form: Any = None, accept: str = "*/*") -> Any:
        """Send a form or nothing, and read the document of the answer."""
        # Learnt since: to name the caller. No contract of its own asks for this.
        headers = {"Accept": accept, "X-Consumer": "course-client"}
        if self.api_key:
            headers["Authorization"] = f"Basic {self.api_key}"
        answer = requests.request(
            method, self.url + path, data=form, headers=headers, timeout=5
        )
        document = _document(answer)
        if not answer.ok:
            raise Refused(answer.status_code, document["message"])
        return document


class UserClient(Client):
    """Accounts and log-ins."""

    def create(self, **form: str) -> tuple[str, Read]:
        """Open an account; read the message and the account."""
        document = self.ask("POST", "/api/user/create", form)
        return document["message"], _members(USER, document["result"])

    def log_in(self, username: str, password: str) -> str:
        """Get a key, and call with it from now on; read the message."""
        form = {"username": username, "password": password}
        document = self.ask("POST", "/api/user/login", form)
        self.api_key = document["api_key"]
        return str(document["message"])

    def log_out(self) -> str:
        """End the log-in, and the key with it; read the message."""
        return str(self.ask("POST", "/api/user/logout")["message"])

    def account(self) -> Read:
        """Read the own account."""
        return _members(USER, self.ask("GET", "/api/user")["result"])

    def account_in_xml(self) -> Read:
        """Read the own account from XML."""
        return _members(USER, self.ask("GET", "/api/user", accept=XML)["result"])

    def exists(self, username: str) -> bool:
        """Ask whether somebody has a username."""
        try:
            return bool(self.ask("GET", f"/api/user/{username}/exists")["result"])
        except Refused as refused:
            # Any other 404 means that the address is wrong, not that the name is free.
            if refused.message != "Cannot find username":
                raise
            return False


class ProductClient(Client):
    """The catalogue."""

    def products(self) -> list[Read]:
        """List what is for sale."""
        found = self.ask("GET", "/api/products")["results"]
        return [_members(PRODUCT, product) for product in found]

    def product(self, slug: str) -> Read:
        """Read one product."""
        return _members(PRODUCT, self.ask("GET", f"/api/product/{slug}")["result"])

    def product_in_xml(self, slug: str) -> Read:
        """Read one product from XML."""
        document = self.ask("GET", f"/api/product/{slug}", accept=XML)
        return _members(PRODUCT, document["result"])

    def create(self, **form: str) -> tuple[str, Read]:
        """Add a product, as administrators may; read the message and the product."""
        document = self.ask("POST", "/api/product/create", form)
        return document["message"], _members(PRODUCT, document["product"])


class OrderClient(Client):
    """The cart, which is an open order, and its checkout."""

    def order(self) -> tuple[str, Read]:
        """Read the cart; there is a message only when nothing is in it."""
        return _order(self.ask("GET", "/api/order"))

    def order_in_xml(self) -> tuple[str, Read]:
        """Read the cart from XML."""
        return _order(self.ask("GET", "/api/order", accept=XML))

    def add_item(self, product_id: int, qty: int = 1) -> tuple[str, Read]:
        """Put some of a product into the cart."""
        form = {"product_id": product_id, "qty": qty}
        return _order(self.ask("POST", "/api/order/add-item", form))

    def check_out(self) -> tuple[str, Read]:
        """Buy what is in the cart; no card and no address are sent."""
        return _order(self.ask("POST", "/api/order/checkout"))


def _document(answer: requests.Response) -> Any:
    if "xml" not in answer.headers["Content-Type"]:
        return answer.json()
    return _tree(ElementTree.fromstring(answer.content))  # noqa: S314 - of our own shop  # nosec B314


def _tree(element: ElementTree.Element) -> Any:
    """Read XML as if it were JSON in which everything is text."""
    if element.find("item") is not None:
        return [_tree(child) for child in element]
    return {child.tag: _tree(child) for child in element} or element.text or ""


def _members(names: tuple[str, ...], document: Read) -> Read:
    return {name: document[name] for name in names}


def _order(document: Read) -> tuple[str, Read]:
    order = _members(("user_id", "is_open", "items"), document["result"])
    items = [_members(ITEM, item) for item in order["items"]]
    return document.get("message", ""), order | {"items": items}
