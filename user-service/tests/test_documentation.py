import re
from collections import defaultdict

from flask import Flask
from openapi_spec_validator import validate

from .people import Person

SHARED_ROUTES = {"documentation", "static"}


def routes(app: Flask) -> dict[str, set[str]]:
    """Collect the methods of each address of the API."""
    methods: dict[str, set[str]] = defaultdict(set)
    for rule in app.url_map.iter_rules():
        if rule.endpoint.partition(".")[0] not in SHARED_ROUTES:
            taken = rule.methods - {"HEAD", "OPTIONS"}
            methods[rule.rule] |= {method.lower() for method in taken}
    return methods


def test_document_is_valid_openapi(app: Flask) -> None:
    validate(app.test_client().get("/openapi.json").json)


def test_every_operation_is_documented(app: Flask) -> None:
    documented = app.test_client().get("/openapi.json").json["paths"]

    assert {path: set(methods) for path, methods in documented.items()} == {
        re.sub(r"<(?:.*:)?(\w+)>", r"{\1}", path): methods
        for path, methods in routes(app).items()
    }


def test_page_shows_the_same(app: Flask) -> None:
    page = app.test_client().get("/docs")

    assert page.status_code == 200
    assert "/api/user/login" in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]


def test_answers_come_as_xml_for_who_asks(ada: Person) -> None:
    answer = ada.call("GET", "/api/user", headers={"Accept": "application/xml"})

    assert answer.content_type == "application/xml"
    assert "<username>ada</username>" in answer.text
    assert "<is_admin>false</is_admin>" in answer.text


def test_problems_come_as_xml_too(app: Flask) -> None:
    answer = app.test_client().get("/api/user", headers={"Accept": "application/xml"})

    assert answer.status_code == 401
    assert answer.content_type == "application/problem+xml"
    assert "<message>Not logged in</message>" in answer.text


def test_service_answers_that_it_lives_and_is_ready(app: Flask) -> None:
    client = app.test_client()

    assert client.get("/health/live").json["service"] == "user-service"
    assert client.get("/health/ready").status_code == 200
