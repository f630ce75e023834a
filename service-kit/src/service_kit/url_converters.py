"""URL converters with bounds: what no column could hold is a 404, never a fault."""

from flask import Flask
from werkzeug.routing import BaseConverter, IntegerConverter, Map

from service_kit.fields import LARGEST_ID


class Pattern(BaseConverter):
    """An address part by regular expression: `<regex('[a-z]{1,8}'):name>`."""

    def __init__(self, map: Map, pattern: str) -> None:  # noqa: A002 (werkzeug's name)
        """Take the expression."""
        super().__init__(map)
        self.regex = pattern


class Identifier(IntegerConverter):
    """A database id in an address: `<id:product_id>`."""

    # Ten digits hold every id; more are not worth making a number of.
    regex = "[0-9]{1,10}"

    def __init__(self, map: Map) -> None:  # noqa: A002 (werkzeug's name)
        """Bound the number to what a column holds."""
        super().__init__(map, min=1, max=LARGEST_ID)


def register_url_converters(app: Flask) -> None:
    """Register both converters with the application."""
    app.url_map.converters["regex"] = Pattern
    app.url_map.converters["id"] = Identifier
