"""Finds places for applications and arrows: the same picture from the same contracts.

Applications stand in columns, each to the right of all that call it. An arrow that
skips a column is given a place of its own there, so that it runs between the boxes.
Then the columns are sorted until few arrows cross, and shifted until most run level.
(The method of Sugiyama, Tagawa and Toda, 1981, in its simplest form.)
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from statistics import fmean

from contract_kit.pact_files import Integration

Edge = Integration
# An application, or the place where an arrow passes through a column.
Stop = str | tuple[Edge, int]
Room = Callable[[Stop], float]

_SWEEPS = 8


@dataclass(frozen=True)
class DiagramLayout:
    """Where everything stands: columns, heights, and the stops of each arrow."""

    columns: Mapping[Stop, int]
    heights: Mapping[Stop, float]
    routes: Mapping[Edge, tuple[Stop, ...]]


def lay_out(edges: Iterable[Edge], room_of: Room) -> DiagramLayout:
    """Lay out all that the edges join; `room_of` says how much height a stop needs."""
    ranks = _ranks(edges := sorted(set(edges)))
    routes = {edge: _route(edge, ranks) for edge in edges}
    columns = {
        stop: ranks[stop] if isinstance(stop, str) else stop[1]
        for stops in routes.values()
        for stop in stops
    }
    neighbours = _neighbours(routes.values())
    order = _sorted(columns, neighbours)
    return DiagramLayout(columns, _heights(order, neighbours, room_of), routes)


def _ranks(edges: Sequence[Edge]) -> dict[str, int]:
    """Put each application behind its callers; a circle of calls is cut somewhere."""
    ranks: dict[str, int] = {}

    def rank(name: str, before: tuple[str, ...] = ()) -> int:
        if name not in ranks:
            seen = (*before, name)
            callers = [one for one, other in edges if other == name and one not in seen]
            ranks[name] = max((rank(one, seen) for one in callers), default=-1) + 1
        return ranks[name]

    for name in sorted({name for edge in edges for name in edge}):
        rank(name)
    return ranks


def _route(edge: Edge, ranks: Mapping[str, int]) -> tuple[Stop, ...]:
    first, last = (ranks[name] for name in edge)
    step = 1 if last >= first else -1
    passed = [(edge, column) for column in range(first + step, last, step)]
    return (edge[0], *passed, edge[1])


def _neighbours(routes: Iterable[Sequence[Stop]]) -> dict[Stop, list[Stop]]:
    neighbours: dict[Stop, list[Stop]] = {}
    for stops in routes:
        for one, other in pairwise(stops):
            neighbours.setdefault(one, []).append(other)
            neighbours.setdefault(other, []).append(one)
    return neighbours


def _sorted(
    columns: Mapping[Stop, int], neighbours: Mapping[Stop, Sequence[Stop]]
) -> list[list[Stop]]:
    """Sort each column by its neighbours in the one before, to and fro."""
    order: list[list[Stop]] = [[] for _ in range(max(columns.values(), default=-1) + 1)]
    for stop in sorted(columns, key=str):
        order[columns[stop]].append(stop)
    places = {stop: place for column in order for stop, place in _placed(column)}
    for column, side in _to_and_fro(len(order)):
        keys = {}
        for stop in order[column]:
            beside = [
                each for each in neighbours[stop] if columns[each] == column + side
            ]
            # The name decides between stops that want the same place.
            keys[stop] = fmean(places[each] for each in beside or [stop]), str(stop)
        order[column].sort(key=keys.__getitem__)
        places |= dict(_placed(order[column]))
    return order


def _placed(column: Sequence[Stop]) -> Iterator[tuple[Stop, float]]:
    return ((stop, (index + 0.5) / len(column)) for index, stop in enumerate(column))


def _to_and_fro(number: int) -> Iterator[tuple[int, int]]:
    """Walk along the columns, and yield on which side the one before lies."""
    for _ in range(_SWEEPS):
        yield from ((column, -1) for column in range(1, number))
        yield from ((column, 1) for column in range(number - 2, -1, -1))


def _heights(
    order: Sequence[Sequence[Stop]],
    neighbours: Mapping[Stop, Sequence[Stop]],
    room_of: Room,
) -> dict[Stop, float]:
    heights = {stop: 0.0 for column in order for stop in column}
    for column, _ in [(0, 0), *_to_and_fro(len(order))]:
        wanted = [
            fmean(heights[each] for each in neighbours[stop]) for stop in order[column]
        ]
        rooms = [room_of(stop) for stop in order[column]]
        heights |= dict(zip(order[column], _spread(wanted, rooms), strict=True))
    top = min(heights[stop] - room_of(stop) / 2 for stop in heights)
    return {stop: height - top for stop, height in heights.items()}


def _spread(wanted: Sequence[float], rooms: Sequence[float]) -> Iterator[float]:
    """Come as near to the wanted heights as the order and the rooms allow.

    Neighbours that want to be in one place share the middle (pooled, as in isotonic
    regression).
    """
    offsets = list(accumulate((a + b) / 2 for a, b in pairwise(rooms)))
    offsets.insert(0, 0.0)
    pools: list[list[float]] = []
    for height, offset in zip(wanted, offsets, strict=True):
        pools.append([height - offset])
        while len(pools) > 1 and fmean(pools[-2]) > fmean(pools[-1]):
            pools[-2:] = [pools[-2] + pools[-1]]
    shared = (fmean(pool) for pool in pools for _ in pool)
    return (height + offset for height, offset in zip(shared, offsets, strict=True))
