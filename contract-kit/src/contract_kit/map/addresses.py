"""Names arrows, promises and calls on the map, and gives each a link of its own."""

import re
from collections.abc import Iterable, Mapping

from contract_kit.map.layout import Edge
from contract_kit.pact_files import Interaction
from contract_kit.routes import Routes

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_NUMBER_OR_ID = re.compile(r"\d+(?:-\d+)*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def edge_of(promise: Interaction) -> Edge:
    """Tell between whom a promise is made."""
    return promise.consumer, promise.provider


def edge_anchor(edge: Edge) -> str:
    """Name the place on the page where the promises of an arrow stand."""
    return f"{_slug(edge[0])}--{_slug(edge[1])}"


def promise_anchors(promises: Iterable[Interaction]) -> dict[int, str]:
    """Name the place of each promise, by its identity; no two are the same."""
    anchors: dict[int, str] = {}
    taken: dict[str, int] = {}
    for promise in promises:
        name = f"{edge_anchor(edge_of(promise))}--{_slug(promise.title)}"
        taken[name] = taken.get(name, 0) + 1
        number = taken[name]
        anchors[id(promise)] = name if number == 1 else f"{name}-{number}"
    return anchors


def call_of(promise: Interaction, routes: Mapping[str, Routes]) -> str:
    """Name what is called: by the provider's route, or by a path without its ids."""
    method, path = promise.request["method"], promise.request["path"]
    route = routes.get(promise.provider, Routes()).route_of(method, path)
    return f"{method} {route or _without_ids(path)}"


def _without_ids(path: str) -> str:
    parts = path.split("/")
    return "/".join("…" if _NUMBER_OR_ID.fullmatch(part) else part for part in parts)


def _slug(text: str) -> str:
    return _NOT_A_WORD.sub("-", text.lower()).strip("-")
