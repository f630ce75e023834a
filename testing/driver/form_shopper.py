"""Shop by sending forms: what happens before a story begins, done in no time."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from testing.driver.example_accounts import HOME, PASSWORD, account_of
from testing.driver.form_browser import FormBrowser, NotServed

_TOO_MANY = (
    "The shop opens no more accounts for this network. Where the browser tests run"
    " against it, let it trust their address (TRUSTED_PROXIES), or raise"
    " REGISTRATIONS_PER_HOUR."
)


@dataclass(frozen=True)
class FormShopper:
    """A shopper who acts with the cookies of one browser."""

    browser: FormBrowser

    def register(self, name: str, **details: str) -> None:
        """Open an account, which signs in."""
        page, account = "/register", account_of(name) | details
        fields = self.browser.fields(page, page) | account
        answer = self.browser.send(page, page, fields, follow=False)
        if answer.status != 303:
            is_limited = answer.status == 429
            raise NotServed(_TOO_MANY if is_limited else answer.page.text[:600])

    def sign_in(self, name: str, password: str = PASSWORD) -> None:
        """Sign somebody in who has an account."""
        account = {"username": name, "password": password}
        self.browser.submit("/login", "/login", account, status=303)

    def try_to_sign_in(self, name: str, password: str) -> int:
        """Send a name and a password; return the status of the answer."""
        fields = self.browser.fields("/login", "/login")
        fields |= {"username": name, "password": password}
        return self.browser.send("/login", "/login", fields).status

    def add(self, *slugs: str, quantity: int = 1) -> None:
        """Put packets into the basket, without a notice on the next page."""
        for slug in slugs:
            page, wanted = f"/product/{slug}", {"quantity": str(quantity)}
            self.browser.submit(page, "/basket/add", wanted, is_part=True)

    def check_out(self, card: str = "tok_ok", address: Mapping[str, str] = HOME) -> str:
        """Order what is in the basket; return the number of the order."""
        form = {**address, "delivery": "standard", "method": card}
        answer = self.browser.submit("/checkout", "/checkout", form, status=303)
        found = re.search(r"/orders/([0-9A-Z-]+)", answer.headers["Location"])
        if not found:
            raise NotServed(f"No order, but {answer.headers['Location']}.")
        return found[1]

    def buy(self, *slugs: str, card: str = "tok_ok") -> str:
        """Order one packet of each; return the number of the order."""
        self.add(*slugs)
        return self.check_out(card)
