"""The drawings of the catalogue, made to be kept by browsers and by the storefront."""

from flask import Blueprint, Response, request

from product_service.errors import ProductNotFound
from product_service.picture_cache import picture_of
from service_kit.access import anyone
from service_kit.openapi import DeclaredResponse
from service_kit.operation_decorator import operation
from service_kit.responses import conditional

pictures = Blueprint("pictures", __name__)
_DAY = 24 * 60 * 60
# Opened by itself, a drawing is a document: nothing may run in it or be loaded by it.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; sandbox"


@pictures.get("/pictures/<regex('[A-Za-z0-9._~-]{1,200}'):slug>.svg")
@operation(
    access=anyone,
    responses={200: DeclaredResponse(media="image/svg+xml"), 304: None},
    problems=(ProductNotFound,),
)
def show_picture(slug: str) -> Response:
    """Show the drawing of a product as SVG."""
    picture = picture_of(slug)
    if _takes_gzip():
        response = Response(picture.compressed, headers={"Content-Encoding": "gzip"})
        response.set_etag(f"{picture.mark}-gzip")
    else:
        response = Response(picture.svg)
        response.set_etag(picture.mark)
    response.content_type = "image/svg+xml; charset=utf-8"
    response.vary.add("Accept-Encoding")
    response.cache_control.public = True
    response.cache_control.max_age = _DAY
    response.headers["Content-Security-Policy"] = _POLICY
    return conditional(response)


def _takes_gzip() -> bool:
    return request.accept_encodings.quality("gzip") > 0
