"""Vegetables that are really fruit and ripen in the sun: aubergine, peppers and the
cob of sweetcorn."""

from product_service.pictures.foliage import Stem, leaf, sprout, sprouts
from product_service.pictures.outlines import blade, rounded
from product_service.pictures.petals import petal_shades, ring
from product_service.pictures.pigments import (
    FRESH_LEAF,
    GOLD,
    LEAF,
    STEM,
    darker,
    lighter,
    mix,
)
from product_service.pictures.strokes import (
    bare,
    dot,
    dotted_line,
    line,
    mark,
    painted,
    place,
    points,
    shape,
    stamp,
)

Colours = tuple[str, ...]


def aubergine(colours: Colours) -> str:
    """Draw two polished fruits under felted leaves, with a mauve star."""
    skin, shade = petal_shades(colours)
    half = points("0,0 13,4 17,26 27,58 27,84 14,104 0,108")
    fruit = (
        shape(rounded(half), shade)
        + place(shape(rounded(half), skin), -2, 1, 0, 0.97, 0.86)
        + line("M-15 34Q-22 54-20 80", lighter(skin, 0.62), 4)
        + shape(
            (
                "M0-8C12-8 18 2 18 16Q12 8 9 12Q6 22 2 12Q-3 24-8 12"
                "Q-12 8-18 16C-18 2-12-8 0-8z"
            ),
            LEAF,
        )
        + line("M0-6Q0-18 4-26", LEAF, 5)
    )
    flower = ring("p", 5, "#a98cc9") + "".join(
        place(shape(blade(9, 2.6), GOLD), turn=72 * n + 20) for n in range(5)
    )
    stem = Stem((102, 262), (98, 52), 6)
    leaves = sprouts(
        "l",
        stem,
        (".1 74 .8, .12 -76 .8, .6 -78 1, .66 72 1.02, .9 -44 1, .94 42 .9, 1 -4 .66"),
    )
    return (
        mark("l", leaf(66, 25, "#6f8f63", 0.44, 3))
        + mark("f", fruit)
        + mark("p", bare(blade(17, 8)))
        + stem.drawn("#5f5562", 5)
        + leaves
        + line("M100 110Q76 96 66 112M102 120Q130 100 140 120", "#6a6a5c", 4)
        + place(flower, 104, 104, 0, 0.96)
        + stamp("f", 140, 146, -6, 0.84)
        + stamp("f", 64, 130, 6)
    )


def chilli(colours: Colours) -> str:
    """Draw a small bush hung with pointed fruit, some still green."""
    skin, shade = petal_shades(colours)
    half = points("0,0 7,2 8,16 6,38 0,62")
    pepper = bare(rounded(half))
    gloss = _chilli_gloss(skin)
    stems = (
        Stem((100, 262), (100, 60), 4),
        Stem((100, 190), (48, 96), -14),
        Stem((100, 180), (152, 92), 14),
    )
    leaves = "".join(
        sprout("l", stem, part, turn, size)
        for stem in stems
        for part, turn, size in (
            (0.5, -70, 0.9),
            (0.58, 66, 0.9),
            (0.8, -58, 0.9),
            (0.84, 56, 0.86),
            (1, -24, 0.8),
            (1, 26, 0.78),
        )
    )
    green = mix(skin, "#6f9a3c", 0.85)
    hung = (
        (46, 118, 8, 1, skin),
        (78, 138, 4, 1.12, shade),
        (124, 134, -6, 1.14, skin),
        (156, 116, -8, 1, shade),
        (101, 120, 0, 0.95, green),
        (60, 176, 10, 0.8, skin),
        (142, 178, -10, 0.76, green),
    )
    flower = ring("p", 5, "#fdf8ec") + dot(0, 0, 3, "#9a8fb0")
    return (
        mark("l", leaf(44, 12, LEAF, 0.42, 2))
        + mark("c", pepper)
        + mark("g", gloss)
        + mark("p", bare(blade(11, 5)))
        + "".join(stem.drawn(width=4) for stem in stems)
        + leaves
        + "".join(
            painted(stamp("c", *spot), fill) + stamp("g", *spot) for *spot, fill in hung
        )
        + place(flower, 92, 90)
        + place(flower, 128, 104, 20, 0.8)
    )


def _chilli_gloss(skin: str) -> str:
    return (
        line("M-3 8Q-4 20-2 34", lighter(skin, 0.7), 2)
        + shape("M-8 5Q-6-6 0-6Q6-6 8 5Q0 0-8 5z", LEAF)
        + line("M0-5Q0-12-4-18", LEAF, 2.6)
    )


