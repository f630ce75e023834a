"""One packet, front and back."""

from flask import Blueprint, render_template
from werkzeug.wrappers import Response

from service_kit.clock import now
from service_kit.http_client import CallFailed, NotFound
from storefront import errors
from storefront.catalogue_cache import catalogue_cache
from storefront.clients.product_service import CatalogueQuery
from storefront.packet_back import packet_back
from storefront.service_models import Category, Product

product = Blueprint("product", __name__)
SLUG = "<regex('[a-z0-9][a-z0-9-]{0,119}'):slug>"
_NEAR = 4


@product.get(f"/product/{SLUG}")
def show(slug: str) -> str | Response:
    """Show a product, or offer a search for it where there is none."""
    try:
        found = catalogue_cache().product(slug)
    except NotFound:
        return _missing(slug)
    return render_template(
        "product/product.html",
        product=found,
        category=_shelf_of(found),
        near=_near(found),
        back=packet_back(found.facts, now().month) if found.facts else None,
    )


def _missing(slug: str) -> Response:
    page = errors.ErrorPage(
        404,
        "We do not have that packet",
        "It may have sold its last seed. Perhaps a search finds something like it:",
    )
    return errors.error_response(page, words=slug.replace("-", " "))


def _near(found: Product) -> tuple[Product, ...]:
    """Pick a few from the same shelf; the page can do without them."""
    query = CatalogueQuery(category=found.category, limit=_NEAR + 1)
    try:
        others = catalogue_cache().page(query).products
    except CallFailed:
        return ()
    return tuple(other for other in others if other.id != found.id)[:_NEAR]


def _shelf_of(found: Product) -> Category | None:
    known = catalogue_cache().known_categories()
    return next((kept for kept in known if kept.slug == found.category), None)
