"""Salads and greens stand on the soil as a rosette, and are drawn outside in, the way
one would pick them."""

from product_service.pictures.foliage import oval_leaf
from product_service.pictures.outlines import frilled, pointed, spoon
from product_service.pictures.petals import petal_shades
from product_service.pictures.pigments import (
    CREAM,
    FRESH_LEAF,
    LEAF,
    colour_at,
    darker,
    lighter,
)
from product_service.pictures.strokes import (
    bare,
    dot,
    line,
    mark,
    painted,
    place,
    points,
    shape,
    stamp,
    wobble,
)

Colours = tuple[str, ...]


def lettuce(colours: Colours) -> str:
    """Draw a loose rosette of frilled leaves with a pale heart."""
    green, shade = petal_shades(colours)
    hem = colour_at(colours, 2, lighter(green, 0.25))
    rows = (
        (
            (-78, 1.0),
            (78, 1.0),
            (-52, 1.12),
            (52, 1.12),
            (-26, 1.2),
            (26, 1.2),
            (0, 1.22),
        ),
        ((-64, 0.9), (64, 0.9), (-34, 1), (34, 1), (-8, 1.02), (12, 1)),
        ((-48, 0.74), (48, 0.74), (-18, 0.8), (20, 0.8)),
        ((-26, 0.56), (26, 0.56), (0, 0.58)),
    )
    body = "".join(
        _tinted(
            [
                (100, 236 - 8 * n, turn + wobble(k, 4), size)
                for k, (turn, size) in enumerate(row)
            ],
            fill,
            hem,
        )
        for n, (row, fill) in enumerate(
            zip(
                rows,
                (shade, green, lighter(green, 0.2), lighter(green, 0.45)),
                strict=True,
            )
        )
    )
    body = place(body, 15, 34, 0, 0.85)
    return (
        mark("o", bare(frilled(112, 31, 0.68, 7, 4)))
        + mark("i", bare(frilled(104, 26, 0.66, 7, 4)))
        + mark(
            "v",
            line(
                "M0-10V-84M0-34-14-58M0-34 14-58M0-58-10-78M0-58 10-78", CREAM, 2, 0.5
            ),
        )
        + body
    )


def _tinted(spots: list[tuple[float, float, float, float]], fill: str, hem: str) -> str:
    return "".join(
        painted(stamp("o", *spot), hem, darker(fill, 0.3))
        + painted(stamp("i", *spot), fill)
        + stamp("v", *spot)
        for spot in spots
    )


def chard(colours: Colours) -> str:
    """Draw thick bright stalks, one colour of the recipe after the other."""
    spread = (-37, 36, -25, 25, -12, 13, 0)
    sizes = (0.66, 0.66, 0.84, 0.82, 0.98, 0.96, 1.1)
    blades = "".join(
        place(_chard_leaf(colours[n % len(colours)]), 100 + turn * 0.3, 256, turn, size)
        for n, (turn, size) in enumerate(zip(spread, sizes, strict=True))
    )
    crinkle = shape(
        frilled(112, 27, 0.5, 6, 3.4), darker(LEAF, 0.1), rim=darker(LEAF, 0.4)
    )
    crinkle += shape(frilled(102, 20, 0.5, 6, 3), lighter(LEAF, 0.06))
    return mark("b", place(crinkle, 0, -72)) + blades


def _chard_leaf(rib: str) -> str:
    stalk = shape("M-7 0Q-5-60-2.5-166H2.5Q5-60 7 0z", rib)
    veins = line(
        (
            "M0-100-17-120M0-100 17-120M0-126-17-146M0-126 17-146"
            "M0-148-10-162M0-148 10-162"
        ),
        rib,
        2.2,
    )
    return stamp("b") + stalk + veins


def spinach(colours: Colours) -> str:
    """Draw a low rosette of smooth spoon leaves."""
    green, shade = petal_shades(colours)
    spoon_leaf = line("M0 0V-44", FRESH_LEAF, 5) + place(
        oval_leaf(76, 23, green), 0, -36
    )
    turns = (
        (-74, 0.86),
        (74, 0.86),
        (-50, 1.04),
        (50, 1.04),
        (-26, 1.2),
        (28, 1.18),
        (0, 1.36),
        (-40, 0.74),
        (40, 0.74),
        (-14, 0.86),
        (16, 0.84),
    )
    return (
        line("M96 250H104", shade, 8)
        + mark("s", spoon_leaf)
        + "".join(stamp("s", 100, 250, turn, size) for turn, size in turns)
    )


def rocket(colours: Colours) -> str:
    """Draw deeply lobed leaves and a few cream crosses."""
    green, shade = petal_shades(colours)
    half = points("0,0 3,-14 13,-24 5,-31 15,-43 6,-51 17,-64 18,-80 9,-94 0,-98")
    ribs = "M0 6V-86M0-22-9-27M0-22 9-27M0-41-10-45M0-41 10-45M0-62-11-68M0-62 11-68"
    leaf = shape(pointed(half), green, rim=darker(green, 0.4))
    leaf += line(ribs, lighter(green, 0.5), 1.7)
    turns = (
        (-72, 0.82),
        (72, 0.82),
        (-50, 1.02),
        (50, 1.02),
        (-28, 1.16),
        (29, 1.14),
        (-8, 1.26),
        (14, 0.9),
        (-18, 0.84),
    )
    petals = (shape(spoon(14, 5), "#fdf6df", rim="#cfc39a"),) * 4
    cross = "".join(place(petal, turn=90 * n + 45) for n, petal in enumerate(petals))
    stalk = "M100 250Q104 150 108 58M105 110Q120 96 132 92M106 90Q92 78 82 78"
    spots = (
        (108, 52, 0, 1.25),
        (134, 90, 20, 1.1),
        (80, 76, 10, 1.05),
        (94, 38, 30, 0.8),
        (124, 44, 12, 0.8),
    )
    return (
        mark("r", leaf)
        + mark("c", cross + dot(0, 0, 2.4, "#b9a34a"))
        + line(stalk, shade, 2.6)
        + "".join(stamp("r", 100, 248, turn, size) for turn, size in turns)
        + "".join(stamp("c", *spot) for spot in spots)
    )
