import pytest

from testing.driver.form_browser import HttpBrowser, NotServed
from testing.driver.tests.fake_storefront import FakeStorefront

FORM = """
<title>Furrow</title><h1>Your
 profile</h1>
<form action="/account/profile" method="post">
  <input type="hidden" name="csrf_token" value="t4711">
  <input type="radio" name="delivery" value="standard">
  <input type="radio" name="delivery" value="express" checked>
  <select name="country"><option value="DE"><option value="GB" selected></select>
  <textarea name="bio">Peas &amp; beans</textarea>
  <button name="unpressed" value="1">Save</button>
</form>
<form action="/basket/add"><input name="product_id" value="7"></form>
<form action="/basket/add"><input name="product_id" value="8"></form>
"""
FILLED_IN = {
    "csrf_token": "t4711",
    "delivery": "express",
    "country": "GB",
    "bio": "Peas & beans",
}


def test_form_is_read_as_a_browser_would_send_it(
    storefront: FakeStorefront, browser: HttpBrowser
) -> None:
    storefront.text = FORM

    assert browser.fields("/account/profile", "/account/profile") == FILLED_IN


def test_first_of_several_forms_for_one_deed_is_meant(
    storefront: FakeStorefront, browser: HttpBrowser
) -> None:
    storefront.text = FORM

    assert browser.fields("/", "/basket/add") == {"product_id": "7"}


def test_missing_form_is_reported_with_what_is_there(
    storefront: FakeStorefront, browser: HttpBrowser
) -> None:
    storefront.rest()

    with pytest.raises(NotServed, match=r"503 and says 'We can’t show baskets"):
        browser.fields("/orders", "/orders/ADA1-0001/cancel")


def test_heading_and_words_are_read_as_they_are_seen(
    storefront: FakeStorefront, browser: HttpBrowser
) -> None:
    storefront.text = FORM

    page = browser.open("/account/profile").page

    assert page.heading == "Your profile"
    assert "Furrow" not in page.text


def test_form_is_sent_and_its_answer_followed(
    storefront: FakeStorefront, browser: HttpBrowser
) -> None:
    storefront.headers["Location"] = "/account"
    storefront.status = 303

    answer = browser.send("/account/profile", "/account/profile", {"bio": "Peas"})

    assert storefront.received[0] == ("POST", "/account/profile", b"bio=Peas")
    assert storefront.received[1][:2] == ("GET", "/account")
    assert answer.status == 303, "gives up where a shop leads in circles"
