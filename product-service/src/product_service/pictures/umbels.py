"""Herbs that are known by their flat umbels, like the spokes of an umbrella."""

from product_service.pictures.foliage import Stem, feather, sprouts
from product_service.pictures.outlines import pointed
from product_service.pictures.petals import fan, petal_shades
from product_service.pictures.pigments import FRESH_LEAF, LEAF, STEM, colour_at, lighter
from product_service.pictures.strokes import dot, line, mark, place, rows, shape, stamp

Colours = tuple[str, ...]


def dill(colours: Colours) -> str:
    """Draw a yellow firework of an umbel over blue-green threads."""
    flower, green = colours[0], colour_at(colours, 1, "#6f9a6a")
    tuft = line("M0 0V-7M0 0-6-5M0 0 6-5", FRESH_LEAF, 1) + "".join(
        dot(x, y, 2.1, flower)
        for x, y in ((0, -9), (-7, -6), (7, -6), (-4, -9), (4, -9))
    )
    ray = line("M0 0V-44", FRESH_LEAF, 1.4) + stamp("t", 0, -44)
    umbel = fan("r", 11, flower, -84, 84, 1, 2) + fan("r", 7, flower, -58, 58, 0.68)
    stems = (
        Stem((99, 262), (102, 96), 6),
        Stem((100, 196), (46, 126), -16),
        Stem((100, 204), (156, 140), 18),
    )
    plumes = sprouts(
        "f",
        stems[0],
        ".04 -58 1.15, .06 56 1.15, .2 -36 1, .26 36 1.05, .56 -30 .7, .62 32 .66",
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
    lobe = pointed(
        [(0, 0), (6, -10), (14, -18), (15, -28), (9, -27), (8, -35), (0, -32)]
    )
    fan_leaf = "".join(
        stamp("o", 0, 0, turn, size) for turn, size in ((-70, 0.86), (70, 0.86), (0, 1))
    )
    cluster = _florets(flower)
    lace = _lace()
    seeds = _seeds()
    stems = (
        Stem((100, 262), (92, 80), -6),
        Stem((99, 180), (150, 78), 16),
        Stem((98, 172), (44, 118), -12),
    )
    low = rows(
        "48 214 -30 1.06, 152 214 30 1.06, 100 206 2 1.12, 42 172 -34 .9, "
        "158 168 34 .92, 72 178 -12 .86, 130 178 14 .86"
    )
    stalks = "".join(
        Stem((100, 260), (x, y), (x - 100) * 0.3).drawn(FRESH_LEAF, 2.2)
        for x, y, _, _ in low
    )
    return (
        mark(
            "o",
            shape(lobe, green)
            + shape("M0 0L6-10 14-18 15-28 9-27 8-35 0-32z", shade, 0.5)
            + line("M0 0V-24M0-8 8-20M0-8-8-20", lighter(green, 0.4), 1),
        )
        + mark("p", fan_leaf)
        + mark("c", cluster)
        + mark("f", line(feather(30, 4, 14), LEAF, 1.5))
        + stalks
        + "".join(stem.drawn(STEM, 2.8) for stem in stems)
        + (
            sprouts("f", stems[0], ".6 -46 1, .7 44 1")
            + sprouts("f", stems[1], ".5 44 1, .7 -40 1")
        )
        + mark("u", lace)
        + stamp("u", 92, 82, -4, 1.25)
        + stamp("u", 151, 80, 14, 0.86)
        + "".join(stamp("p", *spot) for spot in low)
        + place(seeds, 44, 120, -14, 1.2)
    )


def _seeds() -> str:
    return "".join(
        line(f"M0 0L{x} {y}", FRESH_LEAF, 1.3)
        + dot(x, y, 4, "#c9a465")
        + dot(x - 1, y - 1, 1.2, "#ead3a0")
        for x, y in ((-18, -12), (-9, -22), (3, -25), (14, -18), (0, -12))
    )


def _lace() -> str:
    return "".join(
        line(f"M0 0L{x} {y}", FRESH_LEAF, 1.3) + stamp("c", x, y)
        for x, y in (
            (-30, -16),
            (-18, -28),
            (0, -32),
            (18, -28),
            (30, -16),
            (-8, -18),
            (9, -18),
        )
    )


def _florets(flower: str) -> str:
    return "".join(
        dot(x, y, 2.6, flower) for x, y in ((0, -3), (-5, 0), (5, 0), (-3, 4), (3, 4))
    ) + dot(0, 1, 1.5, "#d9a3b3")
