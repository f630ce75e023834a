"""Serve one page of HTML and nothing else, to compare the shop with."""

import os
from pathlib import Path

from flask import Flask


def create_app() -> Flask:
    """Serve the file that BENCH_PAGE names."""
    app = Flask(__name__)
    page = Path(os.environ["BENCH_PAGE"]).read_text("utf-8")

    @app.get("/")
    def show() -> str:
        return page

    return app
