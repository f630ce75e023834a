"""What administrators do: add, change and withdraw products, never by overwriting what
somebody else, or a sale, has changed meanwhile."""

from collections.abc import Callable
from dataclasses import replace

from sqlalchemy import ColumnElement, select

from product_service.database import db, transaction
from product_service.errors import ProductNotFound, ProductTaken
from product_service.models import Product
from product_service.product_details import Details
from product_service.product_writer import insert_product, name_key, update_product
from service_kit.problems import Invalid, PreconditionFailed

# Shows whether a product is still as the administrator has seen it.
Seen = Callable[[Product], bool]


@transaction
def add_product(details: Details) -> Product:
    """Put a new product into the catalogue; raise `ProductTaken`."""
    _demand_free(details, None)
    return insert_product(details)


@transaction
def change_product(
    slug: str, seen: Seen, change: Callable[[Details], Details]
) -> Product:
    """Change a product that is as it was seen; raise `PreconditionFailed` otherwise."""
    product = _as_seen(slug, seen)
    details = change(product.details)
    _demand_free(details, product)
    update_product(product, details)
    return product


@transaction
def withdraw_product(slug: str, seen: Seen) -> Product:
    """Take a product off sale; what refers to it still finds it by its id."""
    product = _as_seen(slug, seen)
    update_product(product, replace(product.details, is_active=False))
    return product


def _as_seen(slug: str, seen: Seen) -> Product:
    product = db.session.scalar(
        select(Product).where(Product.slug == slug).with_for_update()
    )
    if product is None:
        raise ProductNotFound
    if not seen(product):
        raise PreconditionFailed
    return product


def _demand_free(details: Details, product: Product | None) -> None:
    if not details.slug:
        raise Invalid(errors={"slug": ["Give an address of letters and digits."]})
    errors = {}
    key = name_key(details.name)
    if (product is None or key != product.name_key) and _exists(
        Product.name_key == key
    ):
        errors["name"] = ["Another product has this name."]
    if (product is None or details.slug != product.slug) and _exists(
        Product.slug == details.slug
    ):
        errors["slug"] = ["Another product has this address."]
    if errors:
        raise ProductTaken(errors=errors)


def _exists(condition: ColumnElement[bool]) -> bool:
    return db.session.scalar(select(Product.id).where(condition).limit(1)) is not None
