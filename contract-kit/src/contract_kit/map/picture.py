"""Draws who consumes what: applications as boxes, contracts as arrows with a number.

The drawing carries its colours for light and dark with it, so that it looks the same in
a README as on the map.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from contract_kit.map.clearings import Point, clear_places
from contract_kit.map.layout import Edge, Layout, Stop, lay_out
from contract_kit.pact_files import Interaction

Link = Callable[[Edge], str]

_ARROW_HEAD = (
    '<defs><marker id="map-arrow" viewBox="0 0 10 10" refX="9" refY="5" orient="auto" '
    'markerWidth="9" markerHeight="9" markerUnits="userSpaceOnUse">'
    '<path class="map-head" d="M0 0.5 10 5 0 9.5Z"/></marker></defs>'
)
_SVG = "http://www.w3.org/2000/svg"
_BOX_HEIGHT = 64.0
_BOX_ROOM = 98.0
_ARROW_ROOM = 40.0
_BETWEEN_COLUMNS = 128.0
_MARGIN = 24.0
_LETTER = 9.4
_PADDING = 48.0

STYLE = """
.map-ground{fill:#f7f3ea}
.map-box{fill:#fffdf8;stroke:#2e5d43;stroke-width:1.5}
.map-name{fill:#20261f;font:600 16.5px "Iowan Old Style","Palatino Linotype",Palatino,
P052,"Book Antiqua",Georgia,serif}
.map-said{fill:#565e51;font:12.5px system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
.map-line{fill:none;stroke:#2e5d43;stroke-width:1.6}
.map-head{fill:#2e5d43}
.map-pill{fill:#e4ebdd;stroke:#f7f3ea;stroke-width:3}
.map-count{fill:#234a35;font:600 12.5px system-ui,-apple-system,"Segoe UI",Roboto,
sans-serif}
a:hover .map-line,a:focus-visible .map-line{stroke-width:3}
@media (prefers-color-scheme:dark){
.map-ground{fill:#16191a}
.map-box{fill:#1f2425;stroke:#9ad3b0}
.map-name{fill:#eceee6}
.map-said{fill:#a9b3a5}
.map-line{stroke:#9ad3b0}
.map-head{fill:#9ad3b0}
.map-pill{fill:#26352c;stroke:#16191a}
.map-count{fill:#b6e2c7}
}"""


class NothingToDraw(ValueError):
    """A map of no contracts would look as if there were nothing to agree on."""


def picture(promises: Sequence[Interaction], link: Link | None = None) -> str:
    """Draw all contracts as one SVG; `link` says where an arrow leads."""
    if not promises:
        raise NothingToDraw("There is no contract to draw: is the folder right?")
    counts = Counter((each.consumer, each.provider) for each in promises)
    canvas = _Canvas(lay_out(counts, _room), counts)
    width, height = canvas.size
    # What is but a picture to some readers is a set of links to others.
    role = "group" if link else "img"
    return "\n".join(
        [
            f'<svg xmlns="{_SVG}" viewBox="0 0 {width:g} {height:g}" role="{role}" '
            'aria-labelledby="map-title">',
            f'<title id="map-title">{escape(_told(counts))}</title>',
            f"<style>{STYLE}</style>",
            _ARROW_HEAD,
            '<rect class="map-ground" width="100%" height="100%" rx="14"/>',
            *(canvas.box(name) for name in canvas.names),
            *(
                _linked(edge, canvas.line(edge) + canvas.count(edge, place), link)
                for edge, place in canvas.places().items()
            ),
            "</svg>",
        ]
    )


def _told(counts: Mapping[Edge, int]) -> str:
    arrows = (
        f"{consumer} asks {number} of {provider}"
        for (consumer, provider), number in sorted(counts.items())
    )
    return f"Promises between applications: {', '.join(arrows)}."


def _room(stop: Stop) -> float:
    return _BOX_ROOM if isinstance(stop, str) else _ARROW_ROOM


def _linked(edge: Edge, drawing: str, link: Link | None) -> str:
    if link is None:
        return drawing
    label = f"{edge[0]} asks {edge[1]}"
    return f'<a href="{escape(link(edge))}" aria-label="{escape(label)}">{drawing}</a>'


@dataclass(frozen=True)
class _Canvas:
    """The layout in the units of the drawing."""

    layout: Layout
    counts: Mapping[Edge, int]

    @property
    def names(self) -> list[str]:
        return sorted(stop for stop in self.layout.columns if isinstance(stop, str))

    @property
    def size(self) -> Point:
        heights = self.layout.heights
        lowest = max(heights[stop] + _room(stop) / 2 for stop in heights)
        right = self._span(max(self.layout.columns.values()))[1]
        margin = (_BOX_ROOM - _BOX_HEIGHT) / 2
        return right + _MARGIN, lowest - 2 * margin + 2 * _MARGIN

    def box(self, name: str) -> str:
        left, right = self._span(self.layout.columns[name])
        middle, top = (left + right) / 2, self._height(name) - _BOX_HEIGHT / 2
        return (
            f'<rect class="map-box" x="{left:g}" y="{top:g}" width="{right - left:g}" '
            f'height="{_BOX_HEIGHT:g}" rx="12"/>'
            f'<text class="map-name" x="{middle:g}" y="{top + 28:g}" '
            f'text-anchor="middle">{escape(name)}</text>'
            f'<text class="map-said" x="{middle:g}" y="{top + 47:g}" '
            f'text-anchor="middle">{self._said(name)}</text>'
        )

    def line(self, edge: Edge) -> str:
        points = self._points(edge)
        path = [f"M{points[0][0]:g} {points[0][1]:g}"]
        for number, (start, end) in enumerate(pairwise(points)):
            # Every second stretch leads straight through a column.
            path.append(_straight(end) if number % 2 else _curve(start, end))
        return (
            f'<path class="map-line" d="{"".join(path)}" marker-end="url(#map-arrow)"/>'
        )

    def places(self) -> dict[Edge, Point]:
        return clear_places({edge: self._points(edge) for edge in self.counts})

    def count(self, edge: Edge, place: Point) -> str:
        number = str(self.counts[edge])
        width = 15 + 8 * len(number)
        return (
            f'<rect class="map-pill" x="{place[0] - width / 2:.1f}" '
            f'y="{place[1] - 11.5:.1f}" width="{width:g}" height="23" rx="11.5"/>'
            f'<text class="map-count" x="{place[0]:.1f}" y="{place[1] + 4.5:.1f}" '
            f'text-anchor="middle">{number}</text>'
        )

    def _points(self, edge: Edge) -> list[Point]:
        """List where an arrow leaves, enters and leaves columns, and arrives."""
        stops = self.layout.routes[edge]
        columns = [self.layout.columns[stop] for stop in stops]
        is_back = columns[-1] < columns[0]
        outer, inner = (0, 1) if is_back else (1, 0)
        start = self._span(columns[0])[outer], self._port(edge, stops[0])
        end = self._span(columns[-1])[inner], self._port(edge, stops[-1])
        between = [
            (self._span(column)[side], self._height(stop))
            for stop, column in zip(stops[1:-1], columns[1:-1], strict=True)
            for side in (inner, outer)
        ]
        return [start, *between, end]

    def _port(self, edge: Edge, name: Stop) -> float:
        """Fan the arrows of one side of a box out, in the order of where they lead."""
        leaves = edge[0] == name
        side = [
            other for other in self.layout.routes if other[0 if leaves else 1] == name
        ]
        beyond = {
            other: self._height(self.layout.routes[other][1 if leaves else -2])
            for other in side
        }
        place = sorted(side, key=lambda other: (beyond[other], other)).index(edge)
        return self._height(name) + (place - (len(side) - 1) / 2) * min(
            15, _BOX_HEIGHT * 0.7 / len(side)
        )

    def _height(self, stop: Stop) -> float:
        return self.layout.heights[stop] + _MARGIN - (_BOX_ROOM - _BOX_HEIGHT) / 2

    def _span(self, column: int) -> tuple[float, float]:
        left = _MARGIN
        for earlier in range(column):
            left += self._width(earlier) + _BETWEEN_COLUMNS
        return left, left + self._width(column)

    def _width(self, column: int) -> float:
        names = (name for name in self.names if self.layout.columns[name] == column)
        return max(len(name) for name in names) * _LETTER + _PADDING

    def _said(self, name: str) -> str:
        asks = sum(n for (consumer, _), n in self.counts.items() if consumer == name)
        keeps = sum(n for (_, provider), n in self.counts.items() if provider == name)
        parts = [f"asks {asks}" if asks else "", f"promises {keeps}" if keeps else ""]
        return " · ".join(part for part in parts if part)


def _curve(start: Point, end: Point) -> str:
    middle = (start[0] + end[0]) / 2
    return f"C{middle:g} {start[1]:g} {middle:g} {end[1]:g} {end[0]:g} {end[1]:g}"


def _straight(end: Point) -> str:
    return f"H{end[0]:g}"
