import re

from flask import Flask
from flask.testing import FlaskClient
from openapi_spec_validator import validate

from .shared_routes import SHARED_ROUTES


def test_document_is_valid_openapi(client: FlaskClient) -> None:
    validate(client.get("/openapi.json").json)


def test_every_route_is_documented(app: Flask, client: FlaskClient) -> None:
    documented = {
        (method.upper(), path)
        for path, operations in client.get("/openapi.json").json["paths"].items()
        for method in operations
    }

    routes = {
        (method, re.sub(r"<(?:.*:)?(\w+)>", r"{\1}", rule.rule))
        for rule in app.url_map.iter_rules()
        if rule.endpoint.partition(".")[0] not in SHARED_ROUTES - {"health"}
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert documented == routes


def test_documentation_can_be_read_by_people(client: FlaskClient) -> None:
    page = client.get("/docs")

    assert page.status_code == 200
    assert "/api/product/{slug}" in page.text


def test_service_says_that_it_is_well(client: FlaskClient) -> None:
    assert client.get("/health/live").json["service"] == "product-service"
    assert client.get("/health/ready").status_code == 200
