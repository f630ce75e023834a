"""Somebody at the shop for the length of one state: a page, and a session behind it.

What only leads to a state goes over HTTP, which is quick; what is to be seen is done
with the page, in the words of the browser tests.
"""

from contextlib import nullcontext
from dataclasses import dataclass

from playwright.sync_api import Locator, Page, expect

from testing.driver.administrator import Administrator, sign_in
from testing.driver.browser_shopper import Shopper, form_shopper
from testing.driver.example_accounts import PASSWORD
from testing.driver.form_browser import FormBrowser
from testing.driver.form_shopper import FormShopper
from testing.driver.lenient_http_client import ApiClient
from testing.driver.session_tampering import SessionDatabase
from tools.shop import RunningShop

_ANOTHER_BROWSER = "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Firefox/140.0"


class NotReached(AssertionError):
    """The shop did something else than the state expects."""


@dataclass(frozen=True)
class Visitor:
    """A visitor of an open shop, with its administrator at hand."""

    page: Page
    shop: RunningShop
    administrator: Administrator
    name: str

    @property
    def shopper(self) -> Shopper:
        """What people do with the page, as verbs."""
        return Shopper(self.page, self.name)

    @property
    def forms(self) -> FormShopper:
        """What happens before, over HTTP, with the cookies of the page."""
        return form_shopper(self.page.context)

    @property
    def browser(self) -> FormBrowser:
        """Any form that may be sent beside the page."""
        return self.forms.browser

    @property
    def main(self) -> Locator:
        """The main part of the page."""
        return self.page.get_by_role("main")

    @property
    def sessions(self) -> SessionDatabase:
        """Where the storefront keeps the session of this visitor."""
        return SessionDatabase.of(self.shop, self.page.context)

    def open(self, path: str) -> None:
        """Open a page."""
        self.page.goto(path)

    def press(self, name: str, *, asks: str = "") -> None:
        """Press a button of the main part, and wait for the answer to what it asks."""
        button = self.main.get_by_role("button", name=name).first
        with self.page.expect_response(asks) if asks else nullcontext():
            button.click()

    def sees(self, words: str, patience: int = 10) -> None:
        """Wait until words stand in the page."""
        expect(self.page.locator("body")).to_contain_text(
            words, timeout=patience * 1000
        )

    def answer_bank(self, answer: str) -> None:
        """Answer yes or no on the page of the bank, to which the order's page leads."""
        link = self.page.get_by_role("link", name="Confirm with your bank")
        address = link.get_attribute("href")
        self.page.context.request.post(str(address), form={"answer": answer})

    def sign_up(self) -> None:
        """Open an account and be signed in."""
        self.forms.register(self.name)
        # Nobody is to see the greeting later, on another page.
        self.browser.open("/help")

    def sign_in_elsewhere(self) -> str:
        """Sign in as if from another browser; return the token."""
        users = self.shop.services["user-service"]
        return sign_in(users, self.name, PASSWORD, _ANOTHER_BROWSER)

    def sign_out_everywhere(self) -> None:
        """Sign every other browser out, from yet another one."""
        client = ApiClient(self.shop.services["user-service"], self.sign_in_elsewhere())
        client.ask("DELETE", "/api/user/sessions")
        client.close()
