"""ETags of products and the If-Match of changes (RFC 9110, section 8.8.3): strong ones,
and another one for the same version written as XML."""

from flask import Response, request

from product_service.administration import Seen
from product_service.errors import IfMatchNeeded
from product_service.models import Product


def tagged(response: Response, product: Product) -> Response:
    """Give an answer about a product its ETag."""
    as_json, as_xml = _tags(product)
    response.set_etag(as_xml if response.mimetype == "application/xml" else as_json)
    return response


def if_match() -> Seen:
    """Read from If-Match what the caller has seen; raise `IfMatchNeeded` without it."""
    seen = request.if_match
    if not seen:
        raise IfMatchNeeded
    # A proxy that compresses answers weakens their tags; they mean the same version.
    return lambda product: any(seen.contains_weak(tag) for tag in _tags(product))


def if_match_or_any() -> Seen:
    """Read the same; an older client knows no versions, and changes what it finds."""
    return if_match() if request.if_match else lambda _: True


def _tags(product: Product) -> tuple[str, str]:
    tag = f"{product.id}-{product.version}"
    return tag, f"{tag}-xml"
