"""Finds which route of a provider a path belongs to, without the provider.

Real traffic has other ids than a contract: paths are compared by the route they take.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from werkzeug.exceptions import HTTPException
from werkzeug.routing import BaseConverter, Map, MapAdapter, Rule
from werkzeug.routing.converters import DEFAULT_CONVERTERS


@dataclass(frozen=True)
class Route:
    """An address pattern such as `/products/<id:product_id>`, and its methods."""

    rule: str
    methods: tuple[str, ...]


@dataclass(frozen=True)
class Routes:
    """All routes of a provider, and the converters that are not Werkzeug's own."""

    routes: tuple[Route, ...] = ()
    converters: Mapping[str, str] = field(default_factory=dict)

    def route_of(self, method: str, path: str) -> str | None:
        """Find the route that a request takes; nothing when there is none."""
        return matched_rule(self._adapter, method, path)

    @cached_property
    def _adapter(self) -> MapAdapter:
        rules = [
            Rule(route.rule, methods=route.methods, endpoint=route.rule)
            for route in self.routes
        ]
        ours = {name: _converter(regex) for name, regex in self.converters.items()}
        return Map(rules, converters=ours).bind("provider")

    def document(self) -> dict[str, Any]:
        """Write the routes as JSON."""
        return {
            "routes": [[route.rule, *route.methods] for route in self.routes],
            "converters": dict(self.converters),
        }


def routes_of(url_map: Map) -> Routes:
    """Take the routes of a Flask application."""
    own = url_map.converters.items() - DEFAULT_CONVERTERS.items()
    return Routes(
        tuple(_distinct(url_map.iter_rules())),
        {name: converter.regex for name, converter in sorted(own)},
    )


def read_routes(document: Mapping[str, Any]) -> Routes:
    """Read routes that were written as JSON."""
    return Routes(
        tuple(Route(rule, tuple(methods)) for rule, *methods in document["routes"]),
        document["converters"],
    )


def matched_rule(adapter: MapAdapter, method: str, path: str) -> str | None:
    """Ask Werkzeug which rule a request takes."""
    try:
        rule, _ = adapter.match(path, method=method, return_rule=True)
    except HTTPException:
        return None
    return rule.rule


def _distinct(rules: Iterable[Rule]) -> list[Route]:
    routes = {Route(rule.rule, tuple(sorted(rule.methods or ()))) for rule in rules}
    return sorted(routes, key=lambda route: (route.rule, route.methods))


def _converter(pattern: str) -> type[BaseConverter]:
    """Stand in for a converter of which only the expression is known.

    Where a route gives one an expression of its own, as in `<regex('[a-z]+'):name>`,
    that holds.
    """

    class Recorded(BaseConverter):
        regex = pattern

        def __init__(self, map: Map, *arguments: object, **_: object) -> None:  # noqa: A002
            super().__init__(map)
            if arguments and isinstance(arguments[0], str):
                self.regex = arguments[0]

    return Recorded
