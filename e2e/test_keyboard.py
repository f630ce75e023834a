"""The shop with keys alone: everything can be reached, and the focus is never lost."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from e2e.browsers import with_movement
from testing.driver.administrator import Administrator, Packet
from testing.driver.browser_shopper import ADDRESS_LABELS, Shopper
from testing.driver.example_accounts import PASSWORD

pytestmark = with_movement

# More than any page has on the way to anything.
_MOST_STEPS = 90
_NAME_OF_FOCUSED = """() => {
  const it = document.activeElement;
  const label = it.labels?.[0]?.textContent || it.getAttribute("aria-label");
  return [it.localName, (label || it.textContent).replace(/\\s+/g, " ").trim()];
}"""
_IS_SEEN = """() => {
  const { activeElement: it } = document;
  const box = it.getBoundingClientRect();
  const top = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return it.contains(top) || top?.contains(it) || it.labels?.[0]?.contains(top);
}"""


@dataclass
class Keys:
    """Somebody without a mouse."""

    page: Page

    def go_to(self, kind: str, name: str) -> None:
        """Press Tab until something has the focus, and never meet nothing."""
        met = []
        for _ in range(_MOST_STEPS):
            self.page.keyboard.press("Tab")
            found, called = self.page.evaluate(_NAME_OF_FOCUSED)
            met.append(f"{found} {called[:40]}")
            if found == kind and called.startswith(name):
                assert self.page.evaluate(_IS_SEEN), f"{met[-1]} is hidden"
                return
        raise AssertionError(f"No {kind} {name!r} by Tab, but:\n" + "\n".join(met))

    def type(self, words: str) -> None:
        """Type into what has the focus."""
        self.page.keyboard.type(words)

    def press(self, key: str) -> None:
        """Press one key."""
        self.page.keyboard.press(key)

    def open(self, key: str = "Enter") -> None:
        """Press a key that brings another page."""
        with self.page.expect_navigation():
            self.press(key)

    def has_focus(self) -> str:
        """Return what has the focus, which is never nothing."""
        return str(self.page.evaluate(_NAME_OF_FOCUSED)[0])


@pytest.fixture
def keys(page: Page) -> Keys:
    return Keys(page)


@pytest.fixture
def packet(administrator: Administrator) -> Packet:
    return administrator.add_product(price="2.40")


def test_newcomer_registers_finds_adds_and_buys_with_keys_alone(
    keys: Keys, guest: Shopper, packet: Packet
) -> None:
    page = keys.page
    guest.visit("/register")
    keys.go_to("input", "Username")
    keys.type(guest.name)
    keys.go_to("input", "E-mail")
    keys.type(f"{guest.name}@example.org")
    keys.go_to("input", "Password")
    keys.type(PASSWORD)
    keys.open()
    expect(page.get_by_text("Welcome to Furrow")).to_be_visible()

    keys.go_to("input", "Search seeds")
    keys.type(packet.name)
    expect(page.get_by_role("region", name="Seeds")).to_contain_text(packet.name)
    keys.go_to("button", f"Add to basket {packet.name}")
    keys.press("Space")
    expect(page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()
    assert keys.has_focus() == "button"

    guest.visit("/basket")
    keys.go_to("a", "Go to checkout")
    keys.open()
    for label, text in ADDRESS_LABELS.items():
        keys.go_to("input", label)
        keys.type(text)
    keys.go_to("select", "Country")
    keys.type("United Kingdom")
    keys.go_to("button", "Place order")
    keys.open()

    thanks = page.get_by_role("heading", name="Thank you for your order")
    expect(thanks).to_be_focused()


def test_first_key_skips_to_the_main_part(keys: Keys, guest: Shopper) -> None:
    guest.visit()

    keys.go_to("a", "Skip to the main part")
    keys.press("Enter")

    expect(keys.page.get_by_role("main")).to_be_focused()
    keys.press("Tab")
    inside = "document.querySelector('main').contains(document.activeElement)"
    assert keys.page.evaluate(inside)


def test_basket_keeps_the_focus_through_every_change(
    keys: Keys, guest: Shopper, packet: Packet
) -> None:
    page = keys.page
    guest.visit(packet.path)
    guest.add()
    guest.visit("/basket")

    keys.go_to("input", f"Packets of {packet.name}")
    keys.press("ArrowUp")
    keys.press("Tab")
    expect(page.get_by_role("link", name="Basket, 2 packets")).to_be_visible()
    assert keys.has_focus() == "button"
    keys.go_to("button", f"Remove {packet.name}")
    keys.press("Enter")

    notice = page.get_by_role("status").filter(has_text="is out of your basket")
    expect(notice).to_be_focused()
    keys.go_to("button", "Put it back")
