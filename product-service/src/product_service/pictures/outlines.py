"""Petals, leaves and fruit are mostly the same on both sides of a middle line; here
an outline is built from one half of it instead of being pasted as path data."""

import math
from collections.abc import Sequence

from product_service.pictures.strokes import Point, curve, loop, polygon


def pointed(half: Sequence[Point]) -> str:
    """Close a right half with its mirror, keeping foot and tip sharp."""
    back = curve(_mirror(half)[::-1])
    return curve(half) + back[back.index("c") :] + "z"


def rounded(half: Sequence[Point]) -> str:
    """Close a right half with its mirror, letting foot and tip run round."""
    return loop([*half, *_mirror(half[1:-1])[::-1]])


def blade(length: float, width: float, belly: float = 0.4) -> str:
    """Outline a plain leaf or petal that is widest at `belly` of its length."""
    return pointed(half_blade(length, width, belly))


def half_blade(
    length: float, width: float, belly: float = 0.4, steps: int = 6
) -> list[Point]:
    """Give the right half of a plain leaf, from foot to tip."""
    skew = math.log(0.5) / math.log(belly)
    parts = [step / steps for step in range(steps + 1)]
    return [(width * math.sin(math.pi * part**skew), -length * part) for part in parts]


def half_of_blade(length: float, width: float, belly: float = 0.4) -> str:
    """Outline only the right half of a leaf, to be laid over it as its shade."""
    return curve(half_blade(length, width, belly)) + "z"


def toothed(length: float, width: float, belly: float, teeth: int, depth: float) -> str:
    """Outline a leaf with saw teeth."""
    half = _rippled(length, width, belly, teeth, depth)
    return polygon([*half, *_mirror(half[1:-1])[::-1]])


def frilled(
    length: float, width: float, belly: float, frills: int, depth: float
) -> str:
    """Outline a leaf whose edge is curled into soft frills."""
    return pointed(_rippled(length, width, belly, frills, depth))


def spoon(length: float, width: float, notch: float = 0) -> str:
    """Outline a petal with a narrow foot and a broad, perhaps notched, tip."""
    half = [
        (0.0, 0.0),
        (width * 0.5, -length * 0.3),
        (width, -length * 0.68),
        (width * 0.62, -length * 0.96),
        (0.0, -length * (1 - notch)),
    ]
    return pointed(half) if notch else rounded(half)


def fringed(length: float, width: float, teeth: int, depth: float) -> str:
    """Outline a petal that widens to a toothed edge, as cut with pinking shears."""
    half_turn = 0.5 * (2 * teeth)
    edge = [
        (
            width * (step / half_turn - 1),
            -length * (1 if step % 2 else 1 - depth) + abs(step / half_turn - 1) * 3,
        )
        for step in range(1, 2 * teeth)
    ]
    left: Point = (-width * 0.72, -length * 0.64)
    right: Point = (width * 0.72, -length * 0.64)
    return polygon([(-1, 0), left, *edge, right, (1, 0)])


def wavy_disc(radius: float, waves: int, depth: float) -> str:
    """Outline a round leaf or flower with a wavy rim."""
    count = waves * 2
    points = []
    for step in range(count):
        reach = radius * (1 - depth * (step % 2))
        angle = 2 * math.pi * step / count
        points.append((reach * math.sin(angle), -reach * math.cos(angle)))
    return loop(points)


def _rippled(
    length: float, width: float, belly: float, ripples: int, depth: float
) -> list[Point]:
    half = half_blade(length, width, belly, steps=2 * ripples)
    return [
        (x + depth * (1 if step % 2 else -0.35), y - depth * (0.4 if step % 2 else 0))
        if 0 < step < 2 * ripples
        else (x, y)
        for step, (x, y) in enumerate(half)
    ]


def _mirror(points: Sequence[Point]) -> list[Point]:
    return [(-x, y) for x, y in points]
