"""The tables of visits against the routes that the storefront really has."""

from collections import defaultdict
from collections.abc import Iterator

import pytest
from flask import Flask
from pydantic import SecretStr

from storefront import create_app
from storefront.config import Settings
from storefront.database import db
from testing.resilience.outages import actions, pages
from testing.resilience.outages.expectations import Visit

NOWHERE = "http://fake-this-call.invalid"
NOT_PAGES = {"static"}
VISITS: list[Visit] = [
    *pages.STRANGER,
    *pages.GUEST,
    *pages.SHOPPER,
    *actions.GUESTS_BASKET,
    *actions.OF_SHOPPERS,
    actions.REGISTER,
    actions.SIGN_IN,
]


@pytest.fixture
def storefront() -> Iterator[Flask]:
    app = create_app(
        Settings(
            environment="test",
            log_level="ERROR",
            database_url="sqlite://",
            user_service_url=NOWHERE,
            product_service_url=NOWHERE,
            order_service_url=NOWHERE,
            service_secret=SecretStr("a-secret-that-only-the-tests-know-4711"),
            secret_key=SecretStr("another-secret-that-only-tests-know-0815"),
        )
    )
    yield app
    with app.app_context():
        db.engine.dispose()


def test_every_page_and_deed_is_in_the_matrix(storefront: Flask) -> None:
    facts: dict[str, str] = defaultdict(lambda: "7")
    routes = storefront.url_map.bind("shop.invalid")

    visited = {
        routes.match(
            visit.path.format_map(facts).partition("?")[0],
            method="POST" if visit.form else "GET",
        )[0]
        for visit in VISITS
        if "no-such-page" not in visit.path
    }

    endpoints = {rule.endpoint for rule in storefront.url_map.iter_rules()}
    missing = endpoints - visited - NOT_PAGES
    assert not missing, (
        f"{sorted(missing)}: say in testing/resilience/outages/pages.py or"
        " actions.py what is to be seen there while a service is away"
    )


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)
def test_deed_has_a_form_and_a_page_has_words(visit: Visit) -> None:
    assert visit.whole.words
    assert not visit.optional & visit.without.keys()
