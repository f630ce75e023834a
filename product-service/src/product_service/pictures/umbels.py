"""Herbs that are known by their heads: the flat umbels of dill and coriander, and
the mauve globes of chives."""

from product_service.pictures.foliage import Stem, feather, grass, sprout
from product_service.pictures.outlines import blade, pointed
from product_service.pictures.petals import fan, petal_shades
from product_service.pictures.pigments import (
    FRESH_LEAF,
    LEAF,
    STEM,
    colour_at,
    darker,
    lighter,
)
from product_service.pictures.strokes import (
    bare,
    dot,
    line,
    mark,
    oval,
    shape,
    stamp,
    wobble,
)

Colours = tuple[str, ...]


def dill(colours: Colours) -> str:
    """Draw a yellow firework of an umbel over blue-green threads."""
    flower, green = colours[0], colour_at(colours, 1, "#6f9a6a")
    tuft = line("M0 0V-7M0 0-6-5M0 0 6-5", FRESH_LEAF, 1) + "".join(
        dot(x, y, 2.1, flower) for x, y in ((0, -9), (-7, -6), (7, -6), (-4, -9), (4, -9))
    )
    ray = line("M0 0V-44", FRESH_LEAF, 1.4) + stamp("t", 0, -44)
    umbel = fan("r", 11, flower, -84, 84, 1, 2)
    stems = (Stem((99, 262), (102, 96), 6), Stem((100, 196), (46, 126), -16), Stem((100, 204), (156, 140), 18))
    plumes = "".join(
        sprout("f", stems[which], part, turn, size)
        for which, part, turn, size in (
            (0, 0.04, -58, 1.15), (0, 0.06, 56, 1.15), (0, 0.2, -36, 1), (0, 0.26, 36, 1.05), (0, 0.56, -30, 0.7), (0, 0.62, 32, 0.66),
        )
    )
    return (
        mark("t", tuft)
        + mark("r", ray)
        + mark("u", umbel)
        + mark("f", line(feather(62, 8, 26, 0.45), green, 1.3))
        + plumes
        + "".join(stem.drawn(STEM, 3) for stem in stems)
        + stamp("u", 102, 96, 0, 1.3)
        + stamp("u", 46, 128, -16, 0.66)
        + stamp("u", 156, 142, 18, 0.66)
    )


def coriander(colours: Colours) -> str:
    """Draw scalloped fan leaves below, lace above, and round seeds to one side."""
    green, shade = petal_shades(colours)
    flower = colour_at(colours, 2, "#fbf4f2")
    lobe = pointed([(0, 0), (6, -10), (14, -18), (15, -28), (9, -27), (8, -35), (0, -32)])
    fan_leaf = "".join(stamp("o", 0, 0, turn, size) for turn, size in ((-70, 0.86), (70, 0.86), (0, 1)))
    cluster = "".join(dot(x, y, 2.6, flower) for x, y in ((0, -3), (-5, 0), (5, 0), (-3, 4), (3, 4))) + dot(0, 1, 1.5, "#d9a3b3")
    lace = "".join(line(f"M0 0L{x} {y}", FRESH_LEAF, 1.3) + stamp("c", x, y) for x, y in ((-30, -16), (-18, -28), (0, -32), (18, -28), (30, -16), (-8, -18), (9, -18)))
    seeds = "".join(line(f"M0 0L{x} {y}", FRESH_LEAF, 1.3) + dot(x, y, 4, "#c9a465") + dot(x - 1, y - 1, 1.2, "#ead3a0") for x, y in ((-18, -12), (-9, -22), (3, -25), (14, -18), (0, -12)))
    stems = (Stem((100, 262), (92, 80), -6), Stem((99, 180), (150, 78), 16), Stem((98, 172), (44, 118), -12))
    low = ((48, 214, -30, 1.06), (152, 214, 30, 1.06), (100, 206, 2, 1.12), (42, 172, -34, 0.9), (158, 168, 34, 0.92), (72, 178, -12, 0.86), (130, 178, 14, 0.86))
    stalks = "".join(Stem((100, 260), (x, y), (x - 100) * 0.3).drawn(FRESH_LEAF, 2.2) for x, y, _, _ in low)
    return (
        mark("o", shape(lobe, green) + shape("M0 0L6-10 14-18 15-28 9-27 8-35 0-32z", shade, 0.5) + line("M0 0V-24M0-8 8-20M0-8-8-20", lighter(green, 0.4), 1))
        + mark("p", fan_leaf)
        + mark("c", cluster)
        + mark("f", line(feather(30, 4, 14), LEAF, 1.5))
        + stalks
        + "".join(stem.drawn(STEM, 2.8) for stem in stems)
        + "".join(sprout("f", stems[n], part, turn) for n, part, turn in ((0, 0.6, -46), (0, 0.7, 44), (1, 0.5, 44), (1, 0.7, -40)))
        + mark("u", lace)
        + stamp("u", 92, 82, -4, 1.25)
        + stamp("u", 151, 80, 14, 0.86)
        + "".join(stamp("p", *spot) for spot in low)
        + f'<g transform="translate(44 120)rotate(-14)scale(1.2)">{seeds}</g>'
    )


def chives(colours: Colours) -> str:
    """Draw hollow leaves in a sheaf and heads like small mauve globes."""
    flower, shade = petal_shades(colours)
    green = colour_at(colours, 2, LEAF)
    globe = (
        dot(0, 0, 15, shade)
        + fan("f", 15, flower, 0, 336, 1, 4)
        + fan("f", 9, lighter(flower, 0.28), 10, 330, 0.62, 6)
        + shape("M-4 15Q0 22 4 15Q0 12-4 15z", "#b9a98c")
    )
    heads = ((100, 54, 1.2), (62, 78, 1), (142, 76, 1.05), (36, 122, 0.78), (168, 124, 0.74))
    stalks = "".join(Stem((100 + (x - 100) * 0.2, 258), (x, y + 8), (x - 100) * 0.12).drawn("#7d9a63", 3) for x, y, _ in heads)
    tips = [(100 + 13 * n + wobble(n + 20, 5), 96 + 2.4 * n * n + wobble(n + 20, 16)) for n in range(-6, 7)]
    front = [(100 + 21 * n, 168 + 7 * abs(n) + wobble(n + 9, 8)) for n in range(-3, 4)]
    return (
        mark("f", bare(blade(22, 4, 0.6)))
        + mark("g", globe)
        + grass((100, 260), tips, green, 4)
        + stalks
        + "".join(stamp("g", *spot[:2], 0, spot[2]) for spot in heads)
        + grass((100, 260), front, lighter(green, 0.14), 4)
        + oval(100, 246, 12, 10, darker(green, 0.1))
    )
