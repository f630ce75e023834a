"""What shoppers do in the catalogue: look for products, walk along, pick one up."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy import ColumnElement, func, select, tuple_
from sqlalchemy.orm import InstrumentedAttribute

from product_service.cursor import Cursor
from product_service.database import db
from product_service.errors import ProductNotFound
from product_service.models import Category, Product
from product_service.search import Found, look_for

Sort = Literal["featured", "name", "price", "-price", "newest"]
_KEYS: dict[str, InstrumentedAttribute[Any]] = {
    "featured": Product.position,
    "name": Product.name_key,
    "price": Product.price,
    "-price": Product.price,
    "newest": Product.id,
}
_DESCENDING = {"-price", "newest"}
RELEVANCE = "relevance"
# One step of rank outweighs every position, which is an INTEGER.
_FARTHEST = 2**31


def walks(sort: str, words: str) -> tuple[str, ...]:
    """Return the orders in which a search may be walked, its own first.

    The cursors of a search for words held `featured` until relevance came.
    """
    return (RELEVANCE, sort) if words and sort == "featured" else (sort,)


@dataclass(frozen=True)
class Search:
    """What somebody looks for; naming ids also brings what is no longer for sale."""

    words: str = ""
    category: str | None = None
    ids: tuple[int, ...] = ()
    sort: Sort = "featured"
    limit: int = 100
    cursor: Cursor | None = None

    @property
    def walk(self) -> str:
        """The order in which this search goes on."""
        return self.cursor.sort if self.cursor else walks(self.sort, self.words)[0]


@dataclass(frozen=True)
class ProductPage:
    """The products found, where to go on, and how many there are in all."""

    products: Sequence[Product]
    following: Cursor | None
    total: int
    # What was looked for in place of what no product has all of.
    did_you_mean: str | None = None


@dataclass(frozen=True)
class CategoryCount:
    """A category and how many products for sale it holds."""

    slug: str
    name: str
    count: int


def browse(search: Search) -> ProductPage:
    """Find products, sorted, from the cursor on."""
    found = look_for(search.words)
    place = _place(search, found)
    rows = db.session.execute(
        select(Product, place)
        .where(*_matching(search, found), *_beyond(search, place))
        .order_by(*_order(search.sort, place))
        .limit(search.limit + 1)
    ).all()
    products = [product for product, _ in rows[: search.limit]]
    is_last = len(rows) <= search.limit
    if search.cursor is None and is_last:
        return ProductPage(products, None, len(products), found.did_you_mean)
    following = None if is_last else _cursor(search, *rows[search.limit - 1])
    return ProductPage(products, following, _count(search, found), found.did_you_mean)


def categories() -> list[CategoryCount]:
    """List the categories that hold something for sale."""
    rows = db.session.execute(
        select(Category.slug, Category.name, func.count())
        .join(Product, Product.category == Category.slug)
        .where(Product.is_active)
        .group_by(Category.slug, Category.name, Category.position)
        .order_by(Category.position, Category.slug)
    )
    return [CategoryCount(slug, name, count) for slug, name, count in rows]


def find(slug: str) -> Product:
    """Pick a product up, for sale or not; raise `ProductNotFound`."""
    product = db.session.scalar(select(Product).where(Product.slug == slug))
    if product is None:
        raise ProductNotFound
    return product


def for_sale(product_id: int) -> Product:
    """Pick a product up that can be bought; raise `ProductNotFound`."""
    product = db.session.get(Product, product_id)
    if product is None or not product.is_active:
        raise ProductNotFound
    return product


def _matching(search: Search, found: Found) -> list[ColumnElement[bool]]:
    conditions = list(found.conditions)
    if search.category is not None:
        conditions.append(Product.category == search.category)
    conditions.append(
        Product.id.in_(search.ids) if search.ids else Product.is_active.is_(True)
    )
    return conditions


def _place(search: Search, found: Found) -> ColumnElement[Any]:
    """Return what the search sorts by; names that were asked for come first."""
    if search.walk == RELEVANCE and found.rank is not None:
        return found.rank * _FARTHEST + Product.position
    return _KEYS[search.sort].expression


def _beyond(search: Search, place: ColumnElement[Any]) -> list[ColumnElement[bool]]:
    if search.cursor is None:
        return []
    here = tuple_(place, Product.id)
    passed = tuple_(search.cursor.key, search.cursor.product_id)
    return [here < passed if search.sort in _DESCENDING else here > passed]


def _order(sort: Sort, place: ColumnElement[Any]) -> tuple[ColumnElement[Any], ...]:
    columns = (place, Product.id)
    if sort in _DESCENDING:
        return tuple(column.desc() for column in columns)
    return tuple(column.asc() for column in columns)


def _cursor(search: Search, last: Product, key: int | str) -> Cursor:
    return Cursor(search.walk, key, last.id)


def _count(search: Search, found: Found) -> int:
    conditions = _matching(search, found)
    counting = select(func.count()).select_from(Product).where(*conditions)
    return db.session.scalar(counting) or 0
