import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.smoke


def test_front_page_shows_products(page: Page) -> None:
    page.goto("/")

    expect(page.get_by_role("heading", level=1)).to_have_count(1)
    expect(page.get_by_role("link", name=re.compile("[Bb]asket")).first).to_be_visible()
    expect(page.get_by_role("main").get_by_role("img").first).to_be_visible()


def test_front_page_works_without_javascript(page_without_script: Page) -> None:
    page_without_script.goto("/")

    links = page_without_script.get_by_role("main").get_by_role("link")
    expect(links.first).to_be_visible()


def test_shop_is_whole(page: Page) -> None:
    answer = page.request.get("/health")

    assert answer.status == 200
    assert set(answer.json()["services"].values()) == {True}
