"""Turns a layout into shapes, from left to right or, where it is narrow, downwards.

Everything is measured along the arrows and across them; only at the end is it decided
which of the two is horizontal.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from html import escape
from itertools import pairwise

from contract_kit.report.diagram_layout import DiagramLayout, Edge, Stop, lay_out
from contract_kit.report.label_positions import Point, clear_places

_BOX_HEIGHT = 64.0
# A number stands in a pill, with a tick perhaps, and wants some air around it.
_NUMBER_WIDTH, _NUMBER_HEIGHT = 58.0, 30.0


@dataclass(frozen=True)
class Measures:
    """How much room everything takes."""

    letter: float
    small_letter: float
    padding: float
    between_boxes: float
    between_columns: float
    between_lines: float
    margin: float
    is_upright: bool = False


LYING = Measures(9.4, 6.6, 44, 34, 136, 40, 24)
UPRIGHT = Measures(8.8, 6.4, 22, 14, 84, 30, 12, is_upright=True)


@dataclass(frozen=True)
class Canvas:
    """A layout in the units of the drawing."""

    counts: Mapping[Edge, int]
    measures: Measures
    widths: Mapping[str, float]
    layout: DiagramLayout

    @property
    def names(self) -> list[str]:
        """All applications by name."""
        return sorted(self.widths)

    @property
    def size(self) -> Point:
        """How wide and high the drawing is."""
        heights, measures = self.layout.heights, self.measures
        rooms = {stop: _room(stop, measures, self.widths) for stop in heights}
        lowest = max(heights[stop] + rooms[stop] / 2 for stop in heights)
        last = self._span(max(self.layout.columns.values()))[1]
        across = lowest - measures.between_boxes + 2 * measures.margin
        return self._turned((last + measures.margin, across))

    def box(self, name: str) -> str:
        """Draw an application."""
        start, end = self._span(self.layout.columns[name])
        x, y = self._turned(((start + end) / 2, self._height(name)))
        width = self.widths[name] if self.measures.is_upright else end - start
        top = y - _BOX_HEIGHT / 2
        return (
            f'<rect class="map-box" x="{x - width / 2:.5g}" y="{top:.5g}" '
            f'width="{width:.5g}" height="{_BOX_HEIGHT:g}" rx="12"/>'
            f'<text class="map-name" x="{x:.5g}" y="{top + 28:.5g}" '
            f'text-anchor="middle">{escape(name)}</text>'
            f'<text class="map-said" x="{x:.5g}" y="{top + 47:.5g}" '
            f'text-anchor="middle">{_caption(name, self.counts)}</text>'
        )

    def line(self, edge: Edge) -> str:
        """Describe the way of an arrow: curves and straight stretches take turns."""
        points = self._points(edge)
        path = [f"M{self._written(points[0])}"]
        for number, (start, end) in enumerate(pairwise(points)):
            if number % 2:
                path.append(f"L{self._written(end)}")
                continue
            middle = (start[0] + end[0]) / 2
            bends = (middle, start[1]), (middle, end[1]), end
            path.append("C" + " ".join(self._written(point) for point in bends))
        return "".join(path)

    def places(self) -> dict[Edge, Point]:
        """Choose a place for the number of each arrow."""
        paths = {edge: self._points(edge) for edge in self.counts}
        clear = clear_places(paths, self._turned((_NUMBER_WIDTH, _NUMBER_HEIGHT)))
        return {edge: self._turned(place) for edge, place in clear.items()}

    def _turned(self, point: Point) -> Point:
        along, across = point
        return (across, along) if self.measures.is_upright else (along, across)

    def _written(self, point: Point) -> str:
        x, y = self._turned(point)
        return f"{x:.5g} {y:.5g}"

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
        is_upright = self.measures.is_upright
        side_length = self.widths[str(name)] if is_upright else _BOX_HEIGHT
        return self._height(name) + (place - (len(side) - 1) / 2) * min(
            24 if is_upright else 15, side_length * 0.7 / len(side)
        )

    def _height(self, stop: Stop) -> float:
        measures = self.measures
        return self.layout.heights[stop] + measures.margin - measures.between_boxes / 2

    def _span(self, column: int) -> tuple[float, float]:
        start = self.measures.margin
        for earlier in range(column):
            start += self._depth(earlier) + self.measures.between_columns
        return start, start + self._depth(column)

    def _depth(self, column: int) -> float:
        if self.measures.is_upright:
            return _BOX_HEIGHT
        names = (name for name in self.names if self.layout.columns[name] == column)
        return max(self.widths[name] for name in names)


def new_canvas(counts: Mapping[Edge, int], measures: Measures) -> Canvas:
    """Lay everything out."""
    names = {name for edge in counts for name in edge}
    widths = {
        name: measures.padding
        + max(
            len(name) * measures.letter,
            len(_caption(name, counts)) * measures.small_letter,
        )
        for name in names
    }
    layout = lay_out(counts, lambda stop: _room(stop, measures, widths))
    return Canvas(counts, measures, widths, layout)


def _room(stop: Stop, measures: Measures, widths: Mapping[str, float]) -> float:
    """How much room a stop takes across the arrows, with some air."""
    if not isinstance(stop, str):
        return measures.between_lines
    size = widths[stop] if measures.is_upright else _BOX_HEIGHT
    return size + measures.between_boxes


def _caption(name: str, counts: Mapping[Edge, int]) -> str:
    asks = sum(number for edge, number in counts.items() if edge[0] == name)
    keeps = sum(number for edge, number in counts.items() if edge[1] == name)
    parts = [f"asks {asks}" if asks else "", f"answers {keeps}" if keeps else ""]
    return " · ".join(part for part in parts if part)
