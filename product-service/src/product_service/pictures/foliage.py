"""Every packet needs stems and leaves before it needs a flower; they are drawn once
here so that all plants seem to be grown by the same gardener."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atan2, degrees

from product_service.pictures.outlines import (
    blade,
    half_blade,
    half_of_blade,
    pointed,
    rounded,
    toothed,
)
from product_service.pictures.pigments import DEEP_LEAF, LEAF, STEM, darker, lighter
from product_service.pictures.strokes import (
    Point,
    curve,
    line,
    numbers,
    place,
    rows,
    shape,
    stamp,
    wobble,
)


@dataclass(frozen=True)
class Stem:
    """Know where a bent stem runs, so that leaves can be set on it."""

    foot: Point
    tip: Point
    bend: float = 0.0

    def at(self, part: float) -> Point:
        """Find the point at a part of the length, 0 at the foot and 1 at the tip."""
        x, y = (
            (1 - part) ** 2 * a + 2 * part * (1 - part) * b + part**2 * c
            for a, b, c in zip(self.foot, self._knee, self.tip, strict=True)
        )
        return x, y

    def heading(self, part: float) -> float:
        """Return the direction there, in degrees clockwise from straight up."""
        across, down = (
            (1 - part) * (b - a) + part * (c - b)
            for a, b, c in zip(self.foot, self._knee, self.tip, strict=True)
        )
        return degrees(atan2(across, -down))

    def drawn(self, colour: str = STEM, width: float = 4) -> str:
        """Draw the stem."""
        return line(self.path, colour, width)

    @property
    def path(self) -> str:
        """Write the stem as a path."""
        bent = f"Q{numbers(*self._knee, *self.tip)}"
        return f"M{numbers(*self.foot)}{bent}"

    @property
    def _knee(self) -> Point:
        middle = (self.foot[0] + self.tip[0]) / 2 + self.bend
        return middle, (self.foot[1] + self.tip[1]) / 2


def sprouts(name: str, stem: Stem, table: str) -> str:
    """Set a mark on a stem once for each row: where, how far turned, how large."""
    return "".join(
        sprout(name, stem, part, turn, scale) for part, turn, scale in rows(table)
    )


def sprout(
    name: str,
    stem: Stem,
    part: float,
    turn: float,
    scale: float = 1,
    wide: float | None = None,
) -> str:
    """Set a mark on a stem, turned away from its direction."""
    x, y = stem.at(part)
    return stamp(name, x, y, stem.heading(part) + turn, scale, wide)


def pairs(name: str, stem: Stem, table: str) -> str:
    """Set leaves in pairs on a stem, row by row as in `sprouts`."""
    return "".join(
        sprout(name, stem, part, -turn + wobble(step, 5), scale)
        + sprout(name, stem, part, turn + wobble(step + 7, 5), scale, -scale)
        for step, (part, turn, scale) in enumerate(rows(table))
    )


def leaf(
    length: float,
    width: float,
    colour: str = LEAF,
    belly: float = 0.4,
    veins: int = 0,
) -> str:
    """Draw a leaf that points up: two tones, a midrib and perhaps side veins."""
    shade = shape(half_of_blade(length, width, belly), darker(colour, 0.16))
    return (
        shape(blade(length, width, belly), colour, rim=darker(colour, 0.35))
        + shade
        + line(ribs(length, width, belly, veins), lighter(colour, 0.35), 1.1)
    )


def heart_leaf(length: float, width: float, colour: str = LEAF) -> str:
    """Draw a heart-shaped leaf that points up from the notch of the heart."""
    half = [
        (0.0, 0.0),
        (width * 0.5, length * 0.09),
        (width * 0.98, -length * 0.14),
        (width * 0.84, -length * 0.45),
        (width * 0.4, -length * 0.76),
        (0.0, -length),
    ]
    veins = line(ribs(length, width * 0.74, 0.34, 3), lighter(colour, 0.35), 1.1)
    shade = shape(curve(half) + "z", darker(colour, 0.16))
    return shape(pointed(half), colour, rim=darker(colour, 0.35)) + shade + veins


def stalked(art: str, length: float, colour: str = STEM) -> str:
    """Hold a leaf away from the stem on a stalk of its own."""
    stalk = line(f"M0 2V{numbers(-length - 3)}", colour, 3.4)
    return stalk + place(art, 0, -length)


def oval_leaf(length: float, width: float, colour: str = LEAF) -> str:
    """Draw a blunt, spoon-shaped leaf that points up."""
    half = [
        (0.0, 0.0),
        (width * 0.55, -length * 0.06),
        (width, -length * 0.32),
        (width * 0.9, -length * 0.64),
        (width * 0.46, -length * 0.92),
        (0.0, -length),
    ]
    veins = line(ribs(length, width, 0.42, 3), lighter(colour, 0.35), 1.2)
    shade = shape(curve(half) + "z", darker(colour, 0.16))
    return shape(rounded(half), colour, rim=darker(colour, 0.35)) + shade + veins


def toothed_leaf(
    length: float, width: float, colour: str, belly: float, teeth: int
) -> str:
    """Draw a saw-edged leaf that points up."""
    outline = toothed(length, width, belly, teeth, width * 0.14)
    shade = shape(half_of_blade(length, width * 0.86, belly), darker(colour, 0.16))
    veins = line(ribs(length, width, belly, 3), lighter(colour, 0.35), 1)
    return shape(outline, colour, rim=darker(colour, 0.35)) + shade + veins


def ribs(length: float, width: float, belly: float = 0.4, veins: int = 0) -> str:
    """Trace a midrib and its side veins as one path."""
    path = f"M0 0V{numbers(-length * 0.88)}"
    half = half_blade(length, width * 0.72, belly, steps=veins + 2)
    for x, y in half[1 : veins + 1]:
        path += f"M{numbers(-x, y - x * 0.5)}L{numbers(0, y + x * 0.3)}"
        path += f"L{numbers(x, y - x * 0.5)}"
    return path


def feather(length: float, barbs: int, reach: float, fork: float = 0.5) -> str:
    """Trace a feathery leaf, as of dill or cosmos, as one path of thin strokes."""
    path = f"M0 0V{numbers(-length)}"
    for step in range(1, barbs + 1):
        start = -length * step / (barbs + 1)
        out = reach * (1 - 0.75 * abs(step / (barbs + 1) - 0.4))
        tip = start - out * 0.75
        for side in (-1, 1):
            path += f"M0 {numbers(start)}L{numbers(side * out, tip)}"
            middle = (side * out * 0.55, start + (tip - start) * 0.55)
            twig = (side * out * 0.5, start + (tip - start) * (0.55 + fork))
            path += f"M{numbers(*middle)}L{numbers(*twig)}"
    return path


def tendril(reach: float) -> str:
    """Trace a tendril that ends in a curl."""
    points = [(0, 0), (0.45, -0.35), (0.8, -0.25), (0.98, -0.5), (0.8, -0.68)]
    curl = [*points, (0.62, -0.52), (0.74, -0.4)]
    return curve([(x * reach, y * reach) for x, y in curl])


def grass(foot: Point, tips: Sequence[Point], colour: str, width: float) -> str:
    """Draw a tuft of narrow leaves from one foot."""
    return "".join(
        line(
            f"M{numbers(*foot)}Q{numbers(foot[0] + (x - foot[0]) * 0.25, y, x, y)}",
            colour if step % 2 else DEEP_LEAF,
            width,
        )
        for step, (x, y) in enumerate(tips)
    )
