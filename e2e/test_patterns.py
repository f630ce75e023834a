"""The page of patterns: what holds for each part of the shop holds here for all."""

from collections.abc import Callable
from typing import Literal

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Page, expect

pytestmark = pytest.mark.local

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_patterns_have_no_barriers(
    page: Page, scheme: Literal["light", "dark"]
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto("/patterns")

    found = Axe().run(page, options={"runOnly": RULES})

    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 768])
def test_patterns_scroll_in_one_direction_only(
    new_context: Callable[..., BrowserContext], width: int
) -> None:
    page = new_context(viewport={"width": width, "height": 700}).new_page()

    page.goto("/patterns")

    expect(page.get_by_role("heading", name="Patterns", level=1)).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
