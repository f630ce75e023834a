"""Time how long a signed-in shopper waits after pressing a button."""

import statistics

from testing.driver.example_accounts import HOME, new_name
from testing.driver.form_browser import HttpBrowser
from testing.driver.form_shopper import FormShopper

_SLUG = "chives"


def median_add(url: str, times: int = 60) -> float:
    """Add a packet again and again; return the median in seconds."""
    browser = _signed_in(url).browser
    page = f"/product/{_SLUG}"
    fields = browser.fields(page, "/basket/add")
    return statistics.median(
        browser.send(page, "/basket/add", fields, is_part=True).seconds
        for _ in range(times)
    )


def median_checkout(url: str, times: int = 40) -> float:
    """Buy a packet again and again; return the median in seconds."""
    shopper = _signed_in(url)
    return statistics.median(_seconds_to_check_out(shopper) for _ in range(times))


def _signed_in(url: str) -> FormShopper:
    shopper = FormShopper(HttpBrowser(url))
    shopper.register(new_name("bench"))
    return shopper


def _seconds_to_check_out(shopper: FormShopper) -> float:
    shopper.add(_SLUG)
    form = {**HOME, "delivery": "standard", "method": "tok_ok"}
    checkout = "/checkout"
    return shopper.browser.submit(checkout, checkout, form, status=303).seconds
