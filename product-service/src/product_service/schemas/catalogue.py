"""The catalogue as it travels: what a shopper asks for, products and categories."""

from collections.abc import Iterable
from typing import Annotated

from pydantic import BaseModel, Field

from product_service.browsing import CategoryCount, ProductPage, Search, Sort, walks
from product_service.cursor import Cursor, read_cursor, write_cursor
from product_service.models import Product
from product_service.picture_cache import caption
from product_service.product_details import Facts
from service_kit.clock import rfc3339
from service_kit.fields import Id, Line, RequestModel
from service_kit.money import Money
from service_kit.problems import Document, Invalid


class ProductQuery(RequestModel):
    """What to look for, in which order, and where to go on."""

    q: Annotated[Line, Field(max_length=100)] = ""
    category: Annotated[Line, Field(max_length=80)] | None = None
    sort: Sort = "featured"
    limit: Annotated[int, Field(ge=1, le=100)] = 100
    cursor: Annotated[Line, Field(max_length=1000)] | None = None
    id: list[Id] = Field(default=[], max_length=100)

    def search(self) -> Search:
        """Make the search; a cursor must belong to its order."""
        return Search(
            words=self.q,
            category=self.category,
            ids=tuple(self.id),
            sort=self.sort,
            limit=self.limit,
            cursor=self._cursor(),
        )

    def _cursor(self) -> Cursor | None:
        if self.cursor is None:
            return None
        try:
            return read_cursor(self.cursor, *walks(self.sort, self.q))
        except ValueError as error:
            raise Invalid(errors={"cursor": [str(error)]}) from None


class FactsDocument(BaseModel):
    """What a gardener wants to know; months are 1 to 12."""

    botanical_name: str
    sowing_months: list[int]
    height_cm: int
    spacing_cm: int
    depth_mm: int


class ProductDocument(BaseModel):
    """A product; `image` is the address of its drawing at this service."""

    id: int
    name: str
    slug: str
    brand: str | None
    category: str
    description: str
    price: str
    currency: str
    image: str
    image_alt: str
    quantity: int
    is_active: bool
    created_at: str
    updated_at: str
    facts: FactsDocument | None


class ProductResponse(BaseModel):
    """One product."""

    result: ProductDocument


class ProductsResponse(BaseModel):
    """A page of products, the cursor of the next, and how many there are in all.

    `did_you_mean` is what was looked for in place of what no product has all of.
    """

    results: list[ProductDocument]
    next: str | None
    total: int
    did_you_mean: str | None


class CategoryDocument(BaseModel):
    """A category that holds something for sale."""

    slug: str
    name: str
    count: int


class CategoriesResponse(BaseModel):
    """All categories, in the order of the shop."""

    results: list[CategoryDocument]


def product_document(product: Product) -> Document:
    """Write a product as it travels."""
    return {
        "id": product.id,
        "name": product.name,
        "slug": product.slug,
        "brand": product.brand,
        "category": product.category,
        "description": product.description,
        "price": Money(product.price, product.currency).amount,
        "currency": product.currency,
        "image": f"/pictures/{product.slug}.svg",
        "image_alt": caption(product.picture, product.name),
        "quantity": product.available,
        "is_active": product.is_active,
        "created_at": rfc3339(product.created_at),
        "updated_at": rfc3339(product.updated_at),
        "facts": _facts_document(product.facts),
    }


def page_document(page: ProductPage) -> Document:
    """Write a page of products as it travels."""
    following = page.following
    return {
        "results": [product_document(product) for product in page.products],
        "next": write_cursor(following) if following else None,
        "total": page.total,
        "did_you_mean": page.did_you_mean,
    }


def categories_document(categories: Iterable[CategoryCount]) -> Document:
    """Write the categories as they travel."""
    return {
        "results": [
            {"slug": category.slug, "name": category.name, "count": category.count}
            for category in categories
        ]
    }


def _facts_document(facts: Facts | None) -> Document | None:
    if facts is None:
        return None
    return {
        "botanical_name": facts.botanical_name,
        "sowing_months": list(facts.sowing_months),
        "height_cm": facts.height_cm,
        "spacing_cm": facts.spacing_cm,
        "depth_mm": facts.depth_mm,
    }
