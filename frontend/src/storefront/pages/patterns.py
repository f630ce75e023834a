"""Every part of the pages on one page, for those who make them; shoppers get a 404."""

from collections.abc import Mapping
from itertools import groupby

from flask import Blueprint, abort, render_template

from storefront.config import current_settings
from storefront.pattern_library import PATTERNS, Pattern
from storefront.pattern_library.example_data import SHELVES

patterns = Blueprint("patterns", __name__)


@patterns.get("/patterns")
def show() -> str:
    """Show every macro and every partial with example data; no service is asked."""
    if not current_settings().show_patterns:
        abort(404)
    return render_template(
        "patterns/patterns.html",
        files=_by_file(),
        shelves=lambda: SHELVES,
        # Nothing here is to ask anybody by itself, as an order that is followed does.
        htmx=None,
    )


def _by_file() -> Mapping[str, list[Pattern]]:
    grouped = groupby(PATTERNS, key=lambda pattern: pattern.file)
    return {file: list(same) for file, same in grouped}
