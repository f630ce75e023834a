"""The catalogue close at hand: answers kept for two seconds, then asked about again.

An answer that has not changed stays the same object. While one request asks, the others
go on with what is there.
"""

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from flask import current_app

from service_kit.http_client import CallFailed
from storefront.clients.product_service import (
    CatalogueQuery,
    ProductServiceClient,
    WithETag,
)
from storefront.service_models import CataloguePage, Category, Product, ProductImage

FRESH_SECONDS = 2.0
# A drawing changes about never, and weighs more than to be asked about at each look.
_PICTURE_SECONDS = 300.0
_ASK_AGAIN_SECONDS = 30.0
_MOST_ANSWERS = 500
T = TypeVar("T")


@dataclass
class _Kept:
    answer: WithETag[Any]
    asked_at: float


class CatalogueCache:
    """Reads the catalogue for every page that shows some of it."""

    def __init__(
        self,
        products: ProductServiceClient,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """Take who is asked, and a clock."""
        self._products = products
        self._clock = clock
        self._kept: OrderedDict[object, _Kept] = OrderedDict()
        self._asking: set[object] = set()
        self._lock = threading.Lock()
        self._categories_failed_at = float("-inf")

    def page(self, query: CatalogueQuery) -> CataloguePage:
        """Show a page of the catalogue."""
        return self._fresh(query, lambda etag: self._products.catalogue(query, etag))

    def product(self, slug: str) -> Product:
        """Show one product; raise `NotFound`."""
        key = ("product", slug)
        return self._fresh(key, lambda etag: self._products.product(slug, etag))

    def picture(self, slug: str) -> WithETag[ProductImage]:
        """Show a drawing; raise `NotFound`. One that is known outlasts its service."""
        key = ("picture", slug)
        try:
            self._fresh(
                key, lambda etag: self._products.picture(slug, etag), _PICTURE_SECONDS
            )
        except CallFailed:
            if key not in self._kept:
                raise
        return self._kept[key].answer

    def categories(self) -> tuple[Category, ...]:
        """List the shelves."""
        return self._fresh(("categories",), self._products.categories)

    def known_categories(self) -> tuple[Category, ...]:
        """List the shelves for a page that can do without them, asking seldom."""
        kept = self._kept.get(("categories",))
        if kept:
            found: tuple[Category, ...] = kept.answer.value
            return found
        if self._clock() - self._categories_failed_at < _ASK_AGAIN_SECONDS:
            return ()
        try:
            return self.categories()
        except CallFailed:
            self._categories_failed_at = self._clock()
            return ()

    def _fresh(
        self,
        key: object,
        ask: Callable[[str | None], WithETag[T] | None],
        seconds: float = FRESH_SECONDS,
    ) -> T:
        kept = self._kept.get(key)
        if kept is None:
            return self._ask(key, None, ask)
        if self._clock() - kept.asked_at >= seconds and self._begin(key):
            try:
                return self._ask(key, kept, ask)
            finally:
                self._asking.discard(key)
        value: T = kept.answer.value
        return value

    def _begin(self, key: object) -> bool:
        with self._lock:
            if key in self._asking:
                return False
            self._asking.add(key)
            return True

    def _ask(
        self,
        key: object,
        kept: _Kept | None,
        ask: Callable[[str | None], WithETag[T] | None],
    ) -> T:
        asked_at = self._clock()
        answer = ask(kept.answer.etag if kept else None)
        if answer is None and kept:
            answer = kept.answer
        if answer is None:
            raise LookupError("A 304 came to a question without an ETag.")
        with self._lock:
            self._kept[key] = _Kept(answer, asked_at)
            self._kept.move_to_end(key)
            while len(self._kept) > _MOST_ANSWERS:
                self._kept.popitem(last=False)
        return answer.value


def catalogue_cache() -> CatalogueCache:
    """Return the cache of the current application."""
    found: CatalogueCache = current_app.extensions["catalogue_cache"]
    return found
