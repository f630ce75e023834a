"""The one way in which details become a row, whoever brings them: folded for search,
in a category that exists, with a version that counts the change."""

from sqlalchemy import func, select

from product_service.database import db
from product_service.models import Category, Product
from product_service.product_details import EVERYTHING_ELSE, Details
from product_service.search import stems_of
from product_service.text_folding import fold, readable, slug_of
from service_kit.clock import now

# Folding may lengthen a text; MariaDB's TEXT holds this many characters of any kind.
_LONGEST_TEXT = 16_000


def insert_product(details: Details) -> Product:
    """Insert a new product behind all others."""
    product = Product(position=_behind_all_products(), version=0)
    _write(product, details)
    db.session.add(product)
    db.session.flush()
    return product


def update_product(product: Product, details: Details) -> None:
    """Update a product; nothing happens where nothing differs."""
    if product.details != details:
        _write(product, details)
        product.updated_at = now()


def name_key(name: str) -> str:
    """Fold a name for sorting, and for finding out whether it is taken."""
    return fold(name)[:120].strip()


def _write(product: Product, details: Details) -> None:
    product.slug = details.slug
    product.name = details.name
    product.name_key = name_key(details.name)
    product.searchable = _searchable(details)
    product.brand = details.brand
    product.category = _category_slug(details.category)
    product.stems = _stems(details)
    product.description = details.description
    product.price = details.price.minor
    product.currency = details.price.currency
    product.available = details.quantity
    product.image = details.image
    product.picture = details.picture
    product.facts = details.facts
    product.is_active = details.is_active
    product.version += 1


def _searchable(details: Details) -> str:
    texts = (details.name, *_on_the_label(details), details.description)
    return fold("\n".join(texts))[:_LONGEST_TEXT]


def _stems(details: Details) -> str:
    label = (readable(details.category), *_on_the_label(details))
    return stems_of(details.name, label, details.description)


def _on_the_label(details: Details) -> tuple[str, str]:
    botanical_name = details.facts.botanical_name if details.facts else ""
    return botanical_name, details.brand or ""


def _category_slug(category: str) -> str:
    slug = slug_of(category) or EVERYTHING_ELSE
    if db.session.get(Category, slug) is None:
        behind = db.session.scalar(select(func.max(Category.position))) or 0
        db.session.add(
            Category(slug=slug, name=readable(category), position=behind + 1)
        )
        db.session.flush()
    return slug


def _behind_all_products() -> int:
    return (db.session.scalar(select(func.max(Product.position))) or 0) + 1
