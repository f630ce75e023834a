"""A product-service in memory."""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from service_kit.http_client import NotFound, Rejected
from service_kit.money import Money
from storefront.clients.product_service import CatalogueQuery, WithETag
from storefront.service_models import (
    CataloguePage,
    Category,
    Facts,
    Product,
    ProductImage,
)

from .cursors import cursor_of, place_of
from .fake import Fake

PICTURE = b"<svg xmlns='http://www.w3.org/2000/svg'><circle r='9'/></svg>" * 4


def make_product(
    product_id: int = 1, name: str = "Sunflower", **more: object
) -> Product:
    slug = "-".join("".join(c if c.isalnum() else " " for c in name.lower()).split())
    facts = Facts("Helianthus annuus", (4, 5), 180, 45, 20)
    packet = Product(
        id=product_id,
        name=name,
        slug=slug or f"packet-{product_id}",
        category="flowers",
        description="A single-headed sunflower with a dark eye.",
        price=Money(240, "EUR"),
        image=f"/pictures/{slug or f'packet-{product_id}'}.svg",
        image_alt=f"Drawing of {name}",
        quantity=120,
        is_active=True,
        facts=facts,
    )
    return replace(packet, **more)  # type: ignore[arg-type]


@dataclass
class FakeProducts(Fake):
    """A catalogue in a list."""

    name = "product-service"
    stock: list[Product] = field(default_factory=list)
    # What is looked for in place of a mistyped word.
    meant: dict[str, str] = field(default_factory=dict)

    def catalogue(
        self, query: CatalogueQuery, etag: str | None = None
    ) -> WithETag[CataloguePage] | None:
        self.called("catalogue")
        if query.category == "!":
            raise Rejected(422)
        if etag == self._etag:
            return None
        meant = self.meant.get(query.words, "")
        sought = replace(query, words=meant or query.words)
        found = [p for p in self.stock if p.is_active and _fits(p, sought)]
        if query.sort.endswith("price"):
            found.sort(key=lambda p: p.price.minor, reverse=query.sort[0] == "-")
        start = place_of(query.cursor)
        end = start + query.limit
        following = cursor_of(end) if end < len(found) else None
        page = CataloguePage(tuple(found[start:end]), following, len(found), meant)
        return WithETag(page, self._etag)

    def product(self, slug: str, etag: str | None = None) -> WithETag[Product] | None:
        self.called("product")
        for product in self.stock:
            if product.slug == slug and product.is_active:
                return WithETag(product)
        raise NotFound(404)

    def products(self, product_ids: Iterable[int]) -> tuple[Product, ...]:
        self.called("products")
        wanted = set(product_ids)
        return tuple(product for product in self.stock if product.id in wanted)

    def categories(
        self, etag: str | None = None
    ) -> WithETag[tuple[Category, ...]] | None:
        self.called("categories")
        slugs = dict.fromkeys(product.category for product in self.stock)
        counts = {s: sum(p.category == s for p in self.stock) for s in slugs}
        return WithETag(
            tuple(Category(s, s.capitalize(), n) for s, n in counts.items())
        )

    def picture(
        self, slug: str, etag: str | None = None
    ) -> WithETag[ProductImage] | None:
        self.called("picture")
        if slug not in {product.slug for product in self.stock}:
            raise NotFound(404)
        return WithETag(ProductImage(PICTURE, "image/svg+xml"), '"drawn"')

    def find(self, product_id: int) -> Product | None:
        return next((p for p in self.stock if p.id == product_id), None)

    def change(self, product_id: int, **changes: object) -> None:
        self.stock = [
            replace(p, **changes) if p.id == product_id else p  # type: ignore[arg-type]
            for p in self.stock
        ]

    @property
    def _etag(self) -> str:
        return f'"{hash(tuple(self.stock))}"'


def _fits(product: Product, query: CatalogueQuery) -> bool:
    words = f"{product.name} {product.description}".lower()
    return query.words.lower() in words and query.category in ("", product.category)
