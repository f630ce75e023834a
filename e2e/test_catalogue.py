import re

from playwright.sync_api import Page, expect

from e2e.shopping import Shopper


def test_search_answers_while_typing_and_can_be_shared(page: Page) -> None:
    page.goto("/")

    page.get_by_label("Search seeds").press_sequentially("tomato")

    expect(page).to_have_url(re.compile(r"q=tomato"))
    expect(page.get_by_role("region", name="Seeds")).to_contain_text("for “tomato”")
    page.go_back()
    expect(page.get_by_role("region", name="Seeds")).not_to_contain_text("for “tomato”")


def test_more_packets_are_appended(page: Page) -> None:
    page.goto("/")
    cards = page.locator("#cards > li")
    expect(cards).to_have_count(12)

    page.get_by_role("link", name="Show 12 more").click()

    expect(cards).to_have_count(24)


def test_more_packets_have_a_page_without_script(page_without_script: Page) -> None:
    page_without_script.goto("/")
    first = page_without_script.get_by_role("heading", level=2).first.inner_text()

    page_without_script.get_by_role("link", name="Show 12 more").click()

    expect(page_without_script.locator("#cards > li")).to_have_count(12)
    expect(page_without_script.locator("#cards")).not_to_contain_text(first)


def test_nothing_found_shows_a_way_on(page: Page) -> None:
    Shopper(page).search("bulldozer")

    expect(page.get_by_role("main")).to_contain_text("bulldozer")
    expect(page.get_by_role("link", name="look at everything")).to_be_visible()


def test_adding_is_said_and_counted_without_leaving(page: Page) -> None:
    page.goto("/")
    button = page.get_by_role("button", name="to basket").first

    button.click()

    expect(page.get_by_role("link", name="Basket, 1 packet")).to_be_visible()
    expect(page.locator("#announcement")).to_contain_text("1 packet added")
    expect(button).to_be_focused()


def test_double_click_adds_once(page: Page) -> None:
    page.goto("/")

    page.get_by_role("button", name="to basket").first.dblclick()

    expect(page.locator("#announcement")).to_contain_text("1 packet added")
    page.goto("/basket")
    expect(page.get_by_label("Packets of")).to_have_value("1")


def test_every_picture_is_drawn(page: Page) -> None:
    page.goto("/")
    pictures = page.locator("#cards img")

    for picture in pictures.all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("picture => picture.naturalWidth") > 0
        assert picture.get_attribute("alt")
