"""Somebody at the shop for the length of one scene: a page, and a session behind it.

What only leads to a scene goes over HTTP, which is quick; what is to be seen is done
with the page, in the words of the browser tests.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import APIResponse, Locator, Page, expect

from e2e.shopping import HOME, PASSWORD, Shopper
from tools.gallery.keeper import Keeper
from tools.gallery.vault import Vault

_TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')
_NUMBER = re.compile(r"/orders/([0-9A-Z-]+)")
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

    @property
    def vault(self) -> Vault:
        """Where the storefront keeps the session of this visitor."""
        return Vault.of(self.keeper.shop, self.page.context)

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

    def answer_bank(self, answer: str) -> None:
        """Say yes or no on the page of the bank, to which the order's page leads."""
        link = self.page.get_by_role("link", name="Confirm with your bank")
        address = link.get_attribute("href")
        self.page.context.request.post(str(address), form={"answer": answer})

    def sign_up(self) -> None:
        """Open an account and be signed in."""
        account = {
            "username": self.name,
            "email": f"{self.name}@example.org",
            "password": PASSWORD,
        }
        self.send("/register", account, "/register")
        # Nobody is to see the greeting later, on another page.
        self.read("/help")

    def put_in(self, *slugs: str, quantity: int = 1) -> None:
        """Put packets into the basket, as the script of a page does."""
        for slug in slugs:
            packets = {"product_id": self.keeper.id_of(slug), "quantity": quantity}
            self.send("/basket/add", packets)

    def place_order(self, *slugs: str, method: str = "tok_ok") -> str:
        """Buy packets; tell the number of the order."""
        self.put_in(*slugs)
        hidden = dict(_FIELD.findall(self.read("/checkout")))
        seen = {"delivery": "standard", "method": method}
        answer = self.send("/checkout", hidden | _ADDRESS | seen, script=False)
        found = _NUMBER.search(answer.url)
        if not found:
            raise NotThere(f"No order was placed: that led to {answer.url}.")
        return found[1]

    def read(self, path: str) -> str:
        """Read a page without showing it."""
        return str(self.page.context.request.get(path).text())

    def send(
        self,
        path: str,
        form: Mapping[str, Any],
        page: str = "/help",
        *,
        script: bool = True,
    ) -> APIResponse:
        """Send a form, its token taken from a page; raise `NotThere` when refused."""
        answer = self.attempt(path, form, page, script=script)
        if not answer.ok:
            raise NotThere(f"POST {path} was answered with {answer.status}.")
        return answer

    def attempt(
        self,
        path: str,
        form: Mapping[str, Any],
        page: str = "/help",
        *,
        script: bool = True,
    ) -> APIResponse:
        """Send a form that may be refused."""
        token = _TOKEN.search(self.read(page))
        fields = {"csrf_token": token[1] if token else "", **form}
        headers = {"Origin": self.keeper.shop.url}
        if script:
            headers["HX-Request"] = "true"
        return self.page.context.request.post(path, form=fields, headers=headers)
