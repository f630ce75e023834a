"""Draws each picture once and keeps it compressed: a catalogue page asks for a dozen at
a time, and the same product always looks the same."""

import gzip
import hashlib
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy import select

from product_service.database import db
from product_service.errors import ProductNotFound
from product_service.models import Product
from product_service.pictures import Recipe, describe, draw


@dataclass(frozen=True)
class Picture:
    """An SVG drawing, compressed, and a mark that changes with it."""

    compressed: bytes
    mark: str

    @property
    def svg(self) -> bytes:
        """The drawing as it is."""
        return gzip.decompress(self.compressed)


def picture_of(slug: str) -> Picture:
    """Draw a product, for sale or not; raise `ProductNotFound`."""
    asked = select(Product.picture, Product.name).where(Product.slug == slug)
    product = db.session.execute(asked).one_or_none()
    if product is None:
        raise ProductNotFound
    return _drawn(product.picture, product.name)


@lru_cache(maxsize=2048)
def caption(recipe: Recipe | None, name: str) -> str:
    """Describe a picture in words, for whoever cannot see it."""
    return describe(recipe, name)


@lru_cache(maxsize=1024)
def _drawn(recipe: Recipe | None, name: str) -> Picture:
    svg = draw(recipe, name).encode()
    # Without a time in it, the same drawing is the same bytes in every process.
    return Picture(gzip.compress(svg, mtime=0), hashlib.sha256(svg).hexdigest()[:24])
