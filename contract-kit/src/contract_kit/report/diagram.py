"""Draws who consumes what: applications as boxes, contracts as arrows with a number.

The drawing carries its colours for light and dark with it, so that it looks the same in
a README as on the map. An arrow of which nothing is left to be desired has a tick; one
that is weak, or not kept, is red and dashed.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape

from contract_kit.pact_files import Interaction, integration_of
from contract_kit.report.check_results import IntegrationResult
from contract_kit.report.diagram_drawing import LYING, UPRIGHT, Canvas, new_canvas
from contract_kit.report.diagram_layout import Edge
from contract_kit.report.label_positions import Point

Link = Callable[[Edge], str]

_SVG = "http://www.w3.org/2000/svg"
_TICK = "M-4 0 -1.3 3 4 -3.5"

STYLE = """
.map-ground{fill:#f7f3ea}
.map-box{fill:#fffdf8;stroke:#2e5d43;stroke-width:1.5}
.map-name{fill:#20261f;font:600 16.5px "Iowan Old Style","Palatino Linotype",Palatino,
P052,"Book Antiqua",Georgia,serif}
.map-said{fill:#565e51;font:12.5px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.map-line,.map-tick{fill:none;stroke:#2e5d43;stroke-width:1.6}
.map-tick{stroke-width:2;stroke-linecap:round;stroke-linejoin:round}
.map-head{fill:#2e5d43}
.map-pill{fill:#e4ebdd;stroke:#f7f3ea;stroke-width:3}
.map-count{fill:#234a35;font:600 12.5px system-ui,-apple-system,"Segoe UI",Roboto,
sans-serif}
.map-weak .map-line{stroke:#a3231b;stroke-dasharray:6 4}
.map-weak .map-pill{fill:#fbeae4}
.map-weak .map-count{fill:#a3231b}
a:hover .map-line,a:focus-visible .map-line{stroke-width:3}
a:hover .map-pill,a:focus-visible .map-pill{stroke:#2e5d43}
@media (prefers-color-scheme:dark){
.map-ground{fill:#16191a}
.map-box{fill:#1f2425;stroke:#9ad3b0}
.map-name{fill:#eceee6}
.map-said{fill:#a9b3a5}
.map-line,.map-tick{stroke:#9ad3b0}
.map-head{fill:#9ad3b0}
.map-pill{fill:#26352c;stroke:#16191a}
.map-count{fill:#b6e2c7}
.map-weak .map-line{stroke:#ff9c92}
.map-weak .map-pill{fill:#3a2220}
.map-weak .map-count{fill:#ff9c92}
a:hover .map-pill,a:focus-visible .map-pill{stroke:#9ad3b0}
}"""


class NothingToDraw(ValueError):
    """A map of no contracts would look as if there were nothing to agree on."""


@dataclass(frozen=True)
class _Drawing:
    """What is drawn: how many interactions each arrow has, and how good they are."""

    counts: Mapping[Edge, int]
    results: Mapping[Edge, IntegrationResult]
    link: Link | None
    canvas: Canvas

    @property
    def head(self) -> str:
        """The name of the arrow head, which is another one in each drawing."""
        return "map-arrow-upright" if self.canvas.measures.is_upright else "map-arrow"

    def edge(self, edge: Edge, place: Point) -> str:
        drawing = (
            f'<path class="map-line" d="{self.canvas.line(edge)}" '
            f'marker-end="url(#{self.head})"/>{self._count(edge, place)}'
        )
        if self._is_sound(edge) is False:
            drawing = f'<g class="map-weak">{drawing}</g>'
        if self.link is None:
            return drawing
        target, label = escape(self.link(edge)), escape(self.described(edge))
        return f'<a href="{target}" aria-label="{label}">{drawing}</a>'

    def described(self, edge: Edge) -> str:
        consumer, provider = edge
        words = f"{consumer} asks {self.counts[edge]} of {provider}"
        match self._is_sound(edge):
            case True:
                return f"{words}, all kept"
            case False:
                return f"{words}, not all well"
        return words

    def _count(self, edge: Edge, place: Point) -> str:
        number = str(self.counts[edge])
        has_tick = self._is_sound(edge) is True
        width = 15 + 8 * len(number) + (15 if has_tick else 0)
        x, y = place
        tick = (
            f'<path class="map-tick" transform="translate({x + width / 2 - 13:.1f} '
            f'{y:.1f})" d="{_TICK}"/>'
        )
        return (
            f'<rect class="map-pill" x="{x - width / 2:.1f}" y="{y - 11.5:.1f}" '
            f'width="{width:g}" height="23" rx="11.5"/>'
            f'<text class="map-count" x="{x - (7 if has_tick else 0):.1f}" '
            f'y="{y + 4.5:.1f}" text-anchor="middle">{number}</text>'
        ) + (tick if has_tick else "")

    def _is_sound(self, edge: Edge) -> bool | None:
        return self.results.get(edge, IntegrationResult()).is_sound(self.counts[edge])


def picture(
    interactions: Sequence[Interaction],
    link: Link | None = None,
    results: Mapping[Edge, IntegrationResult] | None = None,
    *,
    is_upright: bool = False,
) -> str:
    """Draw all contracts as one SVG; `link` says where an arrow leads.

    An upright drawing is for narrow pages that hold the other one, too: it has no style
    of its own.
    """
    if not interactions:
        raise NothingToDraw("There is no contract to draw: is the folder right?")
    counts = Counter(map(integration_of, interactions))
    canvas = new_canvas(counts, UPRIGHT if is_upright else LYING)
    drawing = _Drawing(counts, results or {}, link, canvas)
    width, height = canvas.size
    # What is but a picture to some readers is a set of links to others.
    role = "group" if link else "img"
    title = "map-title-upright" if is_upright else "map-title"
    pairs = escape(", ".join(drawing.described(edge) for edge in sorted(counts)))
    return "\n".join(
        [
            f'<svg xmlns="{_SVG}" viewBox="0 0 {width:.5g} {height:.5g}" '
            f'role="{role}" aria-labelledby="{title}">',
            f'<title id="{title}">Interactions between applications: {pairs}.</title>',
            *([] if is_upright else [f"<style>{STYLE}</style>"]),
            _line_end(drawing.head),
            '<rect class="map-ground" width="100%" height="100%" rx="14"/>',
            *(canvas.box(name) for name in canvas.names),
            *(drawing.edge(*each) for each in canvas.places().items()),
            "</svg>",
        ]
    )


def _line_end(name: str) -> str:
    return (
        f'<defs><marker id="{name}" viewBox="0 0 10 10" refX="9" refY="5" '
        'orient="auto" markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse">'
        '<path class="map-head" d="M0 0.5 10 5 0 9.5Z"/></marker></defs>'
    )
