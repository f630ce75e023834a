"""Whatever a caller calls us, and whatever it claims: no address is made of it."""

import importlib
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from tools.applications import APPLICATIONS, FRONTEND, Application
from tools.shop import application_commands, keys
from tools.shop.developer_settings import read_settings

OTHER_NAMES = [
    "evil.example",
    "evil.example:80",
    "EVIL.example.",
    "127.0.0.1.evil.example",
    "127.0.0.1@evil.example",
    "evil@127.0.0.1",
    "127.0.0.1:5000:evil",
    "127.0.0.1/evil",
    "evil example",
    "[::1]evil",
    "[evil",
    "evil" * 99,
    "evil\xe9.example",
]
OWN_NAMES = ["localhost", "LOCALHOST:1", "127.0.0.1:5000", "[::1]:65535", "[::1]"]
PATHS = [
    "//",
    "///docs",
    "//evil.example/..",
    "//evil.example//docs/",
    "/docs/",
    "/docs",
    "/openapi.json",
    "/api//products",
    "/basket/",
    "//basket",
    "//login",
    "/login/",
    "/product//sunflower",
    "/\\evil.example//",
    "/health/live",
    "/health//live",
    "/nothing-here",
]
CLAIMS = {
    "X-Forwarded-Host": "evil.example",
    "X-Forwarded-Proto": "https",
    "X-Forwarded-Prefix": "/evil",
    "X-Forwarded-Port": "666",
    "X-Forwarded-Server": "evil.example",
    "Forwarded": "host=evil.example;proto=https",
    "X-Original-Url": "/evil",
    "X-Rewrite-Url": "/evil",
    "X-Host": "evil.example",
}


@pytest.fixture(params=APPLICATIONS, ids=lambda it: it.folder)
def application(request: pytest.FixtureRequest) -> Application:
    found: Application = request.param
    return found


@pytest.fixture
def app(
    application: Application, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Flask]:
    settings = read_settings({"SHOP_VAR": str(tmp_path), "LOG_LEVEL": "ERROR"})
    settings.data.mkdir()
    keys.make_keys(settings.secrets)
    for name, value in application_commands.environment(application, settings).items():
        monkeypatch.setenv(name, value)
    package = importlib.import_module(application.package)
    app = package.create_app()
    database = importlib.import_module(f"{application.package}.database")
    with app.app_context():
        database.db.create_all()
    yield app
    with app.app_context():
        database.db.engine.dispose()


@pytest.mark.parametrize("host", [*OTHER_NAMES, *OWN_NAMES])
def test_nothing_that_a_caller_sends_becomes_an_address(app: Flask, host: str) -> None:
    client = app.test_client()

    for path in PATHS:
        if path.startswith("//evil") and host in OWN_NAMES:
            continue
        answer = client.get(path, headers=CLAIMS | {"Host": host})
        rest = answer.text.lower().replace("//evil.example", "", path.count("evil"))
        location = answer.headers.get("Location", "/")

        assert answer.status_code < 500, (path, host)
        assert "evil" not in rest, (path, host)
        assert location.startswith("/"), (path, location)
        assert not location.startswith(("//", "/\\")), (path, location)


@pytest.mark.parametrize("host", OTHER_NAMES)
def test_storefront_alone_demands_its_own_name(
    application: Application, app: Flask, host: str
) -> None:
    answer = app.test_client().get("/docs", headers={"Host": host})

    if application == FRONTEND:
        assert answer.status_code == 400
        assert "This is not our address" in answer.text
