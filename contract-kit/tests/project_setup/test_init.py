"""`contract-kit init` begins contracts in somebody's project, and asks nothing."""

import subprocess
import sys
import tomllib

import pytest

from contract_kit.settings import settings_in

FLASK = """
from flask import Flask

def create_app(config=None):
    app = Flask("tea_service")
    app.add_url_rule("/health", view_func=lambda: {"status": "fine"})
    app.add_url_rule("/teas/<slug>", "tea", view_func=lambda slug: {"name": slug})
    app.add_url_rule("/", "page", view_func=lambda: "<h1>Teas</h1>")
    app.add_url_rule("/teas", "teas", view_func=teas)
    return app

def teas():
    tea = {"name": "Assam", "price": "4.20", "loose": True, "left": 3, "note": None}
    return {"teas": [tea, tea], "rating": 4.5}
"""
STARLETTE = """
from starlette.applications import Starlette
from starlette.responses import JSONResponse
from starlette.routing import Route

async def teas(request):
    return JSONResponse([{"name": "Assam", "price": "4.20"}])

app = Starlette(routes=[Route("/teas", teas)])
"""
PLAIN = """
import json

ANSWERS = {
    "/teas": {"name": "Assam", "price": "4.20"},
    "/openapi.json": {"paths": {"/teas/{slug}": {"get": {}}, "/teas": {"get": {}}}},
}

def create_app():
    def call(environ, start_response):
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(ANSWERS[environ["PATH_INFO"]]).encode()]
    return call
"""


@pytest.fixture
def project(tmp_path):
    folder = tmp_path / "shop"
    folder.mkdir()
    return folder


def put(project, text, name="tea_service/__init__.py"):
    path = project / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def run(project, *words):
    line = [sys.executable, "-m", *words]
    return subprocess.run(  # noqa: S603 - this interpreter
        line, cwd=project, capture_output=True, text=True
    )


def init(project):
    return run(project, "contract_kit", "init")


def verified(project):
    return run(project, "pytest", "-q", "tests/contract/test_pacts.py").returncode == 0


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (FLASK, "tea_service/__init__.py"),
        (FLASK, "src/tea_service/__init__.py"),
        (STARLETTE, "tea_service/main.py"),
        (PLAIN, "tea_service.py"),
    ],
)
def test_first_contract_is_written_and_kept(project, text, name):
    put(project, "", str(name.rpartition("/")[0] or ".") + "/__init__.py")
    put(project, text, name)

    done = init(project)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "GET /teas." in done.stdout
    assert verified(project)
    assert list(settings_in(project).services) == ["tea-service"]


def test_broken_field_is_red(project):
    put(project, FLASK)
    init(project)

    put(project, FLASK.replace('"4.20"', "4.2"))

    assert not verified(project)


def test_whole_check_is_green_at_once(project):
    put(project, FLASK)
    init(project)

    done = run(project, "contract_kit", "check")

    assert done.returncode == 0, done.stdout + done.stderr


def test_interaction_expects_types_alone(project):
    put(project, FLASK)
    init(project)

    text = (project / "tests/contract/test_tea_service_client_pact.py").read_text()
    assert '"price": money("4.20"),' in text
    assert '"loose": flag(True),' in text
    assert "rating" not in text
    assert "note" not in text


def test_settings_are_put_behind_those_there_are(project):
    put(project, FLASK)
    (project / "checks").mkdir()
    own = '[tool.pytest.ini_options]\ntestpaths = ["checks"]\n'
    put(project, own, "pyproject.toml")

    assert init(project).returncode == 0

    settings = tomllib.loads((project / "pyproject.toml").read_text())["tool"]
    assert settings["pytest"]["ini_options"]["testpaths"] == ["checks"]
    assert (project / "checks/contract/test_pacts.py").exists()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "No application is in"),
        ("def create_app():\n    raise OSError('no kettle')\n", "OSError: no kettle"),
        ("from flask import Flask\napp = Flask('teas')\n", "answers no GET without"),
    ],
)
def test_project_without_a_beginning_is_a_sentence(project, text, sentence):
    put(project, text)

    done = init(project)

    assert (done.returncode, done.stdout) == (2, "")
    assert sentence in done.stderr
    assert not (project / "pyproject.toml").exists()


def test_second_time_changes_nothing(project):
    put(project, FLASK)
    init(project)
    before = (project / "pyproject.toml").read_text()

    done = init(project)

    assert done.returncode == 2
    assert "has a [tool.contract-kit] already" in done.stderr
    assert (project / "pyproject.toml").read_text() == before


def test_file_that_is_there_is_left_alone(project):
    put(project, FLASK)
    put(project, "# mine\n", "tests/contract/conftest.py")

    done = init(project)

    assert done.returncode == 2
    assert "there already, and left alone" in done.stderr
    assert (project / "tests/contract/conftest.py").read_text() == "# mine\n"
