"""What travels between the storefront and product-service."""

from collections.abc import Iterator

import pytest
from responses import RequestsMock

from service_kit.http_client import Connection, NotFound, ServiceUnavailable
from service_kit.money import Money
from storefront.clients.product_service import CatalogueQuery, ProductServiceClient

URL = "http://product-service.invalid"
SUNFLOWER = {
    "id": 1,
    "name": "Sunflower",
    "slug": "sunflower",
    "brand": None,
    "category": "flowers",
    "description": "Tall.",
    "price": "2.40",
    "currency": "EUR",
    "image": "/pictures/sunflower.svg",
    "image_alt": "Drawing of a sunflower",
    "quantity": 120,
    "is_active": True,
    "created_at": "2026-11-21T10:00:00+00:00",
    "updated_at": "2026-11-21T10:00:00+00:00",
    "facts": {
        "botanical_name": "Helianthus annuus",
        "sowing_months": [4, 5],
        "height_cm": 180,
        "spacing_cm": 45,
        "depth_mm": 20,
    },
}
PAGE = {"results": [SUNFLOWER], "next": "c2", "total": 36}


@pytest.fixture
def wire() -> Iterator[RequestsMock]:
    with RequestsMock() as mock:
        yield mock


@pytest.fixture
def client() -> ProductServiceClient:
    return ProductServiceClient(Connection("frontend", "product-service", URL))


def test_catalogue_is_asked_for_what_somebody_looks_for(
    wire: RequestsMock, client: ProductServiceClient
) -> None:
    wire.get(f"{URL}/api/products", json=PAGE, headers={"ETag": '"v1"'})
    query = CatalogueQuery("blue", "flowers", "price", "c1")

    answer = client.catalogue(query)

    assert wire.calls[0].request.params == {
        "q": "blue",
        "category": "flowers",
        "sort": "price",
        "cursor": "c1",
        "limit": "12",
    }
    assert (answer.etag, answer.value.next, answer.value.total) == ('"v1"', "c2", 36)


def test_product_is_read_with_price_and_facts(
    wire: RequestsMock, client: ProductServiceClient
) -> None:
    wire.get(f"{URL}/api/product/sunflower", json={"result": SUNFLOWER})

    product = client.product("sunflower").value

    assert product.price == Money(240, "EUR")
    assert product.facts.sowing_months == (4, 5)
    assert product.is_for_sale


def test_known_answer_is_asked_about_by_etag(
    wire: RequestsMock, client: ProductServiceClient
) -> None:
    wire.get(f"{URL}/api/products", status=304)

    assert client.catalogue(CatalogueQuery(), '"v1"') is None
    assert wire.calls[0].request.headers["If-None-Match"] == '"v1"'


def test_products_of_a_feed_have_neither_facts_nor_words(
    wire: RequestsMock, client: ProductServiceClient
) -> None:
    plain = SUNFLOWER | {"facts": None, "description": None}
    wire.get(f"{URL}/api/products", json={"results": [plain], "total": 1})

    (product,) = client.products([1, 2])

    assert (product.facts, product.description) == (None, "")
    assert wire.calls[0].request.params == {"id": ["1", "2"]}


def test_shelves_are_listed_with_their_counts(
    wire: RequestsMock, client: ProductServiceClient
) -> None:
    herbs = {"slug": "herbs", "name": "Herbs", "count": 14}
    wire.get(f"{URL}/api/categories", json={"results": [herbs]})

    (found,) = client.categories().value

    assert (found.slug, found.name, found.count) == ("herbs", "Herbs", 14)


def test_drawing_comes_as_it_is(
    wire: RequestsMock, client: ProductServiceClient
) -> None:
    wire.get(
        f"{URL}/pictures/sunflower.svg",
        body=b"<svg/>",
        content_type="image/svg+xml",
        headers={"ETag": '"d1"'},
    )

    answer = client.picture("sunflower")

    assert (answer.value.content, answer.etag) == (b"<svg/>", '"d1"')


def test_page_of_somebody_else_is_no_drawing(
    wire: RequestsMock, client: ProductServiceClient
) -> None:
    page = {"body": "<h1>Back soon</h1>", "content_type": "text/html"}
    wire.get(f"{URL}/pictures/sunflower.svg", **page)

    with pytest.raises(ServiceUnavailable):
        client.picture("sunflower")


def test_unknown_product_is_not_found(
    wire: RequestsMock, client: ProductServiceClient
) -> None:
    wire.get(f"{URL}/api/product/nothing", status=404)

    with pytest.raises(NotFound):
        client.product("nothing")


@pytest.mark.parametrize("change", [{"price": 2.4}, {"price": None}, {"id": "x"}])
def test_answer_without_sense_counts_as_none(
    wire: RequestsMock, client: ProductServiceClient, change: dict[str, object]
) -> None:
    wire.get(f"{URL}/api/products", json=PAGE | {"results": [SUNFLOWER | change]})

    with pytest.raises(ServiceUnavailable):
        client.catalogue(CatalogueQuery())


def test_health_is_asked_for(wire: RequestsMock, client: ProductServiceClient) -> None:
    wire.get(f"{URL}/health/ready", json={"status": "ready"})

    assert client.is_healthy()
