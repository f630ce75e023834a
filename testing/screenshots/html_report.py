"""Puts the screenshots on one page of HTML, which needs nothing but itself.

The screenshots in full size lie beside it; each small one leads there.
"""

import re
from base64 import b64encode
from importlib.resources import files
from pathlib import Path

from jinja2 import Environment, PackageLoader, StrictUndefined

from testing.screenshots.results import Results

NAME = "report.html"
# What is slimmer than this is a phone, and stands beside the others rather than below.
_SLIM = 600


def write_report(results: Results, folder: Path) -> Path:
    """Write the report beside the screenshots; return where it is."""
    path = folder / NAME
    path.write_text(report(results), "utf-8")
    return path


def report(results: Results) -> str:
    """Write the text of the report: contents, then page by page, state by state."""
    templates = Environment(
        loader=PackageLoader("testing.screenshots", "."),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=True,
    )
    templates.filters |= {"anchor": _anchor, "base64": _base64}
    style = files(__package__).joinpath("report.css").read_text("utf-8")
    return templates.get_template(NAME).render(results=results, style=style, slim=_SLIM)


def _base64(picture: bytes) -> str:
    return b64encode(picture).decode()


def _anchor(words: str) -> str:
    return "-".join(re.findall(r"[a-z0-9]+", words.lower()))
