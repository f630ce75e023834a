"""The cabbage family turns one plant into heads, curds, buds and curls; what they
share is the blue-green, thick-ribbed leaf."""

from math import cos, radians, sin

from product_service.pictures.outlines import (
    blade,
    frilled,
)
from product_service.pictures.petals import petal_shades
from product_service.pictures.pigments import (
    CREAM,
    LEAF,
    colour_at,
    darker,
    lighter,
    mix,
)
from product_service.pictures.strokes import (
    dot,
    dotted_circle,
    dotted_line,
    line,
    mark,
    oval,
    place,
    shape,
    stamp,
    stamps,
)

Colours = tuple[str, ...]


def cabbage(colours: Colours) -> str:
    """Draw a firm ball wrapped in broad veined leaves."""
    green, shade = petal_shades(colours)
    vein = colour_at(colours, 2, lighter(green, 0.55))
    outer = shape(frilled(96, 40, 0.6, 5, 3), shade, rim=darker(shade)) + line(
        "M0-4V-84M0-22-26-48M0-22 26-48M0-46-22-70M0-46 22-70", vein, 2
    )
    spread = ((-76, 0.9), (76, 0.9), (-46, 1.16), (46, 1.16), (-14, 1.2), (16, 1.2))
    near = ((74, 256, -46, 0.7), (128, 256, 46, 0.7), (100, 262, -2, 0.56))
    return (
        mark("l", outer)
        + "".join(stamp("l", 100, 240, turn, size) for turn, size in spread)
        + oval(100, 232, 40, 20, darker(shade))
        + place(_cabbage_ball(green, shade, vein), 100, 168, 0, 1.06)
        + "".join(stamp("l", *spot) for spot in near)
    )


def _cabbage_ball(green: str, shade: str, vein: str) -> str:
    right = "M56-4C54 34 28 56 0 56C30 30 34-20 2-55C34-56 58-34 56-4z"
    left = (
        "M-56 0C-56-34-26-60 6-55C26-46 22-30 29-18C36-2 25 20 28 34"
        "C20 50 4 57-8 56C-36 54-56 34-56 0z"
    )
    left_veins = (
        "M-8 54C-18 20-20-16-6-46M-13 30C-30 14-40-2-44-20M-17 4Q-32-16-34-36"
        "M-14 26C0 12 10-2 14-20M-17-2Q-2-16 4-36"
    )
    return (
        dot(0, 0, 56, lighter(green, 0.3))
        + shape(right, lighter(green, 0.2), rim=shade)
        + line("M24 44C38 24 45 4 44-18M38 20Q42 0 36-30", vein, 1.8)
        + shape(left, green, rim=shade)
        + line(left_veins, vein, 2)
    )


def kale(colours: Colours) -> str:
    """Draw tall leaves with edges curled as tight as parsley."""
    green, shade = petal_shades(colours)
    rib = colour_at(colours, 2, lighter(green, 0.6))
    frill = (
        shape(blade(106, 22, 0.6), shade)
        + dotted_line(blade(106, 22, 0.6), shade, 15, 10)
        + shape(blade(98, 16, 0.6), green)
        + dotted_line(blade(98, 16, 0.6), green, 11, 8)
        + line(
            "M0 14V-86M0-30-12-42M0-30 12-42M0-52-12-64M0-52 12-64M0-72-8-82M0-72 8-82",
            rib,
            2.4,
        )
    )
    leaves = "".join(
        stamp("k", x, y, turn, size)
        for x, y, turn, size in (
            (100, 226, -72, 0.84),
            (100, 226, 72, 0.84),
            (98, 218, -44, 1.02),
            (102, 218, 44, 1.02),
            (98, 200, -18, 1.2),
            (104, 202, 20, 1.18),
            (100, 226, 0, 1.12),
            (94, 244, -36, 0.72),
            (108, 244, 38, 0.7),
        )
    )
    return line("M100 262V200", rib, 9) + mark("k", frill) + leaves


