"""Takes a products feed into the catalogue, whole or not at all, as often as one likes.

A product is known again by its sku, one without by the address made of its title. What
an entry holds differently than last time is changed, and nothing else: names mended and
packets sold since then stay as they are."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from sqlalchemy import ColumnElement, select

from product_service.database import db, transaction
from product_service.errors import FeedBroken
from product_service.feed_parser import FeedProduct, named
from product_service.models import Product
from product_service.product_details import Details
from product_service.product_writer import insert_product, update_product
from product_service.text_folding import slug_of
from service_kit.money import Money

Outcome = Literal["new", "changed", "unchanged"]
# What a field of a feed is called among the details of a product.
_DETAILS = {
    "title": "name",
    "price": "price",
    "category": "category",
    "brand": "brand",
    "description": "description",
    "thumbnail": "image",
}


@dataclass(frozen=True)
class Tally:
    """How many products of the feed were new, changed or unchanged."""

    new: int
    changed: int
    unchanged: int

    @property
    def total(self) -> int:
        """How many the feed had."""
        return self.new + self.changed + self.unchanged


@transaction
def import_feed(
    feed: Sequence[FeedProduct], currency: str, tick: Callable[[], object]
) -> Tally:
    """Take every product of the feed in; `tick` is called after each."""
    _demand_one_entry_a_sku(feed)
    shared = _shared_slugs(feed)
    outcomes: Counter[Outcome] = Counter()
    for place, entry in enumerate(feed, start=1):
        product = _known(entry, shared)
        outcome: Outcome = "new" if product is None else _brought(entry, product)
        if product is None:
            product = _inserted(place, entry, shared, currency)
        _remember(entry, product)
        outcomes[outcome] += 1
        tick()
    return Tally(outcomes["new"], outcomes["changed"], outcomes["unchanged"])


def _demand_one_entry_a_sku(feed: Sequence[FeedProduct]) -> None:
    places: dict[str, int] = {}
    for place, entry in enumerate(feed, start=1):
        if not entry.sku:
            continue
        if first := places.get(entry.sku):
            other = named(first, feed[first - 1].title)
            raise FeedBroken(
                f"{named(place, entry.title)} has the sku {entry.sku} of {other}."
            )
        places[entry.sku] = place


def _shared_slugs(feed: Sequence[FeedProduct]) -> set[str]:
    counted = Counter(slug_of(entry.title) for entry in feed)
    return {slug for slug, count in counted.items() if count > 1}


def _known(entry: FeedProduct, shared: set[str]) -> Product | None:
    """Find the product that this entry has brought before."""
    if entry.sku and (product := _locked(Product.feed_sku == entry.sku)):
        return product
    for slug in _slugs(entry, shared):
        product = _locked(Product.slug == slug)
        if product is not None and _came_from(entry, product):
            return product
    return None


def _locked(condition: ColumnElement[bool]) -> Product | None:
    # Nobody may buy between the look at the stock and its change.
    return db.session.scalar(select(Product).where(condition).with_for_update())


def _came_from(entry: FeedProduct, product: Product) -> bool:
    # A product of the shop's own, or with another sku, is not the feed's to change.
    sku = product.feed_sku
    return product.feed_digest is not None and (not sku or sku == entry.sku)


def _slugs(entry: FeedProduct, shared: set[str]) -> Iterator[str]:
    plain = slug_of(entry.title)
    if plain and plain not in shared:
        yield plain
    if entry.sku and slug_of(entry.sku):
        yield f"{plain}-{slug_of(entry.sku)}".lstrip("-")


def _inserted(
    place: int, entry: FeedProduct, shared: set[str], currency: str
) -> Product:
    for slug in _slugs(entry, shared):
        if db.session.scalar(select(Product.id).where(Product.slug == slug)) is None:
            return insert_product(_details(entry, slug, currency))
    raise FeedBroken(
        f"{named(place, entry.title)} needs a sku of its own, "
        "because its title is shared or makes no address."
    )


def _brought(entry: FeedProduct, product: Product) -> Outcome:
    """Change what differs in the entry from last time."""
    if product.feed_digest == _digest(entry):
        return "unchanged"
    details = _details(entry, product.slug, product.currency)
    present = _as_json(entry)
    before = product.feed_entry or {}
    kept = product.details
    changes = {
        detail: getattr(details, detail)
        for field, detail in _DETAILS.items()
        if field not in before or before[field] != present[field]
    }
    update_product(
        product, replace(kept, quantity=_stock(kept, before, entry), **changes)
    )
    return "changed"


def _stock(kept: Details, before: Mapping[str, Any], entry: FeedProduct) -> int:
    """Add what came in since the last feed, or went; what was sold stays sold."""
    came: int = entry.stock - before.get("stock", entry.stock)
    return max(0, kept.quantity + came)


def _remember(entry: FeedProduct, product: Product) -> None:
    product.feed_sku = entry.sku
    product.feed_digest = _digest(entry)
    product.feed_entry = _as_json(entry)


def _as_json(entry: FeedProduct) -> dict[str, Any]:
    return entry.model_dump(mode="json")


def _digest(entry: FeedProduct) -> str:
    return hashlib.sha256(entry.model_dump_json().encode()).hexdigest()


def _details(entry: FeedProduct, slug: str, currency: str) -> Details:
    return Details(
        name=entry.title,
        slug=slug,
        price=Money.parse(entry.price, currency),
        category=entry.category,
        brand=entry.brand,
        description=entry.description,
        quantity=entry.stock,
        image=entry.thumbnail,
    )
