from collections.abc import Callable, Sequence

import pytest
from pydantic import SecretStr

from contract_kit import Interaction, read_pacts
from contract_kit.map.addresses import call_of
from storefront import create_app
from storefront.config import Settings
from tools.contracts.arrows import PACTS
from tools.impact.pages import (
    CONSUMER,
    Pages,
    Place,
    Unsettled,
    find_pages,
    promises_on_pages,
)
from tools.impact.visits import VISITS, Visit, Who

# They ask nobody, or tell nothing of the shop.
ASK_NOBODY = {
    "theme.choose",
    "patterns.show",
    "static",
    "gateway_health.show",
    "health.live",
    "health.ready",
}
PRODUCT = ("product-service", "GET /api/product/basil", 200)
CATALOGUE = ("product-service", "GET /api/products", 200)


@pytest.fixture(scope="module")
def promises() -> list[Interaction]:
    return read_pacts(PACTS)


@pytest.fixture
def pages_of(promises: Sequence[Interaction]) -> Callable[..., Pages]:
    def walk(*visits: Visit) -> Pages:
        return find_pages(promises, lambda each: call_of(each, {}), visits)

    return walk


def test_page_needs_what_it_reads_and_shows_what_it_prints(
    pages_of: Callable[..., Pages],
) -> None:
    pages = pages_of(Visit("product", "/product/basil"))

    price, image = Place(*PRODUCT, "$.result.price"), Place(*PRODUCT, "$.result.image")
    assert (pages.of(price), pages.shown_on(price)) == (["product"], ["product"])
    assert (pages.of(image), pages.shown_on(image)) == (["product"], [])


def test_field_that_no_page_looks_at_is_on_none(
    pages_of: Callable[..., Pages],
) -> None:
    pages = pages_of(Visit("catalogue", "/"))

    assert pages.of(Place(*CATALOGUE, "$.results[*].facts.depth_mm")) == []
    months = Place(*CATALOGUE, "$.results[*].facts.sowing_months")
    assert pages.of(months) == ["catalogue"]


def test_every_state_of_a_page_is_walked_through(
    pages_of: Callable[..., Pages],
) -> None:
    pages = pages_of(Visit("order", "/orders/7K3M-9PQR", Who.SHOPPER))

    reason = Place("order-service", "GET /api/order/…", 200, "$.result.reason")
    places = [place for place in pages.needing if place.field == reason.field]
    assert [pages.of(place) for place in places] == [["order"]]


def test_refusal_is_shown_where_somebody_reads_it(
    pages_of: Callable[..., Pages],
) -> None:
    form = {"current_password": "a guess", "new_password": "a kettle on the stove"}

    pages = pages_of(Visit("account", "/account/password", Who.SHOPPER, form))

    call = ("user-service", "PUT /api/user/password", 422)
    assert pages.shown_on(Place(*call, "$.errors.current_password")) == ["account"]


def test_visit_that_asks_what_nobody_promised_is_refused(
    pages_of: Callable[..., Pages],
) -> None:
    with pytest.raises(Unsettled, match=r"asks for GET /api/product/lovage of product"):
        pages_of(Visit("product", "/product/lovage"))


def test_every_page_that_asks_somebody_is_visited() -> None:
    nowhere = "http://nobody-calls-this.invalid"
    secret = SecretStr("a-secret-that-only-this-test-knows-42")
    app = create_app(
        Settings(
            environment="test",
            database_url="sqlite://",
            user_service_url=nowhere,
            product_service_url=nowhere,
            order_service_url=nowhere,
            service_secret=secret,
            secret_key=secret,
        )
    )
    adapter = app.url_map.bind("storefront")

    visited = {adapter.match(v.path.partition("?")[0], v.method)[0] for v in VISITS}

    pages = {rule.endpoint for rule in app.url_map.iter_rules()}
    without = {one for one in pages - visited if not one.startswith("help")}
    assert without <= ASK_NOBODY, "add a visit to tools/impact/visits.py"


def test_every_call_of_the_storefront_is_made_on_some_visit(
    promises: Sequence[Interaction],
) -> None:
    seen = {_call(promise) for promise in promises_on_pages(promises)}

    theirs = {_call(each) for each in promises if each.consumer == CONSUMER}
    assert theirs - seen == {"GET /health/ready"}, "add a visit to tools/impact/visits"


def _call(promise: Interaction) -> str:
    return call_of(promise, {})
