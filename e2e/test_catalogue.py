import re
from collections.abc import Callable

from playwright.sync_api import BrowserContext, Locator, Page, expect

from testing.driver.browser_shopper import Shopper


def shelf(page: Page) -> Locator:
    return page.get_by_role("region", name="Seeds")


def cards(page: Page) -> Locator:
    return shelf(page).get_by_role("listitem")


def test_search_answers_while_typing_and_can_be_shared(
    guest: Shopper, new_context: Callable[..., BrowserContext]
) -> None:
    page = guest.page
    guest.visit()

    guest.type_search("tomato")

    expect(page).to_have_url(re.compile(r"q=tomato"))
    expect(shelf(page)).to_contain_text("for “tomato”")
    friend = new_context().new_page()
    friend.goto(page.url)
    expect(friend.get_by_label("Search seeds")).to_have_value("tomato")
    assert cards(friend).all_inner_texts() == cards(page).all_inner_texts()


def test_back_leads_out_of_a_search_at_once(guest: Shopper) -> None:
    page = guest.page
    guest.visit()
    front = page.get_by_role("heading", level=1).inner_text()
    before = page.evaluate("history.length")
    for end in range(1, len("tomato") + 1):
        # A slow typist: each letter is answered before the next.
        guest.type_search("tomato"[end - 1 : end])
        expect(shelf(page)).to_contain_text(f"“{'tomato'[:end]}”")
    assert page.evaluate("history.length") == before + 1

    page.go_back()

    expect(page.get_by_role("heading", level=1)).to_have_text(front)
    expect(page.get_by_label("Search seeds")).to_have_value("")
    expect(page).to_have_url(re.compile("/$"))


def test_heading_title_and_shelf_follow_a_search(guest: Shopper) -> None:
    page = guest.page
    guest.visit()
    links = page.get_by_role("navigation", name="Shelves")
    name = links.get_by_role("link").last.inner_text()

    guest.type_search("basil")

    expect(page.get_by_role("heading", level=1)).to_have_text("Seeds for “basil”")
    expect(page).to_have_title("Seeds for “basil” – Furrow")
    expect(page.get_by_label("Search seeds")).to_be_focused()
    chosen = page.get_by_role("option", name=name).get_attribute("value")
    page.get_by_label("Category", exact=True).select_option(chosen)
    expect(page.get_by_role("heading", level=1)).to_have_text(name)
    expect(page).to_have_title(f"{name} – Furrow")
    expect(links.locator("[aria-current=page]")).to_have_text(name)


def test_place_where_the_count_is_announced_stays(guest: Shopper) -> None:
    guest.visit()
    place = shelf(guest.page).get_by_role("status").element_handle()

    guest.type_search("basil")

    expect(shelf(guest.page)).to_contain_text("for “basil”")
    assert place.evaluate("place => place.isConnected && place.textContent").endswith(
        "for “basil”"
    )


def test_number_of_kinds_is_announced(guest: Shopper) -> None:
    guest.visit()

    guest.type_search("basil")

    found = shelf(guest.page).get_by_role("status")
    expect(found).to_contain_text("for “basil”")
    expect(found).to_contain_text(
        re.compile(rf"^{cards(guest.page).count()} kinds? of")
    )


def test_shelf_shows_its_own_kind_alone(guest: Shopper) -> None:
    page = guest.page
    guest.visit()

    page.get_by_label("Category").select_option("herbs")

    expect(page).to_have_url(re.compile("category=herbs"))
    page.get_by_role("navigation", name="Shelves").get_by_role("link").last.click()
    chosen = page.get_by_role("navigation", name="Shelves").locator("[aria-current]")
    expect(page.get_by_role("heading", level=1)).to_have_text(chosen.inner_text())


def test_cheapest_comes_first_where_asked(guest: Shopper) -> None:
    page = guest.page
    guest.visit("/?q=tomato")

    with page.expect_response(re.compile("sort=price")):
        page.get_by_label("Sort by").select_option("Price, low to high")

    expect(page).to_have_url(re.compile("(?=.*q=tomato)(?=.*sort=price)"))
    prices = [
        float(price.removeprefix("€"))
        for price in cards(page).get_by_text("€").all_inner_texts()
    ]
    assert len(prices) > 1
    assert prices == sorted(prices)


def test_more_packets_are_appended_and_the_first_has_the_focus(guest: Shopper) -> None:
    page = guest.page
    guest.visit()
    expect(cards(page)).to_have_count(12)

    page.get_by_role("link", name="Show 12 more").click()

    expect(cards(page)).to_have_count(24)
    expect(cards(page).nth(12).get_by_role("link")).to_be_focused()


def test_back_shows_what_was_shown(guest: Shopper) -> None:
    page = guest.page
    # Pages of somebody with a basket are kept by no browser.
    guest.visit()
    guest.add()
    guest.visit()
    before = page.evaluate("history.length")
    page.get_by_role("link", name="Show 12 more").click()
    expect(cards(page)).to_have_count(24)
    assert page.evaluate("history.length") == before
    last = cards(page).nth(23).get_by_role("heading")
    name = last.inner_text()
    cards(page).nth(23).get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(name)

    page.go_back()

    expect(cards(page)).to_have_count(24)
    expect(last).to_have_text(name)


def test_nothing_found_shows_a_way_on(guest: Shopper) -> None:
    guest.search("bulldozer")

    main = guest.page.get_by_role("main")
    expect(main).to_contain_text("bulldozer")
    expect(main.get_by_role("button", name="to basket").first).to_be_visible()
    main.get_by_role("link", name="look at everything").click()
    expect(cards(guest.page)).to_have_count(12)


def test_every_picture_is_drawn_and_described(guest: Shopper) -> None:
    guest.visit()

    for picture in cards(guest.page).get_by_role("img").all():
        picture.scroll_into_view_if_needed()
        expect(picture).to_have_js_property("complete", True)
        assert picture.evaluate("picture => picture.naturalWidth") > 0
        assert picture.get_attribute("alt")


def test_made_up_shelf_is_not_found(guest: Shopper) -> None:
    answer = guest.page.goto("/?cursor=made-up")

    assert answer.status == 404
    expect(guest.page.get_by_label("Search seeds")).to_be_visible()
