import json
from collections.abc import Callable, Sequence

import pytest

from contract_kit import Interaction, read_pacts
from contract_kit.impact import (
    PagesByField,
    ResponseField,
    UndecidedPage,
    find_pages,
    interactions_on_pages,
)
from contract_kit.report.check_results import read_check_results
from contract_kit.report.links import call_of
from storefront import NAME
from tools.applications import FRONTEND, ROOT
from tools.contracts.contract_settings import PACTS
from tools.impact.in_process_storefront import in_process_storefront
from tools.impact.storefront_requests import PAGE_REQUESTS, PageRequest, Visitor
from tools.isolated_app import isolated_app

# They ask nobody, or show nothing of the shop.
ASK_NOBODY = {
    "theme.choose",
    "patterns.show",
    "static",
    "gateway_health.show",
    "health.live",
    "health.ready",
}
RESULTS = ROOT / "docs" / "contracts.json"
PRODUCT = ("product-service", "GET /api/product/basil", 200)
CATALOGUE = ("product-service", "GET /api/products", 200)


@pytest.fixture(scope="module")
def interactions() -> list[Interaction]:
    return read_pacts(PACTS)


@pytest.fixture
def pages_of(interactions: Sequence[Interaction]) -> Callable[..., PagesByField]:
    def walk(*visits: PageRequest) -> PagesByField:
        storefront = in_process_storefront(interactions)
        return find_pages(storefront, visits, lambda each: call_of(each, {}))

    return walk


def test_page_needs_what_it_reads_and_shows_what_it_prints(
    pages_of: Callable[..., PagesByField],
) -> None:
    pages = pages_of(PageRequest("product", "/product/basil"))

    price, image = (
        ResponseField(*PRODUCT, "$.result.price"),
        ResponseField(*PRODUCT, "$.result.image"),
    )
    assert (pages.of(price), pages.shown_on(price)) == (["product"], ["product"])
    assert (pages.of(image), pages.shown_on(image)) == (["product"], [])


def test_field_that_no_page_looks_at_is_on_none(
    pages_of: Callable[..., PagesByField],
) -> None:
    pages = pages_of(PageRequest("catalogue", "/"))

    assert pages.of(ResponseField(*CATALOGUE, "$.results[*].facts.depth_mm")) == []
    months = ResponseField(*CATALOGUE, "$.results[*].facts.sowing_months")
    assert pages.of(months) == ["catalogue"]


def test_every_state_of_a_page_is_walked_through(
    pages_of: Callable[..., PagesByField],
) -> None:
    pages = pages_of(PageRequest("order", "/orders/7K3M-9PQR", Visitor.SHOPPER))

    reason = ResponseField("order-service", "GET /api/order/…", 200, "$.result.reason")
    places = [place for place in pages.needing if place.field == reason.field]
    assert [pages.of(place) for place in places] == [["order"]]


def test_refusal_is_shown_where_somebody_reads_it(
    pages_of: Callable[..., PagesByField],
) -> None:
    form = {"current_password": "a guess", "new_password": "a kettle on the stove"}

    pages = pages_of(PageRequest("account", "/account/password", Visitor.SHOPPER, form))

    call = ("user-service", "PUT /api/user/password", 422)
    assert pages.shown_on(ResponseField(*call, "$.errors.current_password")) == [
        "account"
    ]


def test_visit_that_asks_what_nobody_promised_is_refused(
    pages_of: Callable[..., PagesByField],
) -> None:
    with pytest.raises(
        UndecidedPage, match=r"asks for GET /api/product/lovage of product"
    ):
        pages_of(PageRequest("product", "/product/lovage"))


def test_every_page_that_asks_somebody_is_visited() -> None:
    app = isolated_app(FRONTEND)
    adapter = app.url_map.bind("storefront")

    visited = {
        adapter.match(v.path.partition("?")[0], v.method)[0] for v in PAGE_REQUESTS
    }

    pages = {rule.endpoint for rule in app.url_map.iter_rules()}
    without = {one for one in pages - visited if not one.startswith("help")}
    assert without <= ASK_NOBODY, "add a visit to tools/impact/storefront_requests.py"


def test_every_call_of_the_storefront_is_made_on_some_visit(
    interactions: Sequence[Interaction],
) -> None:
    # By their routes: a page about basil visits the route of every other product.
    routes = read_check_results(json.loads(RESULTS.read_text())).routes
    storefront = in_process_storefront(interactions)
    seen = {
        call_of(interaction, routes)
        for interaction in interactions_on_pages(storefront, PAGE_REQUESTS)
    }

    theirs = {call_of(each, routes) for each in interactions if each.consumer == NAME}
    assert theirs - seen == {"GET /health/ready"}, (
        "add a visit to tools/impact/storefront_requests"
    )
