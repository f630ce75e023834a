"""Flowers of the daisy family: rays round an eye, from the sunflower to the dahlia."""

from math import cos, radians, sin

from product_service.pictures.foliage import (
    Stem,
    feather,
    leaf,
    pairs,
    sprout,
    toothed_leaf,
)
from product_service.pictures.outlines import blade, frilled, pointed, spoon
from product_service.pictures.petals import fan, petal_shades, ring, seeded_eye, stamens
from product_service.pictures.pigments import (
    DEEP_LEAF,
    FRESH_LEAF,
    GOLD,
    LEAF,
    colour_at,
    darker,
    lighter,
)
from product_service.pictures.strokes import (
    bare,
    dot,
    dotted_circle,
    line,
    mark,
    oval,
    place,
    shape,
    stamp,
    wobble,
)

Colours = tuple[str, ...]


def sunflower(colours: Colours) -> str:
    """Draw one great head that looks straight at the viewer."""
    petal, shade = petal_shades(colours)
    eye = colour_at(colours, 2, "#4f2f17")
    stem = Stem((96, 262), (101, 100), -8)
    head = (
        mark("p", bare(blade(66, 9.5, 0.55)))
        + ring("p", 21, shade, 8)
        + ring("p", 21, petal, 0, 0.9)
        + seeded_eye(29, eye, lighter(eye, 0.22), 5)
        + dotted_circle(28, petal, 2, 4)
    )
    leaves = mark("l", leaf(68, 27, belly=0.34, veins=3)) + "".join(
        sprout("l", stem, part, turn, scale)
        for part, turn, scale in ((0.2, -66, 1), (0.3, 60, 0.95), (0.46, -58, 0.7))
    )
    return leaves + stem.drawn(width=6) + place(head, 101, 92)


def double_sunflower(colours: Colours) -> str:
    """Draw two shaggy heads without an eye on a low plant."""
    petal, shade = petal_shades(colours)
    stem, side = Stem((100, 262), (110, 96), 4), Stem((100, 250), (56, 168), -18)
    rows = ((26, 1.0, shade), (26, 0.86, petal), (22, 0.7, shade), (20, 0.56, petal))
    fluff = "".join(
        ring("p", count, fill, 6 * row, scale, 4)
        for row, (count, scale, fill) in enumerate(rows)
    )
    middle = ring("p", 14, lighter(shade, 0.15), 5, 0.36, 5) + dot(0, 0, 9, "#a9a243")
    head = fluff + middle + dotted_circle(6, shade, 2, 4)
    leaves = mark("l", leaf(62, 26, belly=0.34, veins=3)) + "".join(
        sprout("l", stem, part, turn, scale)
        for part, turn, scale in ((0.12, -74, 0.95), (0.2, 70, 1), (0.42, 56, 0.8))
    )
    return (
        mark("p", bare(blade(62, 6.5, 0.6)))
        + leaves
        + side.drawn(width=5)
        + stem.drawn(width=6)
        + mark("h", head)
        + stamp("h", 108, 92)
        + stamp("h", 50, 166, 20, 0.52)
    )


def cosmos(colours: Colours) -> str:
    """Draw three silky flowers over foliage as fine as hair."""
    petal, shade = petal_shades(colours)
    eye = colour_at(colours, 2, GOLD)
    silk = bare(
        pointed([(0, 0), (9, -16), (19, -40), (13, -54), (7, -51), (0, -55)])
    ) + line("M-4-18-7-44M0-16V-46M4-18 7-44", shade, 1, 0.6)
    head = ring("p", 8, petal, 4) + seeded_eye(10.5, eye, darker(eye, 0.35), 3)
    stems = (
        Stem((98, 258), (110, 92), 10),
        Stem((98, 250), (52, 158), -10),
        Stem((102, 250), (156, 176), 14),
        Stem((98, 200), (44, 84), -16),
    )
    ferns = "".join(
        sprout("f", stems[which], part, turn, scale)
        for which, part, turn, scale in (
            (0, 0.2, -48, 1.1), (0, 0.3, 40, 1.1), (0, 0.52, -38, 0.9),
            (0, 0.62, 40, 0.8), (1, 0.4, -50, 0.8), (2, 0.5, 50, 0.8),
        )
    )  # fmt: skip
    bud = oval(0, 0, 7, 8, petal) + fan("l", 5, LEAF, 110, 250)
    return (
        mark("f", line(feather(52, 6, 20), LEAF, 1.5))
        + mark("p", silk)
        + mark("l", bare(blade(11, 3)))
        + mark("h", head)
        + ferns
        + "".join(stem.drawn(width=2.6) for stem in stems)
        + place(bud, 44, 80, -12)
        + stamp("h", 50, 158, -14, 0.58)
        + stamp("h", 157, 176, 20, 0.48)
        + stamp("h", 110, 88)
    )


