"""Writes the map as one page of HTML, which needs nothing but itself.

No script, no font and no address elsewhere: it reads the same from a disk, in a mail
and in ten years. The same contracts give the same bytes.
"""

import base64
import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined, select_autoescape
from markupsafe import Markup

from contract_kit.map.addresses import (
    call_of,
    edge_anchor,
    edge_of,
    plain,
    promise_anchors,
)
from contract_kit.map.code import answer_lines, request_lines
from contract_kit.map.field_index import by_name, index_fields
from contract_kit.map.layout import Edge
from contract_kit.map.lines import Line
from contract_kit.map.picture import STYLE, picture
from contract_kit.map.results import ArrowResult, Documented, Results
from contract_kit.pact_files import Interaction

_NOTHING_KNOWN = Results()


@dataclass(frozen=True)
class PromiseView:
    """A promise as the page shows it."""

    promise: Interaction
    anchor: str
    call: str
    request: Sequence[Line]
    answer: Sequence[Line]

    @property
    def path(self) -> str:
        """Where the call leads, without the method."""
        return self.call.partition(" ")[2]


@dataclass(frozen=True)
class Figure:
    """A number that says how it stands with all contracts together."""

    name: str
    number: str
    words: str
    is_bad: bool = False


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
    *,
    title: str = "Contracts",
) -> str:
    """Write the page of all contracts, with what else is known of them."""
    ordered = sorted(promises, key=_in_order)
    anchors = promise_anchors(ordered)
    style = files(__package__).joinpath("page.css").read_text("utf-8")
    drawings = {
        is_upright: picture(ordered, _link, results.arrows, is_upright=is_upright)
        for is_upright in (False, True)
    }
    index = index_fields(ordered, results)
    template = _environment().get_template("page.html")
    return template.render(
        title=title,
        style=Markup(style),  # noqa: S704 (a file of this package)  # nosec B704
        style_hashes=" ".join(_hashed(text) for text in (style, STYLE)),
        picture=Markup(drawings[False]),  # noqa: S704 (escaped where it is drawn)  # nosec B704
        upright=Markup(drawings[True]),  # noqa: S704 (escaped where it is drawn)  # nosec B704
        figures=list(_figures(ordered, results)),
        has_pages=bool(results.calls),
        arrows=_arrows(ordered, anchors, results),
        consumers=sorted({each.consumer for each in ordered}),
        providers=sorted({each.provider for each in ordered}),
        index=index,
        names=by_name(index),
        answers=_answers(results.answers),
        anchor_of=lambda promise: anchors[id(promise)],
        promises=ordered,
    )


def _answers(
    documented: Sequence[Documented],
) -> dict[str, tuple[list[str], list[Documented]]]:
    """Sort what is documented by provider, each with all statuses it has anywhere."""
    sorted_answers = {}
    for provider in sorted({each.provider for each in documented}):
        theirs = [each for each in documented if each.provider == provider]
        statuses = sorted({status for each in theirs for status in each.statuses})
        sorted_answers[provider] = (statuses, theirs)
    return sorted_answers


def _link(edge: Edge) -> str:
    return f"#{edge_anchor(edge)}"


def _figures(promises: Sequence[Interaction], results: Results) -> Iterator[Figure]:
    arrows = results.arrows.values()
    if all(arrow.verified is not None for arrow in arrows) and arrows:
        kept = sum(arrow.verified or 0 for arrow in arrows)
        words = f"of {len(promises)} promises, by the code of the same commit"
        yield Figure("Promises kept", f"{kept}", words, kept < len(promises))
    if mutants := sum(arrow.mutants or 0 for arrow in arrows):
        noticed = sum(arrow.noticed or 0 for arrow in arrows)
        words = f"of {mutants:,} spoiled answers: strength {100 * noticed // mutants} %"
        yield Figure("Faults noticed", f"{noticed:,}", words, noticed < mutants)
    if all(arrow.unused is not None for arrow in arrows) and arrows:
        unused = sum(arrow.unused or 0 for arrow in arrows)
        words = "promised fields that no consumer reads"
        yield Figure("Unused promises", f"{unused}", words, bool(unused))
    if results.calls:
        read = sum(len(call.read) for call in results.calls)
        free = sum(len(call.free) for call in results.calls)
        words = f"of {read + free:,} fields in real answers, the others are free"
        yield Figure("Fields read", f"{read:,}", words)


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
                    plain(call_of(each, results.routes)),
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
    environment.filters["plain"] = plain
    return environment
