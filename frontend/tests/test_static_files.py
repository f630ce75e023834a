import gzip
import shutil
from pathlib import Path

import brotli
import click
import pytest
from flask import Flask
from werkzeug.test import TestResponse

import storefront
from storefront.static_files import serve_static_files

from .page_browser import Visitor

STATIC = Path(storefront.__file__).parent / "static"
HTMX = "vendor/htmx-4.0.1.min.js"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(STATIC, tmp_path / "static"))


@pytest.fixture
def bare(folder: Path) -> Flask:
    """An application with the static files of the shop and no pages."""
    app = Flask("bare", static_folder=None)
    serve_static_files(app, folder)
    return app


def fetch(app: Flask, name: str, encoding: str = "") -> TestResponse:
    headers = {"Accept-Encoding": encoding}
    return app.test_client().get(address(app, name), headers=headers, buffered=True)


def address(app: Flask, name: str) -> str:
    return str(app.jinja_env.globals["static"][name])


def test_files_are_kept_for_a_year_under_names_that_change(bare: Flask) -> None:
    headers = fetch(bare, "css/shop.css").headers

    assert address(bare, "css/shop.css").startswith("/static/css/shop.")
    assert "immutable" in headers["Cache-Control"]
    assert int(headers["Cache-Control"].split("max-age=")[1].split(",")[0]) >= 31536000


@pytest.mark.parametrize(
    ("encoding", "unpack"), [("br", brotli.decompress), ("gzip", gzip.decompress)]
)
def test_files_are_sent_compressed(bare: Flask, encoding: str, unpack: object) -> None:
    answer = fetch(bare, "css/shop.css", encoding)

    assert answer.headers["Content-Encoding"] == encoding
    assert unpack(answer.data) == (STATIC / "css/shop.css").read_bytes()


def test_changed_file_is_compressed_anew(folder: Path) -> None:
    style = folder / "css/shop.css"
    serve_static_files(Flask("before", static_folder=None), folder)
    style.write_text("body { color: red } " * 50)
    app = Flask("after", static_folder=None)

    serve_static_files(app, folder)
    answer = fetch(app, "css/shop.css", "br")

    assert brotli.decompress(answer.data) == style.read_bytes()


def test_what_is_packed_by_nature_is_left_alone(folder: Path) -> None:
    serve_static_files(Flask("bare", static_folder=None), folder)

    assert (folder / "css/shop.css.br").exists()
    assert not list(folder.glob("social.png.*"))


def test_missing_htmx_is_loud_and_nothing_more(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(folder / "vendor", ignore_errors=True)
    app = Flask("bare", static_folder=None)

    serve_static_files(app, folder)

    assert app.jinja_env.globals["htmx"] is None
    assert f"{HTMX} is missing" in caplog.text


def test_command_that_serves_nobody_does_not_miss_htmx(
    folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    shutil.rmtree(folder / "vendor", ignore_errors=True)

    with click.Context(click.Command("upgrade")):
        serve_static_files(Flask("bare", static_folder=None), folder)

    assert not caplog.messages


def test_page_without_htmx_names_no_script_that_is_not_there(
    app: Flask, visitor: Visitor
) -> None:
    app.jinja_env.globals["htmx"] = None

    page = visitor.open("/")

    assert [tag["src"].split(".")[0] for tag in page.soup.select("script")] == [
        "/static/shop",
        "/static/toast",
    ]


def test_own_script_and_styles_stay_small(folder: Path) -> None:
    def weight(pattern: str) -> int:
        return sum(len(brotli.compress(p.read_bytes())) for p in folder.glob(pattern))

    assert len((folder / "shop.js").read_bytes()) <= 2048
    assert weight("**/*.css") <= 10 * 1024
    assert weight("**/*.js") <= 16 * 1024


def test_files_are_what_they_say_and_nobody_elses(bare: Flask) -> None:
    for name in bare.jinja_env.globals["static"]:
        headers = fetch(bare, name).headers

        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
        assert "Access-Control-Allow-Origin" not in headers