def calendula(colours: Colours) -> str:
    """Draw a full pot marigold with two younger heads."""
    petal, shade = petal_shades(colours)
    eye = colour_at(colours, 2, "#7a3d14")
    stem = Stem((100, 258), (100, 100), 6)
    left, right = Stem((99, 232), (46, 148), -14), Stem((101, 224), (154, 160), 14)
    head = (
        ring("p", 24, shade, 0)
        + ring("p", 22, petal, 7, 0.86)
        + ring("p", 18, lighter(petal, 0.22), 3, 0.64)
        + seeded_eye(14, eye, petal, 3)
    )
    leaves = mark("l", leaf(58, 13, FRESH_LEAF, 0.62)) + pairs(
        "l", stem, [(0.12, 62, 1), (0.34, 48, 0.85)]
    )
    young = fan("p", 13, petal, -66, 66, 0.5) + shape(
        "M-13 0Q-12 13 0 15Q12 13 13 0z", LEAF
    )
    return (
        mark("p", bare(spoon(58, 6)))
        + mark("h", head)
        + leaves
        + left.drawn(width=3)
        + right.drawn(width=3)
        + stem.drawn()
        + place(young, 46, 142, -16)
        + stamp("h", 156, 158, 15, 0.45)
        + stamp("h", 100, 92)
    )


def zinnia(colours: Colours) -> str:
    """Draw tiers of broad petals with a crown of small golden stars."""
    petal, shade = petal_shades(colours)
    stem, side = Stem((104, 260), (96, 96), -6), Stem((103, 226), (154, 164), 16)
    tiers = "".join(
        ring("p", count, mixed, 9 * row, scale)
        for row, (count, scale, mixed) in enumerate(
            ((17, 1.0, shade), (15, 0.84, petal), (13, 0.67, shade), (11, 0.5, petal))
        )
    )
    crown = dot(0, 0, 11, "#5d3320") + stamens(9, 9, GOLD, 2.6) + dot(0, 0, 3, GOLD)
    leaves = mark("l", leaf(56, 19, belly=0.36, veins=2)) + pairs(
        "l", stem, [(0.12, 66, 1), (0.38, 60, 0.86), (0.58, 54, 0.55)]
    )
    return (
        mark("p", bare(spoon(58, 11.5)) + line("M0-20V-48", shade, 1, 0.7))
        + mark("h", tiers + crown)
        + leaves
        + side.drawn(width=3.4)
        + stem.drawn(width=4.6)
        + stamp("h", 155, 160, 12, 0.5)
        + stamp("h", 96, 90)
    )


def marigold(colours: Colours) -> str:
    """Draw a low French marigold: ruffled petals, each with a bright hem."""
    petal, hem = petal_shades(colours)
    ruffle = shape(frilled(46, 22, 0.72, 5, 2.6), hem) + place(
        shape(frilled(46, 22, 0.72, 5, 2.6), petal), scale=0.86
    )
    tuft = stamens(12, 8, hem, 3.4) + stamens(6, 3, petal, 3)
    head = (
        ring("p", 8, petal)
        + ring("p", 7, petal, 20, 0.74)
        + ring("p", 6, petal, 8, 0.5)
        + tuft
    )
    fern = "".join(
        stamp("l", 0, -8 - 9 * step, side * 58, 0.95 - 0.09 * step)
        for step in range(5)
        for side in (-1, 1)
    )
    stems = (
        Stem((100, 256), (112, 96), 4),
        Stem((99, 250), (48, 150), -22),
        Stem((101, 250), (152, 172), 22),
    )
    ferns = "".join(
        sprout("f", stems[which], part, turn, scale)
        for which, part, turn, scale in (
            (0, 0.12, -78, 1), (0, 0.12, 76, 1), (0, 0.36, -46, 1.05),
            (0, 0.42, 44, 1), (1, 0.5, -54, 0.75), (2, 0.55, 50, 0.7),
        )
    )  # fmt: skip
    return (
        mark("p", ruffle)
        + mark("l", shape(blade(24, 5), DEEP_LEAF))
        + mark("f", line("M0 0V-52", DEEP_LEAF, 2) + fern + stamp("l", 0, -46))
        + ferns
        + "".join(stem.drawn(DEEP_LEAF, 3.4) for stem in stems)
        + mark("h", head)
        + stamp("h", 46, 148, 0, 0.74)
        + stamp("h", 154, 172, 30, 0.66)
        + stamp("h", 112, 86, 0, 1.12)
    )


