"""The catalogue, as the storefront reads it."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Generic, TypeVar

from service_kit.http_client import Connection, Parameters, Reply
from storefront import parsing
from storefront.clients import is_ready
from storefront.parsing import Document
from storefront.service_models import CataloguePage, Category, Product, ProductImage

NAME = "product-service"
T = TypeVar("T")


@dataclass(frozen=True)
class CatalogueQuery:
    """What somebody looks for."""

    words: str = ""
    category: str = ""
    sort: str = "featured"
    cursor: str = ""
    limit: int = 12


@dataclass(frozen=True)
class WithETag(Generic[T]):
    """A value, and the validator to ask for it again."""

    value: T
    etag: str | None = None


class ProductServiceClient:
    """Asks product-service; a method with an ETag returns None for "not changed"."""

    def __init__(self, connection: Connection) -> None:
        """Take the connection to product-service."""
        self._service = connection

    def catalogue(
        self, query: CatalogueQuery, etag: str | None = None
    ) -> WithETag[CataloguePage] | None:
        """List products."""
        wanted: dict[str, str | int] = {
            "q": query.words,
            "category": query.category,
            "sort": query.sort,
            "cursor": query.cursor,
            "limit": query.limit,
        }
        params: Parameters = {name: value for name, value in wanted.items() if value}
        return self._read(parsing.catalogue_page, "/api/products", etag, params)

    def product(self, slug: str, etag: str | None = None) -> WithETag[Product] | None:
        """Look at one product; raise `NotFound`."""
        return self._read(parsing.product_answer, f"/api/product/{slug}", etag)

    def products(self, product_ids: Iterable[int]) -> tuple[Product, ...]:
        """Look at several products, those that are not for sale included."""
        params = {"id": [str(product_id) for product_id in product_ids]}
        reply = self._service.get("/api/products", params=params)
        return self._service.parsed(reply, parsing.catalogue_page).products

    def categories(
        self, etag: str | None = None
    ) -> WithETag[tuple[Category, ...]] | None:
        """List the shelves."""
        return self._read(parsing.categories, "/api/categories", etag)

    def picture(
        self, slug: str, etag: str | None = None
    ) -> WithETag[ProductImage] | None:
        """Fetch a drawing; raise `NotFound`."""
        path = f"/pictures/{slug}.svg"
        reply = self._asked(path, etag, accept="image/svg+xml")
        if reply is None:
            return None
        media_type = reply.headers.get("Content-Type", "image/svg+xml")
        return WithETag(ProductImage(reply.content, media_type), reply.etag)

    def is_healthy(self) -> bool:
        """Return whether product-service can do its work."""
        return is_ready(self._service)

    def clock_offset(self) -> timedelta | None:
        """Return how far its clock is ahead of ours, where it answered lately."""
        return self._service.clock.offset()

    def _read(
        self,
        parse: Callable[[Document], T],
        path: str,
        etag: str | None,
        params: Parameters | None = None,
    ) -> WithETag[T] | None:
        reply = self._asked(path, etag, params)
        if reply is None:
            return None
        return WithETag(self._service.parsed(reply, parse), reply.etag)

    def _asked(
        self,
        path: str,
        etag: str | None,
        params: Parameters | None = None,
        accept: str = "application/json",
    ) -> Reply | None:
        headers = {"If-None-Match": etag} if etag else {}
        reply = self._service.get(path, params=params, headers=headers, accept=accept)
        return None if reply.status == 304 else reply
