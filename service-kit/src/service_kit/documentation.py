"""The OpenAPI document of a service, and a page of it that needs no script."""

from typing import Any

from flask import Blueprint, Flask, Response, current_app, jsonify, render_template

from service_kit.openapi import openapi_document

_POLICY = (
    "default-src 'none'; style-src 'self'; frame-ancestors 'none'; base-uri 'none'"
)


def documentation_routes(service: str) -> Blueprint:
    """Make `/openapi.json` and `/docs`."""
    routes = Blueprint(
        "documentation",
        __name__,
        template_folder="templates",
        static_folder="static",
        static_url_path="/docs/static",
    )

    @routes.get("/openapi.json")
    def openapi() -> Response:
        """Answer with the OpenAPI 3.1 document."""
        return jsonify(_document(_this_app(), service))

    @routes.get("/docs")
    def docs() -> Response:
        """Show the same document as a page."""
        page = render_template(
            "service_kit/docs.html", api=_document(_this_app(), service)
        )
        return Response(page, headers={"Content-Security-Policy": _POLICY})

    return routes


def _this_app() -> Flask:
    app: Flask = current_app._get_current_object()  # type: ignore[attr-defined]
    return app


def _document(app: Flask, service: str) -> dict[str, Any]:
    """Write the document at the first request for it: then every route is there."""
    if "openapi" not in app.extensions:
        app.extensions["openapi"] = openapi_document(app, service)
    document: dict[str, Any] = app.extensions["openapi"]
    return document
