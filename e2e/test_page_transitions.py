"""Pages flow into each other, without a script; not for whom that makes dizzy."""

import pytest
from playwright.sync_api import Page, expect

from e2e.browsers import with_movement

_REMEMBER = """addEventListener("pagereveal", (event) => {
  window.flowed = Boolean(event.viewTransition);
})"""


@pytest.fixture
def shelf(page: Page) -> Page:
    page.add_init_script(_REMEMBER)
    page.goto("/?category=herbs")
    return page


def open_first_packet(shelf: Page) -> None:
    seeds = shelf.get_by_role("region", name="Seeds")
    seeds.get_by_role("listitem").get_by_role("link").first.click()
    expect(shelf.get_by_label("Packets")).to_be_visible()


@with_movement
def test_packet_flows_from_the_shelf_to_its_page(shelf: Page) -> None:
    open_first_packet(shelf)

    # Not every browser can; where it can, it does.
    can_flow = shelf.evaluate("'onpagereveal' in window")
    assert shelf.evaluate("window.flowed ?? false") == can_flow


def test_whoever_asks_for_little_movement_gets_none(shelf: Page) -> None:
    open_first_packet(shelf)

    assert not shelf.evaluate("window.flowed")
    assert shelf.evaluate("document.getAnimations().length") == 0
