"""Flowers bred so full that the petals hide the eye; the art is to keep the tiers
apart."""

from math import cos, radians, sin

from product_service.pictures.foliage import (
    Stem,
    heart_leaf,
    leaf,
    pairs,
    sprouts,
    stalked,
    toothed_leaf,
)
from product_service.pictures.outlines import (
    blade,
    frilled,
    spoon,
)
from product_service.pictures.petals import petal_shades, ring, stamens
from product_service.pictures.pigments import (
    DEEP_LEAF,
    GOLD,
    LEAF,
    lighter,
)
from product_service.pictures.strokes import (
    bare,
    dot,
    dotted_circle,
    line,
    mark,
    painted,
    place,
    shape,
    stamp,
)

Colours = tuple[str, ...]


def double_sunflower(colours: Colours) -> str:
    """Draw two shaggy heads without an eye on a low plant."""
    petal, shade = petal_shades(colours)
    stem, side = Stem((100, 262), (110, 96), 4), Stem((100, 250), (56, 168), -18)
    rows = ((30, 1.0, shade), (30, 0.87, petal), (26, 0.72, shade), (22, 0.58, petal))
    fluff = "".join(
        ring("p", count, fill, 6 * row, scale, 4)
        for row, (count, scale, fill) in enumerate(rows)
    )
    middle = ring("p", 16, lighter(petal, 0.3), 5, 0.42, 5) + dot(0, 0, 9, "#a9a243")
    head = fluff + middle + dotted_circle(6, shade, 2, 4)
    leaves = mark("l", stalked(heart_leaf(54, 25), 11)) + sprouts(
        "l", stem, ".12 -74 .95, .2 70 1, .42 56 .8"
    )
    return (
        mark("p", bare(blade(62, 5.2, 0.62)))
        + leaves
        + side.drawn(width=5)
        + stem.drawn(width=6)
        + mark("h", head)
        + stamp("h", 108, 92)
        + stamp("h", 50, 166, 20, 0.52)
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
        "l", stem, ".12 66 1, .38 60 .86, .58 54 .55"
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
    ferns = (
        sprouts("f", stems[0], ".12 -78 1, .12 76 1, .36 -46 1.05, .42 44 1")
        + sprouts("f", stems[1], ".5 -54 .75")
        + sprouts("f", stems[2], ".55 50 .7")
    )
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
    head = painted(rows, petal)
    leaves = mark("l", toothed_leaf(54, 19, DEEP_LEAF, 0.4, 6)) + pairs(
        "l", stem, ".1 72 1, .34 58 .95"
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


def _east(step: int) -> float:
    return sin(radians(137.508 * step))


def _north(step: int) -> float:
    return -cos(radians(137.508 * step))
