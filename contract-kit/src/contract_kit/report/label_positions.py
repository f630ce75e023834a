"""Finds a clear place on each arrow for its number, where no other arrow is near."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import hypot

from contract_kit.report.diagram_layout import Edge

Point = tuple[float, float]

_SAMPLES = 20


def clear_places(
    paths: Mapping[Edge, Sequence[Point]], size: Point
) -> dict[Edge, Point]:
    """Choose for each path the first clear place, looking from its first bend onwards.

    A path is a list of points: curves and straight stretches take turns. `size` is what
    stands in a place: along the paths, and across them.
    """
    traced = {edge: [*_traced(points)] for edge, points in paths.items()}
    places: dict[Edge, Point] = {}
    for edge in sorted(paths):
        others = [point for each in traced if each != edge for point in traced[each]]
        taken = list(places.values())
        places[edge] = max(
            _in_order(traced[edge]),
            key=lambda place: _room(place, others, taken, size),
        )
    return places


def _room(
    place: Point, lines: Sequence[Point], numbers: Sequence[Point], size: Point
) -> float:
    """More room than enough is no better than enough; numbers want most."""
    from_lines = min((_apart(place, point, size) for point in lines), default=1.0)
    from_numbers = min((_apart(place, point, size) for point in numbers), default=1.0)
    return min(1, 2 * from_lines) + 2 * min(1, from_numbers)


def _apart(one: Point, other: Point, size: Point) -> float:
    """Return how far apart two places are, in the size of what stands in them."""
    return hypot((one[0] - other[0]) / size[0], (one[1] - other[1]) / size[1])


def _in_order(places: Sequence[Point]) -> Iterator[Point]:
    """Begin in the middle of the first bend, look around it, and go on from there."""
    middle = _SAMPLES // 2
    first = sorted(range(_SAMPLES), key=lambda index: abs(index - middle))
    yield from (places[index] for index in first[: _SAMPLES - 5])
    yield from places[_SAMPLES:-5]


def _traced(points: Sequence[Point]) -> Iterator[Point]:
    for number, (start, end) in enumerate(pairwise(points)):
        for step in range(_SAMPLES):
            share = (step + 0.5) / _SAMPLES
            # The height along a curve whose control points lie level with its ends.
            lift = share if number % 2 else share * share * (3 - 2 * share)
            across = share if number % 2 else _across(share)
            yield (
                start[0] + (end[0] - start[0]) * across,
                start[1] + (end[1] - start[1]) * lift,
            )


def _across(share: float) -> float:
    return 1.5 * share * (1 - share) + share**3
