"""Relays the drawings of product-service, so that a page loads from one place alone."""

from flask import Blueprint, Response, request

from service_kit.responses import conditional
from storefront.catalogue_cache import catalogue_cache
from storefront.clients.product_service import WithETag
from storefront.pages.product import SLUG
from storefront.service_models import ProductImage

pictures = Blueprint("pictures", __name__)
_KEEP = "public, max-age=86400, stale-while-revalidate=604800"


@pictures.get(f"/pictures/{SLUG}.svg")
def show(slug: str) -> Response:
    """Show a drawing."""
    answer = catalogue_cache().picture(slug)
    response = _response(answer)
    response.headers["Cache-Control"] = _KEEP
    response.vary.add("Accept-Encoding")
    # A drawing is never a page: opened by itself it may do nothing at all.
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    if answer.etag:
        response.headers["ETag"] = answer.etag
        return conditional(response)
    return response


def _response(answer: WithETag[ProductImage]) -> Response:
    picture = answer.value
    if not request.accept_encodings["gzip"]:
        return Response(picture.content, content_type=picture.media_type)
    packed = Response(picture.packed, content_type=picture.media_type)
    packed.headers["Content-Encoding"] = "gzip"
    return packed
