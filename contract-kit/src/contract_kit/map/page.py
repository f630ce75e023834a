"""Writes the map as one page of HTML, which needs nothing but itself.

No script, no font and no address elsewhere: it reads the same from a disk, in a mail
and in ten years. The same contracts give the same bytes.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from contract_kit.map.addresses import edge_anchor, edge_of, promise_anchors
from contract_kit.map.code import answer_lines, request_lines
from contract_kit.map.field_index import index_fields
from contract_kit.map.layout import Edge
from contract_kit.map.lines import Line
from contract_kit.map.picture import STYLE, picture
from contract_kit.map.results import ArrowResult, Results
from contract_kit.pact_files import Interaction
from contract_kit.routes import Routes

_NOTHING_KNOWN = Results()


@dataclass(frozen=True)
class PromiseView:
    """A promise as the page shows it."""

    promise: Interaction
    anchor: str
    request: Sequence[Line]
    answer: Sequence[Line]

    @property
    def address(self) -> str:
        """The path and the query, as in the line of a browser."""
        request = self.promise.request
        query = request.get("query", {})
        pairs = "&".join(f"{name}={value}" for name in query for value in query[name])
        return f"{request['path']}?{pairs}" if pairs else f"{request['path']}"


@dataclass(frozen=True)
class ArrowView:
    """The promises between two applications as the page shows them."""

    edge: Edge
    anchor: str
    promises: Sequence[PromiseView]
    result: ArrowResult


def contract_map(
    promises: Sequence[Interaction],
    results: Results = _NOTHING_KNOWN,
    routes: Mapping[str, Routes] | None = None,
    *,
    title: str = "Contracts",
) -> str:
    """Write the page; `routes` give the fields of a call one name, whatever the id."""
    ordered = sorted(promises, key=_in_order)
    anchors = promise_anchors(ordered)
    style = files(__package__).joinpath("page.css").read_text("utf-8")
    drawing = picture(ordered, lambda edge: f"#{edge_anchor(edge)}")
    template = _environment().get_template("page.html")
    return template.render(
        title=title,
        style=Markup(style),  # noqa: S704 (a file of this package)
        style_hashes=" ".join(_hashed(text) for text in (style, STYLE)),
        picture=Markup(drawing),  # noqa: S704 (escaped where it is drawn)
        arrows=_arrows(ordered, anchors, results),
        consumers=sorted({each.consumer for each in ordered}),
        providers=sorted({each.provider for each in ordered}),
        index=index_fields(ordered, routes or {}, results),
        anchor_of=lambda promise: anchors[id(promise)],
        promises=ordered,
    )


def _in_order(promise: Interaction) -> tuple[Edge, str, str, int, str]:
    request, status = promise.request, promise.response["status"]
    edge = edge_of(promise)
    return edge, request["path"], request["method"], status, promise.title


def _arrows(
    promises: Sequence[Interaction], anchors: Mapping[int, str], results: Results
) -> dict[Edge, ArrowView]:
    edges = sorted(Counter(edge_of(each) for each in promises))
    return {
        edge: ArrowView(
            edge,
            edge_anchor(edge),
            [
                PromiseView(
                    each,
                    anchors[id(each)],
                    request_lines(each.request),
                    answer_lines(each.response),
                )
                for each in promises
                if edge_of(each) == edge
            ],
            results.arrows.get(edge, ArrowResult()),
        )
        for edge in edges
    }


def _hashed(style: str) -> str:
    """Name a style as a policy of the page does, so that no other one is applied."""
    digest = hashlib.sha256(style.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("contract_kit.map", "."),
        autoescape=select_autoescape(),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["family"] = lambda status: f"{str(status)[0]}xx"
    return environment
