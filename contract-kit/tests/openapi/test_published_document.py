"""An OpenAPI document is fetched from the app that publishes it, or from a file."""

import json

import pytest
from flask import Flask
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.responses import JSONResponse
from starlette.routing import Route

from contract_kit.existing_paths import PathNotFound
from contract_kit.local_server import served
from contract_kit.openapi.published_document import NoOpenApi, published_document

DOCUMENT = {"openapi": "3.1.0", "paths": {"/teas": {}}}


def create_app():
    app = Flask("tea_service")
    app.add_url_rule("/openapi.json", view_func=lambda: DOCUMENT)
    app.add_url_rule("/teas", "teas", view_func=lambda: {"teas": []})
    return app


app = create_app()


asgi_app = Starlette(
    routes=[Route("/openapi.json", lambda request: JSONResponse(DOCUMENT))],
    middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=["tea.example"])],
)


def make_asgi_app(debug=False):
    return asgi_app


APPS = ["create_app", "app", "asgi_app", "make_asgi_app"]


@pytest.mark.parametrize("name", APPS)
def test_app_and_factory_publish_their_document(name, tmp_path):
    found = published_document(tmp_path, "/openapi.json", f"{__name__}:{name}")

    assert found == DOCUMENT


@pytest.mark.parametrize("name", ["HTTP_PROXY", "http_proxy", "ALL_PROXY"])
def test_document_is_fetched_at_a_url(name, tmp_path, monkeypatch):
    for other in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(other, raising=False)
    monkeypatch.setenv(name, "http://127.0.0.1:9")

    with served(app) as url:
        assert published_document(tmp_path, "/openapi.json", url) == DOCUMENT
        assert published_document(tmp_path, f"{url}/openapi.json", None) == DOCUMENT
        with pytest.raises(NoOpenApi, match="cannot be read"):
            published_document(tmp_path, "/missing.json", url)


def test_document_may_be_a_file_of_the_project(tmp_path):
    (tmp_path / "openapi.json").write_text(json.dumps(DOCUMENT))

    assert published_document(tmp_path, "openapi.json", None) == DOCUMENT


@pytest.mark.parametrize(
    ("openapi", "app_name", "complaint"),
    [
        ("/missing.json", f"{__name__}:app", "answers 404 to GET /missing"),
        ("/teas", f"{__name__}:app", "has no paths"),
        ("/openapi.json", "no_such_module:app", "cannot be imported: No module named"),
        ("/openapi.json", f"{__name__}:missing", "cannot be imported"),
        ("teas.txt", None, "teas.txt is no JSON"),
    ],
)
def test_document_that_is_none_is_reported(openapi, app_name, complaint, tmp_path):
    (tmp_path / "teas.txt").write_text("assam")

    with pytest.raises(NoOpenApi, match=complaint):
        published_document(tmp_path, openapi, app_name)


def test_file_that_was_moved_is_reported(tmp_path):
    with pytest.raises(PathNotFound):
        published_document(tmp_path, "openapi.json", None)