def sweet_pepper(colours: Colours) -> str:
    """Draw blocky peppers with three shoulders."""
    skin, shade = petal_shades(colours)
    fruit = (
        shape(
            (
                "M0-34C8-42 20-42 27-36C42-32 42-6 35 12C33 30 28 42 17 42"
                "C10 46 4 44 0 40C-4 44-10 46-17 42C-28 42-33 30-35 12"
                "C-42-6-42-32-27-36C-20-42-8-42 0-34z"
            ),
            shade,
        )
        + shape(
            (
                "M-2-32C6-40 16-40 22-34C33-28 32-6 28 12C25 30 20 38 12 38"
                "C6 42 0 40-4 36C-8 40-13 42-18 38C-27 38-30 26-33 10"
                "C-38-8-38-30-26-33C-18-39-8-39-2-32z"
            ),
            skin,
        )
        + line("M-9-33Q-16 0-9 36M8-34Q15 0 9 38", shade, 2.2, 0.6)
        + line("M-28-18Q-27-27-20-30M-29-8V4", lighter(skin, 0.75), 4)
        + shape("M-16-33Q0-44 16-33Q8-27 0-29Q-8-27-16-33z", LEAF)
        + line("M0-34Q-1-46 6-54", LEAF, 6)
    )
    stem = Stem((104, 262), (98, 70), 4)
    leaves = sprouts(
        "l",
        stem,
        (".1 -70 .84, .12 72 .84, .62 -74 1, .66 70 1, .86 -50 1, .9 46 .96, 1 -8 .8"),
    )
    return (
        mark("l", leaf(62, 19, LEAF, 0.42, 3))
        + mark("f", fruit)
        + stem.drawn(width=5)
        + leaves
        + line("M100 108Q80 98 74 112M102 122Q132 102 144 132", STEM, 4)
        + stamp("f", 142, 186, 6, 0.86)
        + stamp("f", 68, 160, -5, 1.06)
    )


def sweetcorn(colours: Colours) -> str:
    """Draw a stalk with one cob opened to show its rows of grain."""
    grain, shade = petal_shades(colours)
    ear = _ear(grain, shade)
    husk = shape(blade(92, 15, 0.36), FRESH_LEAF) + line(
        "M0-6V-84M5-8Q7-40 1-76M-5-8Q-7-40-1-76", LEAF, 1
    )
    strap = (
        shape(blade(112, 11, 0.34), LEAF)
        + shape("M0 0Q15-50 0-112z", darker(LEAF, 0.16))
        + line("M0-4V-100", lighter(LEAF, 0.45), 1.3)
    )
    tassel = "".join(
        place(line("M0 0Q-2-24 0-46", "#c9a65a", 3.4), turn=turn, scale=size)
        for turn, size in ((-38, 0.8), (-18, 0.95), (0, 1.05), (20, 0.94), (40, 0.78))
    )
    stem = Stem((78, 262), (84, 66), -4)
    leaves = sprouts(
        "l", stem, ".1 -48 .6, .34 -40 .86, .5 46 .94, .66 -36 .72, .8 40 .8"
    )
    return (
        mark("h", husk)
        + mark("l", strap)
        + place(tassel, 84, 68)
        + stem.drawn("#7d9a55", 7)
        + leaves
        + place(ear, 118, 212, 11, 1.16)
    )


def _ear(grain: str, shade: str) -> str:
    cob = rounded([(0, 0), (14, -2), (19, -30), (17, -70), (8, -96), (0, -102)])
    kernels = "".join(
        dotted_line(path, lighter(grain, 0.3), 5.6, 7)
        for path in (
            "M0-6V-96",
            "M-7-8Q-9-50-4-92",
            "M7-8Q9-50 4-92",
            "M-13.5-10Q-16-46-11-76",
            "M13.5-10Q16-46 11-76",
        )
    )
    silk = line(
        (
            "M-4-98Q-14-116-22-114M-1-100Q-6-120-12-124M1-100Q4-122 0-130"
            "M3-99Q12-118 14-126M5-98Q16-112 24-114"
        ),
        "#b9783f",
        1.8,
    )
    return (
        silk
        + shape(cob, shade)
        + kernels
        + stamp("h", -8, 8, -26, 0.98)
        + stamp("h", 8, 8, 28, 0.95)
        + stamp("h", 0, 12, 0, 0.42, 1.3)
    )
