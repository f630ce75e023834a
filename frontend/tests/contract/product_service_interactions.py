"""What the storefront expects of product-service, and how it asks."""

from contract_kit import ExpectedInteraction
from contract_kit.consumer.matcher_types import Value
from contract_kit.consumer.matchers import (
    exactly,
    from_state,
    integer,
    money,
    nothing,
    pattern,
    some,
    text,
)
from service_kit.http_client import Connection
from service_kit.money import Money
from storefront.clients.product_service import CatalogueQuery, ProductServiceClient
from storefront.service_models import Facts, Product

BASIL = {
    "id": integer(1),
    "name": text("Basil"),
    "slug": text("basil"),
    "category": text("herbs"),
    "description": text("Green.", lines=True),
    "price": money("2.40"),
    "currency": pattern("EUR", r"[A-Z]{3}"),
    "image": pattern("/pictures/basil.svg", r"/pictures/\S+\.svg"),
    "image_alt": text("A drawing of basil"),
    "quantity": integer(10),
    "is_active": exactly(True),
    "facts": {
        "botanical_name": text("Ocimum basilicum"),
        "sowing_months": some(integer(4)),
        "height_cm": integer(40),
        "spacing_cm": integer(25),
        "depth_mm": integer(5),
    },
}


BARE = BASIL | {"description": exactly(""), "facts": nothing}


PACKET = Product(
    id=1,
    name="Basil",
    slug="basil",
    category="herbs",
    description="Green.",
    price=Money(240, "EUR"),
    image="/pictures/basil.svg",
    image_alt="A drawing of basil",
    quantity=10,
    is_active=True,
    facts=Facts("Ocimum basilicum", (4,), 40, 25, 5),
)


KNOWN = {"If-None-Match": from_state("${etag}", example='"abc"')}


def shelf(url: str) -> ProductServiceClient:
    return ProductServiceClient(Connection("frontend", "product-service", url))


def wish_page(
    interaction: ExpectedInteraction, description: str, wanted: CatalogueQuery
) -> None:
    query = {"sort": wanted.sort, "limit": str(wanted.limit)}
    narrowed = {"q": wanted.words, "category": wanted.category}
    query |= {name: value for name, value in narrowed.items() if value}
    interaction.upon_receiving(description)
    interaction.with_request("GET", "/api/products", query=query)


def page_of(*names: str) -> dict[str, Value]:
    listed = [BARE | {"name": exactly(name)} for name in names]
    results = listed if listed else exactly([])
    return {"results": results, "next": nothing, "total": exactly(len(names))}