def dahlia(colours: Colours) -> str:
    """Draw a ball dahlia, petal behind petal in a strict order."""
    petal, shade = petal_shades(colours)
    stem, side = Stem((100, 260), (100, 100), 5), Stem((100, 214), (158, 150), 18)
    cup = bare(blade(21, 9.5, 0.56)) + shape(blade(14, 4.4, 0.5), shade, 0.55)
    rows = "".join(
        stamp("p", far * _east(step), far * _north(step), 137.508 * step, size)
        for step, far, size in (
            (n, 5.6 * n**0.5, 0.42 + 0.013 * n) for n in range(60, 0, -1)
        )
    )
    head = f'<g fill="{petal}">{rows}</g>'
    leaves = mark("l", toothed_leaf(54, 19, DEEP_LEAF, 0.4, 6)) + pairs(
        "l", stem, [(0.1, 72, 1), (0.34, 58, 0.95)]
    )
    bud = dot(0, 0, 11, petal) + shape("M-11 0A11 11 0 0 0 11 0L6-5 0 1-6-5z", LEAF)
    return (
        mark("p", cup)
        + leaves
        + side.drawn("#5c4a3c", 3.4)
        + stem.drawn("#5c4a3c", 5)
        + place(bud, 159, 142, 14)
        + dot(100, 90, 54, shade)
        + place(head, 100, 90)
    )


def coneflower(colours: Colours) -> str:
    """Draw echinacea from the side, its petals hanging from a bristly cone."""
    petal, shade = petal_shades(colours)
    cone = colour_at(colours, 2, "#a3501f")
    skirt = (
        fan("p", 9, shade, 100, 260, 0.94, 4)
        + fan("p", 4, petal, 98, 142, 1, 4)
        + fan("p", 4, petal, 218, 262, 1, 4)
        + fan("p", 3, petal, 156, 204, 0.86, 4)
    )
    dome = shape("M-21 4Q-20-24 0-25Q20-24 21 4Q0 13-21 4z", cone) + "".join(
        _bristles(row, cone) for row in range(4)
    )
    stems = (
        Stem((98, 260), (106, 84), 8),
        Stem((97, 250), (48, 146), -14),
        Stem((100, 250), (152, 158), 14),
    )
    leaves = mark("l", leaf(58, 12, belly=0.36)) + pairs(
        "l", stems[0], [(0.06, 66, 1), (0.3, 42, 0.8)]
    )
    return (
        mark("p", bare(spoon(54, 8, 0.05)) + line("M0-14V-46", shade, 0.9, 0.7))
        + mark("h", skirt + dome)
        + leaves
        + "".join(stem.drawn(width=3.6) for stem in stems)
        + stamp("h", 48, 144, -10, 0.66)
        + stamp("h", 153, 154, 10, 0.58)
        + stamp("h", 106, 74, 2, 1.05)
    )


def chamomile(colours: Colours) -> str:
    """Draw a cloud of small daisies with domed eyes over feathery leaves."""
    petal, shade = petal_shades(colours)
    eye = colour_at(colours, 2, "#eab52f")
    tips = (
        (100, 62),
        (56, 84),
        (146, 92),
        (34, 136),
        (168, 146),
        (82, 126),
        (122, 134),
    )
    stems = [
        Stem((96 + wobble(n, 6), 262), tip, (tip[0] - 100) * 0.22)
        for n, tip in enumerate(tips)
    ]
    ferns = "".join(
        sprout("f", stem, part, turn, 0.85)
        for stem in stems[:5]
        for part, turn in ((0.36, -42), (0.5, 40), (0.7, -38))
    )
    face = ring("p", 14, petal, 0) + dot(0, 0, 9, eye)
    dome = dotted_circle(5.6, darker(eye), 1.7, 3.6) + dotted_circle(
        2, darker(eye), 1.7, 3
    )
    daisies = "".join(
        stamp("h", x, y, 25 * n, (1.15, 0.95, 1, 0.85, 0.8, 0.95, 0.8)[n])
        for n, (x, y) in enumerate(tips)
    )
    return (
        mark("f", line(feather(30, 4, 13), LEAF, 1.4))
        + mark("p", shape(blade(26, 4.4, 0.6), shade) + bare(blade(25, 3.6, 0.6)))
        + mark("h", face + dome)
        + ferns
        + "".join(stem.drawn(width=2) for stem in stems)
        + daisies
    )


def _bristles(row: int, cone: str) -> str:
    reach, height = (19, 17.5, 14, 8)[row], (2, -6, -13.5, -20)[row]
    path = f"M{-reach} {height}Q0 {height + 8 - row} {reach} {height}"
    pen = f'stroke="{lighter(cone, 0.3 + 0.1 * (row % 2))}" stroke-width="2.6"'
    return f'<path d="{path}" {pen} stroke-dasharray=".1 5.4"/>'


def _east(step: int) -> float:
    return sin(radians(137.508 * step))


def _north(step: int) -> float:
    return -cos(radians(137.508 * step))
