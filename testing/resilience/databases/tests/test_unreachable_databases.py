"""Every application while the server of its database, or Redis, is away.

What a page shows then is in the storefront's own tests; here the servers are real.
"""

import gc
import importlib
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from flask.testing import FlaskClient

from testing.resilience.databases.servers import find_servers
from tools.applications import APPLICATIONS, FRONTEND, Application
from tools.shop import application_commands, keys
from tools.shop.developer_settings import read_settings

# A driver whose server has gone leaves its socket to the collector.
pytestmark = [
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]
SERVERS = [name for name, it in find_servers().items() if it and name != "SQLite"]
REDIS = ["redis-server"] if shutil.which("redis-server") else []
NEEDY = ("/basket", "/checkout", "/orders", "/account", "/login")
# A call to a server that is gone fails at once; one that hangs is given up by then.
SECONDS = 3.0
LOGIN = {"username": "ada", "password": "correct horse"}


@pytest.fixture(autouse=True)
def collected() -> Iterator[None]:
    """Collect such sockets here: a later test would be warned of them."""
    yield
    gc.collect()


@pytest.fixture(params=APPLICATIONS, ids=lambda it: it.folder)
def application(request: pytest.FixtureRequest) -> Application:
    found: Application = request.param
    return found


@pytest.fixture
def environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    settings = read_settings({"SHOP_VAR": str(tmp_path)})
    settings.data.mkdir()
    keys.make_keys(settings.secrets)
    for application in APPLICATIONS:
        for name, value in application_commands.environment(
            application, settings
        ).items():
            monkeypatch.setenv(name, value)
    return monkeypatch


@contextmanager
def opened(application: Application) -> Iterator[Flask]:
    app: Flask = importlib.import_module(application.package).create_app()
    with app.app_context():
        flask_migrate.upgrade()
    yield app
    with app.app_context():
        importlib.import_module(f"{application.package}.database").db.engine.dispose()


@pytest.mark.parametrize("kind", SERVERS)
def test_application_whose_database_is_gone_says_so(
    application: Application, kind: str, environment: pytest.MonkeyPatch
) -> None:
    start = find_servers()[kind]
    assert start
    with ExitStack() as stack:
        running = stack.enter_context(ExitStack())
        new_database = running.enter_context(start())
        environment.setenv("DATABASE_URL", new_database("lost"))
        client = stack.enter_context(opened(application)).test_client()
        assert client.get("/health/ready").status_code == 200
        if application == FRONTEND:
            fill_basket(client)

        running.close()

        assert_refused_with_reason(application, client)


def assert_refused_with_reason(application: Application, client: FlaskClient) -> None:
    assert client.get("/health/live").status_code == 200
    assert status_in_time(client, "/health/ready") == 503
    match application.folder:
        case "frontend":
            assert_pages_report_it(client)
        case "product-service":
            assert status_in_time(client, "/api/products") == 503
        case "user-service":
            answer = client.post("/api/user/login", json=LOGIN)
            assert (answer.status_code, answer.mimetype) == (
                503,
                "application/problem+json",
            )
            assert answer.headers["Retry-After"]


def assert_pages_report_it(client: FlaskClient) -> None:
    for path in NEEDY:
        assert status_in_time(client, path) == 503
        assert "We cannot remember you just now" in client.get(path).text
    assert status_in_time(client, "/help") == 200


def status_in_time(client: FlaskClient, path: str) -> int:
    begin = time.monotonic()
    answer = client.get(path)
    assert time.monotonic() - begin < SECONDS, path
    assert answer.status_code != 503 or answer.headers["Retry-After"]
    return answer.status_code


def fill_basket(client: FlaskClient) -> None:
    with client.session_transaction() as session:
        session["basket:1"] = 2


@pytest.fixture
def redis() -> Iterator[subprocess.Popen[bytes]]:
    with tempfile.TemporaryDirectory(prefix="redis-") as folder:
        words = ("--port", "0", "--unixsocket", f"{folder}/socket", "--dir", folder)
        process = subprocess.Popen(
            ["redis-server", *words, "--save", "", "--daemonize", "no"],
            stdout=subprocess.DEVNULL,
        )
        process.socket = f"{folder}/socket"  # type: ignore[attr-defined]
        with process:
            yield process
            process.send_signal(signal.SIGCONT)
            process.kill()


@pytest.mark.parametrize("_installed", REDIS)
def test_storefront_whose_redis_is_away_says_so_and_heals(
    _installed: str, redis: subprocess.Popen[bytes], environment: pytest.MonkeyPatch
) -> None:
    address = f"unix://{redis.socket}"  # type: ignore[attr-defined]
    environment.setenv("SESSION_REDIS_URL", address)
    with opened(FRONTEND) as app:
        client = app.test_client()
        until_ready(client)
        fill_basket(client)

        redis.send_signal(signal.SIGSTOP)
        assert status_in_time(client, "/health/ready") == 503
        assert_pages_report_it(client)

        redis.send_signal(signal.SIGCONT)
        assert status_in_time(client, "/health/ready") == 200
        assert "We cannot remember you" not in client.get("/login").text
        with client.session_transaction() as session:
            assert session["basket:1"] == 2

        redis.kill()
        redis.wait()
        assert status_in_time(client, "/health/ready") == 503
        assert_pages_report_it(client)


def until_ready(client: FlaskClient) -> None:
    deadline = time.monotonic() + 20
    while client.get("/health/ready").status_code != 200:
        assert time.monotonic() < deadline, "Redis does not come up."
