from flask import Flask
from openapi_spec_validator import validate


def test_document_is_valid_openapi(app: Flask) -> None:
    validate(app.test_client().get("/openapi.json").json)


def test_every_operation_is_documented(app: Flask) -> None:
    documented = app.test_client().get("/openapi.json").json["paths"]

    operations = {
        (str(rule.rule).count("/"), method.lower())
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith(("/api/", "/health/"))
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    found = {
        (path.count("/"), method) for path in documented for method in documented[path]
    }
    assert operations == found


def test_page_shows_the_checkout(app: Flask) -> None:
    page = app.test_client().get("/docs")

    assert page.status_code == 200
    assert "/api/order/checkout" in page.text
    assert "default-src 'none'" in page.headers["Content-Security-Policy"]
