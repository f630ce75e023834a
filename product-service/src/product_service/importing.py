"""Takes a products feed into the catalogue, whole or not at all, as often as one likes.

A product is known again by its slug, made of its title. An entry that says what it said
last time changes nothing, so that stock sold and names mended since then stay."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from sqlalchemy import select

from product_service.database import db, transaction
from product_service.details import Details
from product_service.errors import FeedBroken
from product_service.feed import FeedProduct, named
from product_service.models import Product
from product_service.shelving import relabel, shelve
from product_service.words import slug_of
from service_kit.money import Money

Outcome = Literal["new", "changed", "unchanged"]


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
    shared = _shared_slugs(feed)
    met: set[str] = set()
    outcomes: Counter[Outcome] = Counter()
    for place, entry in enumerate(feed, start=1):
        slug, product = _place(entry, shared)
        if slug is None or slug in met:
            raise FeedBroken(
                f"{named(place, entry.title)} needs a sku of its own, "
                "because its title is shared or makes no address."
            )
        met.add(slug)
        outcomes[_take_in(entry, slug, product, currency)] += 1
        tick()
    return Tally(outcomes["new"], outcomes["changed"], outcomes["unchanged"])


def _shared_slugs(feed: Sequence[FeedProduct]) -> set[str]:
    counted = Counter(slug_of(entry.title) for entry in feed)
    return {slug for slug, count in counted.items() if count > 1}


def _place(
    entry: FeedProduct, shared: set[str]
) -> tuple[str, Product | None] | tuple[None, None]:
    """Find the slug of an entry and the product there, the entry's own or none."""
    for slug in _slugs(entry, shared):
        product = db.session.scalar(select(Product).where(Product.slug == slug))
        if product is None or _came_from(entry, product):
            return slug, product
    return None, None


def _slugs(entry: FeedProduct, shared: set[str]) -> Iterator[str]:
    plain = slug_of(entry.title)
    if plain and plain not in shared:
        yield plain
    if entry.sku and slug_of(entry.sku):
        yield f"{plain}-{slug_of(entry.sku)}".lstrip("-")


def _came_from(entry: FeedProduct, product: Product) -> bool:
    # A product of the shop's own, or with another sku, is not the feed's to change.
    return product.feed_digest is not None and product.feed_sku == entry.sku


def _take_in(
    entry: FeedProduct, slug: str, product: Product | None, currency: str
) -> Outcome:
    digest = hashlib.sha256(entry.model_dump_json().encode()).hexdigest()
    if product is not None and product.feed_digest == digest:
        return "unchanged"
    told = _details(entry, slug, currency)
    outcome: Outcome = "new" if product is None else "changed"
    if product is None:
        product = shelve(told)
    else:
        relabel(product, _keeping_our_own(told, product))
    product.feed_sku, product.feed_digest = entry.sku, digest
    return outcome


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


def _keeping_our_own(told: Details, product: Product) -> Details:
    return replace(
        told,
        picture=product.picture,
        facts=product.facts,
        is_active=product.is_active,
    )
