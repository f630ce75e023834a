from collections.abc import Callable
from dataclasses import replace

import pytest

from testing.driver.form_browser import HttpBrowser
from testing.driver.tests.fake_storefront import HEADERS, FakeStorefront
from testing.resilience.outages.expectations import (
    ORDERS,
    ORDERS_REST,
    PRODUCTS,
    Expectation,
    Shape,
    Visit,
)
from testing.resilience.outages.fake_responses import MARK
from testing.resilience.outages.outage import Bounds
from testing.resilience.outages.page_checks import Case, complaints

BOUNDS = Bounds(unasked=0.2, optional=0.3, needed=0.4)
YOUR_ORDERS = Visit(
    "/orders", Expectation("Your orders"), {ORDERS: ORDERS_REST}, shows="ADA1-0001"
)
CALM = Case(YOUR_ORDERS, "signed in", "", "nothing lost", BOUNDS)
RESTING = replace(CALM, lost=ORDERS, outage="order-service frozen")
UNTOUCHED = replace(CALM, lost=PRODUCTS, outage="product-service down")

PageCheck = Callable[[Case], list[str]]


@pytest.fixture
def check_page(browser: HttpBrowser) -> PageCheck:
    """Opens the page of the fake storefront, and returns what is wrong with it."""

    def open_and_check(case: Case) -> list[str]:
        is_part = case.visit.shape == Shape.PART
        return complaints(case, browser.open(case.visit.path, is_part=is_part))

    return open_and_check


def test_good_pages_pass(storefront: FakeStorefront, check_page: PageCheck) -> None:
    assert check_page(CALM) == check_page(UNTOUCHED) == []

    storefront.rest()

    assert check_page(RESTING) == []


def test_new_dependency_is_reported_in_a_sentence(
    storefront: FakeStorefront, check_page: PageCheck
) -> None:
    storefront.rest()

    (sentence,) = check_page(UNTOUCHED)

    assert sentence.startswith(
        "/orders, signed in, product-service down: expected 200 within 0.2 s, got 503"
    )
    assert repr("We can’t show baskets and orders right now") in sentence


def test_page_that_is_whole_without_its_service_is_suspect(
    check_page: PageCheck,
) -> None:
    (sentence,) = check_page(RESTING)

    assert "expected 503 within 0.4 s, got 200" in sentence


@pytest.mark.parametrize("case", [UNTOUCHED, CALM], ids=["a service lost", "calm"])
def test_page_that_waits_is_caught(
    storefront: FakeStorefront, check_page: PageCheck, case: Case
) -> None:
    storefront.seconds = 0.25

    (sentence,) = check_page(case)

    assert "expected 200 within 0.2 s, got 200 after 0." in sentence


def test_wait_for_a_service_that_is_asked_is_forgiven(
    storefront: FakeStorefront, check_page: PageCheck
) -> None:
    storefront.seconds = 0.25
    asking = replace(YOUR_ORDERS, optional=frozenset({PRODUCTS}))

    assert check_page(replace(UNTOUCHED, visit=asking)) == []


def test_page_that_is_kept_may_be_shown_where_that_is_declared(
    storefront: FakeStorefront, check_page: PageCheck
) -> None:
    kept = replace(ORDERS_REST, or_kept=True)
    visit = replace(YOUR_ORDERS, without={ORDERS: kept})

    assert check_page(replace(RESTING, visit=visit)) == []

    storefront.rest()
    assert check_page(replace(RESTING, visit=visit)) == []


def test_no_answer_at_all_is_caught(
    storefront: FakeStorefront, check_page: PageCheck
) -> None:
    nowhere = HttpBrowser("http://127.0.0.1:9")

    (sentence,) = complaints(CALM, nowhere.open("/orders"))

    assert "got no answer" in sentence


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("<html><h1>Your basket</h1>ADA1-0001", "expected the words 'Your orders'"),
        ("<html><h1>Your orders</h1>", "without 'ADA1-0001', which belongs on it"),
        ("<html>Your orders, ADA1-0001", "expected the words 'Your orders'"),
    ],
)
def test_wrong_page_is_caught(
    storefront: FakeStorefront, check_page: PageCheck, text: str, words: str
) -> None:
    storefront.text = text

    assert any(words in sentence for sentence in check_page(CALM))


