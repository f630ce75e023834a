"""What shoppers do in the catalogue: look for products, walk along, pick one up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from product_service.bookmarks import Bookmark
from product_service.database import db
from product_service.errors import ProductMissing
from product_service.models import Category, Product
from product_service.words import fold

Sort = Literal["featured", "name", "price", "-price", "newest"]
_KEYS: dict[str, InstrumentedAttribute[Any]] = {
    "featured": Product.position,
    "name": Product.name_key,
    "price": Product.price,
    "-price": Product.price,
    "newest": Product.id,
}
_DESCENDING = {"-price", "newest"}


@dataclass(frozen=True)
class Search:
    """What somebody looks for; naming ids also brings what is no longer for sale."""

    words: str = ""
    category: str | None = None
    ids: tuple[int, ...] = ()
    sort: Sort = "featured"
    limit: int = 100
    bookmark: Bookmark | None = None


@dataclass(frozen=True)
class Page:
    """The products found, where to go on, and how many there are in all."""

    products: Sequence[Product]
    following: Bookmark | None
    total: int


@dataclass(frozen=True)
class Shelf:
    """A category and how many products for sale it holds."""

    slug: str
    name: str
    count: int


def browse(search: Search) -> Page:
    """Find products, sorted, from the bookmark on."""
    found = db.session.scalars(
        select(Product)
        .where(*_matching(search), *_beyond(search))
        .order_by(*_order(search.sort))
        .limit(search.limit + 1)
    ).all()
    products, rest = found[: search.limit], found[search.limit :]
    if search.bookmark is None and not rest:
        return Page(products, None, len(products))
    following = _bookmark(products[-1], search.sort) if rest else None
    return Page(products, following, _count(search))


def shelves() -> list[Shelf]:
    """List the categories that hold something for sale."""
    rows = db.session.execute(
        select(Category.slug, Category.name, func.count())
        .join(Product, Product.category == Category.slug)
        .where(Product.is_active)
        .group_by(Category.slug, Category.name, Category.position)
        .order_by(Category.position, Category.slug)
    )
    return [Shelf(slug, name, count) for slug, name, count in rows]


def find(slug: str) -> Product:
    """Pick a product up, for sale or not; raise `ProductMissing`."""
    product = db.session.scalar(select(Product).where(Product.slug == slug))
    if product is None:
        raise ProductMissing
    return product


def _matching(search: Search) -> list[ColumnElement[bool]]:
    conditions = [
        Product.searchable.contains(word, autoescape=True)
        for word in sorted(set(fold(search.words).split()))
    ]
    if search.category is not None:
        conditions.append(Product.category == search.category)
    conditions.append(
        Product.id.in_(search.ids) if search.ids else Product.is_active.is_(True)
    )
    return conditions


def _beyond(search: Search) -> list[ColumnElement[bool]]:
    if search.bookmark is None:
        return []
    place = tuple_(_KEYS[search.sort], Product.id)
    passed = tuple_(search.bookmark.key, search.bookmark.product_id)
    return [place < passed if search.sort in _DESCENDING else place > passed]


def _order(sort: Sort) -> tuple[ColumnElement[Any], ...]:
    columns = (_KEYS[sort], Product.id)
    if sort in _DESCENDING:
        return tuple(column.desc() for column in columns)
    return tuple(column.asc() for column in columns)


def _bookmark(product: Product, sort: Sort) -> Bookmark:
    return Bookmark(sort, getattr(product, _KEYS[sort].key), product.id)


def _count(search: Search) -> int:
    counting = select(func.count()).select_from(Product).where(*_matching(search))
    return db.session.scalar(counting) or 0
