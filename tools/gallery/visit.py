"""Somebody at the shop for the length of one scene: a page, and a session behind it.

What only leads to a scene goes over HTTP, which is quick; what is to be seen is done
with the page, in the words of the browser tests.
"""

import re
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Locator, Page, expect

from e2e.shopping import HOME, PASSWORD, Shopper
from tools.gallery.keeper import Keeper

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_FIELD = re.compile(r'<input type="hidden" name="([a-z_]+)" value="([^"]*)"')
_ADDRESS = {
    "name": HOME["Full name"],
    "line1": HOME["Address"],
    "postcode": HOME["Postcode"],
    "city": HOME["Town or city"],
    "country": "GB",
}


class NotThere(AssertionError):
    """The shop did something else than the scene says."""


@dataclass(frozen=True)
class Visit:
    """A visitor, with the keeper of the shop at hand."""

    page: Page
    keeper: Keeper
    name: str

    @property
    def shopper(self) -> Shopper:
        """What people do with the page, as verbs."""
        return Shopper(self.page, self.name)

    @property
    def main(self) -> Locator:
        """The main part of the page."""
        return self.page.get_by_role("main")

    def open(self, path: str) -> None:
        """Open a page."""
        self.page.goto(path)

    def press(self, name: str) -> None:
        """Press a button of the main part."""
        self.main.get_by_role("button", name=name).first.click()

    def sees(self, words: str, patience: int = 10) -> None:
        """Wait until words stand in the page."""
        expect(self.page.locator("body")).to_contain_text(
            words, timeout=patience * 1000
        )

    def sign_up(self) -> None:
        """Open an account and be signed in."""
        account = {
            "username": self.name,
            "email": f"{self.name}@example.org",
            "password": PASSWORD,
        }
        self.send("/register", account, "/register")

    def put_in(self, *slugs: str, quantity: int = 1) -> None:
        """Put packets into the basket."""
        for slug in slugs:
            packets = {"product_id": self.keeper.id_of(slug), "quantity": quantity}
            self.send("/basket/add", packets)

    def place_order(self, *slugs: str, method: str = "tok_ok") -> str:
        """Buy packets; tell the address of the order."""
        self.put_in(*slugs)
        hidden = dict(_FIELD.findall(self.read("/checkout")))
        seen = {"delivery": "standard", "method": method}
        return self.send("/checkout", hidden | _ADDRESS | seen)

    def read(self, path: str) -> str:
        """Read a page without showing it."""
        return str(self.page.context.request.get(path).text())

    def send(self, path: str, form: dict[str, Any], page: str = "/help") -> str:
        """Send a form, its token taken from a page; tell where that leads."""
        token = _TOKEN.search(self.read(page))
        fields = {"csrf_token": token[1] if token else ""} | form
        answer = self.page.context.request.post(
            path, form=fields, headers={"Origin": self.keeper.shop.url}
        )
        if not answer.ok:
            raise NotThere(f"POST {path} was answered with {answer.status}.")
        return str(answer.url).removeprefix(self.keeper.shop.url)
