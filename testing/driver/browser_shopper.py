"""A shopper in a browser: what people do in the shop, as methods without assertions."""

import time
from dataclasses import dataclass, field

from playwright.sync_api import BrowserContext, Locator, Page, Response
from requests.structures import CaseInsensitiveDict

from testing.driver.example_accounts import HOME, PASSWORD, account_of, new_name
from testing.driver.form_browser import FormBrowser, PageRequest, PageResponse
from testing.driver.form_shopper import FormShopper

ADDRESS_LABELS = {
    "Full name": HOME["name"],
    "Address": HOME["line1"],
    "Postcode": HOME["postcode"],
    "Town or city": HOME["city"],
}

# An order is settled within seconds, or something is wrong with the shop.
_PATIENCE = 20.0


class ContextBrowser(FormBrowser):
    """Sends forms with the cookies of a window, which nobody had to fill in."""

    def __init__(self, context: BrowserContext) -> None:
        """Take the context of the window, which knows the address of the shop."""
        self._context = context

    def ask(self, request: PageRequest) -> PageResponse:
        """Ask once, as the window would."""
        headers = dict(request.headers)
        # The window alone knows the whole address of a page.
        headers.pop("Referer", None)
        asked = self._context.request
        if request.fields is None:
            answer = asked.get(request.path, headers=headers, max_redirects=0)
        else:
            form = dict(request.fields)
            answer = asked.post(
                request.path, form=form, headers=headers, max_redirects=0
            )
        found = CaseInsensitiveDict(answer.headers)
        return PageResponse(answer.status, headers=found, text=answer.text())


def form_shopper(context: BrowserContext) -> FormShopper:
    """Return a session that sends forms beside an open window."""
    return FormShopper(ContextBrowser(context))


@dataclass
class Shopper:
    """Somebody with a browser and a name of their own."""

    page: Page
    name: str = field(default_factory=new_name)
    has_scripts: bool = field(init=False)

    def __post_init__(self) -> None:
        """Ask once: later on a script may be leaving the page that is asked."""
        question = "matchMedia('(scripting: enabled)').matches"
        self.has_scripts = bool(self.page.evaluate(question))

    def visit(self, path: str = "/") -> None:
        """Open a page of the shop."""
        self.page.goto(path)

    def register(self) -> None:
        """Open an account, which signs in."""
        self.visit("/register")
        self.fill_in_account()
        self.send("Create account")

    def fill_in_account(self) -> None:
        """Fill in who opens an account."""
        account = account_of(self.name)
        self.page.get_by_label("Username").fill(account["username"])
        self.page.get_by_label("E-mail").fill(account["email"])
        self.page.get_by_label("Password", exact=True).fill(account["password"])

    def sign_in(self, password: str = PASSWORD) -> None:
        """Sign in by name."""
        self.visit("/login")
        self.fill_in_sign_in(password)
        self.send("Sign in")

    def fill_in_sign_in(self, password: str = PASSWORD) -> None:
        """Fill in who signs in."""
        self.page.get_by_label("Username or e-mail").fill(self.name)
        self.page.get_by_label("Password", exact=True).fill(password)

    def send(self, button: str) -> None:
        """Press a button of the page's main part that brings another page."""
        main = self.page.get_by_role("main")
        self._press(main.get_by_role("button", name=button))

    def sign_out(self) -> None:
        """Sign out by the button at the foot of every page."""
        self._press(self.page.get_by_role("button", name="Sign out", exact=True))

    def search(self, words: str) -> None:
        """Look for something by its words, with the button."""
        self.visit()
        self.page.get_by_label("Search seeds").fill(words)
        self._press(self.page.get_by_role("button", name="Search"))

    def type_search(self, words: str) -> None:
        """Look for something by typing alone, on a page that has the field."""
        self.page.get_by_label("Search seeds").press_sequentially(words)

    def add(self, name: str = "") -> None:
        """Put a packet into the basket: the one of this name, or the first in sight."""
        button = self.page.get_by_role("button", name=f"Add to basket {name}".strip())
        with self.page.expect_response("**/basket/add"):
            button.first.click()

    def open_basket(self) -> None:
        """Go to the basket."""
        self.page.get_by_role("link", name="Basket").first.click()

    def want(self, quantity: int | str, name: str = "") -> None:
        """Set the quantity of a packet in the basket, and leave the field."""
        field = self.page.get_by_label(f"Packets of {name}".strip())
        # As people do: not every browser lets a program overwrite a number.
        field.press("ControlOrMeta+a")
        field.press_sequentially(str(quantity))
        with self.page.expect_response("**/basket/items/*"):
            field.press("Enter")

    def go_to_checkout(self) -> None:
        """Go from the basket to the checkout."""
        self.open_basket()
        self.page.get_by_role("link", name="Go to checkout").click()

    def fill_in_address(self) -> None:
        """Fill in the delivery address."""
        for label, text in ADDRESS_LABELS.items():
            self.page.get_by_label(label, exact=True).fill(text)
        self.page.get_by_label("Country").select_option(HOME["country"])

    def pay_with(self, card: str) -> None:
        """Choose one of the test cards, some of which lie at the back."""
        choice = self.page.get_by_label(card)
        if not choice.is_visible():
            self.page.get_by_text("Cards with more trouble").click()
        choice.check()

    def agree(self) -> None:
        """Agree to the total, and see what the shop shows at once."""
        self._press(self.page.get_by_role("button", name="Place order"))

    def place_order(self) -> None:
        """Agree to the total, and look again where no script does."""
        self.agree()
        self.follow()

    def follow(self) -> None:
        """Press "Check again" until an order is settled, where no script asks."""
        if self.has_scripts:
            return
        deadline = time.monotonic() + _PATIENCE
        again = self.page.get_by_role("link", name="Check again")
        while again.is_visible() and time.monotonic() < deadline:
            self._press(again)

    def cancel_order(self) -> None:
        """Call the order off whose page is open."""
        self._press(self.page.get_by_role("link", name="Cancel this order"))
        self._press(self.page.get_by_role("button", name="Cancel this order"))

    def buy(self, name: str) -> None:
        """Buy one packet, from the shelf to the order."""
        self.search(name)
        self.add(name)
        self.go_to_checkout()
        self.fill_in_address()
        self.place_order()

    def _press(self, button: Locator) -> None:
        """Press a button that brings another page, and wait for that page.

        A navigation is not waited for: htmx notes the address anew after each answer,
        which counts as one.
        """
        with self.page.expect_response(_is_page) as answer:
            button.click()
        # Once its last byte is here, the page is another one.
        answer.value.body()
        self.page.wait_for_load_state()


def _is_page(answer: Response) -> bool:
    is_final = not 300 <= answer.status < 400
    return answer.request.is_navigation_request() and is_final