def palm_kale(colours: Colours) -> str:
    """Draw cavolo nero: narrow, dark, blistered straps in a fountain."""
    green, shade = petal_shades(colours)
    rib = colour_at(colours, 2, lighter(green, 0.6))
    strap = (
        shape(frilled(128, 11, 0.5, 12, 1.6), green, rim=lighter(green, 0.25))
        + dotted_line(
            "M-6-20Q-10-62-5-108M6-20Q10-62 5-108", lighter(green, 0.25), 3.6, 7
        )
        + line("M0 16V-116", rib, 2.6)
    )
    turns = (
        (-72, 0.68),
        (72, 0.68),
        (-52, 0.86),
        (52, 0.86),
        (-34, 1.04),
        (34, 1.04),
        (-18, 1.2),
        (18, 1.2),
        (-2, 1.3),
    )
    leaves = "".join(
        stamp("s", 100, 214 - 4 * abs(n % 3), turn, size)
        for n, (turn, size) in enumerate(turns)
    )
    return (
        line("M100 262V206", shade, 11)
        + line("M98 262V206", rib, 4)
        + mark("s", strap)
        + leaves
        + stamp("s", 100, 236, -50, 0.62)
        + stamp("s", 100, 236, 52, 0.6)
    )


def broccoli(colours: Colours) -> str:
    """Draw a domed head of tight buds on a thick stalk."""
    green, shade = petal_shades(colours)
    floret = _floret(green, shade)
    domes = (
        (48, 128, 1),
        (152, 128, 1),
        (62, 98, 1.1),
        (138, 98, 1.1),
        (100, 78, 1.2),
        (78, 88, 1),
        (122, 88, 1),
        (76, 120, 1.15),
        (124, 120, 1.15),
        (100, 108, 1.2),
        (60, 142, 0.86),
        (140, 142, 0.86),
        (100, 138, 1.15),
        (82, 148, 0.8),
        (118, 148, 0.8),
    )
    stalk = shape(
        "M82 262Q86 206 66 150L134 150Q114 206 118 262z", mix(green, CREAM, 0.45)
    ) + line(
        "M90 190Q84 166 74 152M110 190Q116 166 126 152M100 200V156",
        mix(green, CREAM, 0.2),
        3,
    )
    leaves = stamps(
        "l", ("92 236 -68 1, 108 236 68 1, 94 226 -40 1.15, 106 226 40 1.15")
    )
    near = stamp("l", 90, 250, -34, 0.62) + stamp("l", 112, 252, 38, 0.6)
    return (
        mark("l", _brassica_leaf())
        + leaves
        + stalk
        + mark("o", floret)
        + "".join(stamp("o", x, y, 0, size) for x, y, size in domes)
        + near
    )


def _floret(green: str, shade: str) -> str:
    return (
        dot(0, 0, 17, shade)
        + dot(-1.5, -2, 14.6, green)
        + place(
            dotted_circle(11, lighter(green, 0.22), 3, 5.6)
            + dotted_circle(5.4, lighter(green, 0.22), 3, 5.6),
            -2,
            -3,
        )
    )


def cauliflower(colours: Colours) -> str:
    """Draw a white curd held in a ruff of leaves."""
    curd, shade = petal_shades(colours)
    puff = (
        dot(0, 0, 13, shade)
        + dot(-1, -1.5, 11.6, curd)
        + line("M-5 1Q-2-6 4-3", shade, 1.3)
    )
    behind = ((-62, 1.04), (62, 1.04), (-40, 1.34), (40, 1.34), (-16, 1.56), (18, 1.52))
    before = ((72, 254, -48, 0.92), (130, 254, 48, 0.9), (101, 262, 2, 0.74))
    return (
        mark("l", _brassica_leaf())
        + "".join(stamp("l", 100, 238, turn, size) for turn, size in behind)
        + mark("o", puff)
        + oval(100, 176, 50, 44, shade)
        + "".join(_curl(step) for step in range(38, -1, -1))
        + "".join(stamp("l", *spot) for spot in before)
    )


def _curl(step: int) -> str:
    # Cauliflower really grows in this spiral, so the curd is built the same way.
    turn, far = radians(137.508 * step), 7.6 * step**0.5
    x, y = 100 + far * sin(turn), 172 - 0.88 * far * cos(turn)
    return stamp("o", x, y, 0, 1.08 - 0.009 * step)


def _brassica_leaf() -> str:
    ribs = line(
        "M0 8V-62M0-16-14-32M0-16 14-32M0-36-11-52M0-36 11-52", lighter(LEAF, 0.6), 2
    )
    return (
        shape(frilled(78, 23, 0.56, 5, 2.4), darker(LEAF, 0.06), rim=darker(LEAF, 0.4))
        + shape(blade(66, 14, 0.56), lighter(LEAF, 0.1), 0.7)
        + ribs
    )