@pytest.mark.parametrize("case", [CALM, RESTING], ids=["whole", "in words"])
def test_page_that_shows_somebody_else_is_caught(
    storefront: FakeStorefront, check_page: PageCheck, case: Case
) -> None:
    if case is RESTING:
        storefront.rest()
    storefront.text += "<p>7 Ben Lane</p>"

    (sentence,) = check_page(replace(case, foreign={"7 Ben Lane": "ben"}))

    assert sentence.endswith("it shows '7 Ben Lane', which belongs to ben alone")


def test_header_that_names_somebody_else_is_caught(
    storefront: FakeStorefront, check_page: PageCheck
) -> None:
    storefront.headers["Content-Disposition"] = "attachment; filename=ben.json"

    (sentence,) = check_page(replace(CALM, foreign={"ben.json": "ben"}))

    assert "which belongs to ben alone" in sentence


def test_page_that_was_made_for_somebody_else_is_caught(
    storefront: FakeStorefront, check_page: PageCheck
) -> None:
    storefront.rest()
    named = replace(RESTING, name="ada-4711")

    (sentence,) = check_page(named)
    storefront.text += "ada-4711"

    assert sentence.endswith("'ada-4711' is not in its head")
    assert check_page(named) == []


def test_page_after_signing_out_knows_nobody(
    storefront: FakeStorefront, check_page: PageCheck
) -> None:
    signed_out = replace(YOUR_ORDERS, ends_session=True)

    assert check_page(replace(CALM, visit=signed_out, name="ada-4711")) == []


@pytest.mark.parametrize(
    "inside",
    [
        "Traceback (most recent call last)",
        "sqlalchemy.exc.OperationalError",
        "requests.exceptions.ReadTimeout",
        "urllib3.connectionpool",
        "Werkzeug/3.1",
        MARK,
    ],
)
def test_insides_of_the_shop_are_caught(
    storefront: FakeStorefront, check_page: PageCheck, inside: str
) -> None:
    storefront.rest()
    storefront.text += f"<pre>{inside}</pre>"

    (sentence,) = check_page(RESTING)

    assert "it shows the insides of the shop" in sentence


@pytest.mark.parametrize(
    "secret", ["a-secret-of-the-shop", "eyJhbGciOiJFZERTQSJ9.eyJzdWIiOiI3In0.c2lnbg"]
)
def test_secrets_and_tokens_are_caught(
    storefront: FakeStorefront, check_page: PageCheck, secret: str
) -> None:
    storefront.text += secret

    (sentence,) = check_page(replace(CALM, secrets=["a-secret-of-the-shop"]))

    assert sentence.endswith("it shows a token, a password or a secret")


@pytest.mark.parametrize(
    "name", sorted(HEADERS.keys() - {"Content-Type", "Cache-Control", "X-Request-ID"})
)
def test_missing_header_is_caught_on_error_pages_too(
    storefront: FakeStorefront, check_page: PageCheck, name: str
) -> None:
    storefront.rest()
    del storefront.headers[name]

    (sentence,) = check_page(RESTING)

    assert f"the header {name} is missing" in sentence


@pytest.mark.parametrize("kept", ["public, max-age=60", ""])
def test_page_that_a_cache_may_keep_is_caught(
    storefront: FakeStorefront, check_page: PageCheck, kept: str
) -> None:
    storefront.headers["Cache-Control"] = kept

    (sentence,) = check_page(CALM)

    assert "may not be kept for others" in sentence


@pytest.mark.parametrize(
    ("missing", "words"),
    [("Retry-After", "when to come back"), ("X-Request-ID", "the number of its")],
)
def test_trouble_without_a_way_on_is_caught(
    storefront: FakeStorefront, check_page: PageCheck, missing: str, words: str
) -> None:
    storefront.rest()
    del storefront.headers[missing]

    (sentence,) = check_page(RESTING)

    assert words in sentence


def test_page_in_place_of_a_part_is_caught(
    storefront: FakeStorefront, check_page: PageCheck
) -> None:
    part = Visit("/orders", Expectation("ADA1-0001"), shape=Shape.PART)

    (sentence,) = check_page(replace(CALM, visit=part))

    assert "a whole page came where HTMX asked for a part" in sentence
