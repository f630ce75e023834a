"""What happened before a story begins, done in no time: by HTTP, through the forms.

A shopper who is not the subject of a test opens an account, fills a basket or buys like
this. The browser has the session afterwards, and nobody had to type.
"""

import re
from dataclasses import dataclass

from playwright.sync_api import APIResponse, BrowserContext

from e2e.forms import Form
from e2e.shopping import PASSWORD

_HOME = {
    "name": "Ada Lovelace",
    "line1": "12 St James Square",
    "postcode": "SW1Y 4JH",
    "city": "London",
    "country": "GB",
}
_TOO_MANY = (
    "The shop opens no more accounts for this network. Where the browser tests run"
    " against it, let it trust their address (TRUSTED_PROXIES), or raise"
    " REGISTRATIONS_PER_HOUR."
)


class ErrandFailed(AssertionError):
    """The shop did not do what every story takes for granted."""


@dataclass(frozen=True)
class Errands:
    """A shopper's errands, with the cookies of one browser."""

    context: BrowserContext

    def register(self, name: str) -> None:
        """Open an account, which signs in."""
        form = self._form("/register", "/register")
        form |= {"username": name, "email": f"{name}@example.org", "password": PASSWORD}
        answer = self._post("/register", form)
        if answer.status == 429:
            raise ErrandFailed(_TOO_MANY)
        self._demand(answer, 303)

    def sign_in(self, name: str) -> None:
        """Sign somebody in who has an account."""
        form = self._form("/login", "/login")
        form |= {"username": name, "password": PASSWORD}
        self._demand(self._post("/login", form), 303)

    def try_to_sign_in(self, account: dict[str, str]) -> int:
        """Send a name and a password, and tell the status of the answer."""
        form = self._form("/login", "/login") | account
        return self._post("/login", form).status

    def add(self, slug: str, quantity: int = 1) -> None:
        """Put packets into the basket."""
        form = self._form(f"/product/{slug}", "/basket/add")
        form["quantity"] = str(quantity)
        self._demand(self._post("/basket/add", form), 303)

    def agree(self, card: str = "tok_ok") -> str:
        """Order what is in the basket; tell the number of the order."""
        form = self._form("/checkout", "/checkout") | _HOME
        form |= {"delivery": "standard", "method": card}
        answer = self._post("/checkout", form)
        self._demand(answer, 303)
        found = re.search(r"/orders/([0-9A-Z-]+)", answer.headers["location"])
        if not found:
            raise ErrandFailed(f"No order, but {answer.headers['location']}.")
        return found[1]

    def buy(self, slug: str, card: str = "tok_ok") -> str:
        """Order one packet; tell the number of the order."""
        self.add(slug)
        return self.agree(card)

    def _form(self, page: str, action: str) -> dict[str, str]:
        answer = self.context.request.get(page)
        self._demand(answer, 200)
        form = Form.on(answer.text(), action)
        if not form.fields:
            raise ErrandFailed(f"There is no form for {action} at {answer.url}.")
        return form.fields

    def _post(self, path: str, form: dict[str, str]) -> APIResponse:
        # What a browser tells of a form that stands on a page of the shop.
        told = {"Sec-Fetch-Site": "same-origin"}
        return self.context.request.post(
            path, form=dict(form), headers=told, max_redirects=0
        )

    def _demand(self, answer: APIResponse, status: int) -> None:
        if answer.status != status:
            said = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", answer.text()))
            raise ErrandFailed(
                f"{answer.url} answered {answer.status}, not {status}: {said[:600]}"
            )
