"""Vegetables that grow below the line: the soil is cut open so that the packet shows
what the gardener will pull up."""

from product_service.pictures.foliage import feather, leaf
from product_service.pictures.outlines import frilled, rounded
from product_service.pictures.petals import petal_shades
from product_service.pictures.pigments import (
    FRESH_LEAF,
    LEAF,
    colour_at,
    darker,
    lighter,
)
from product_service.pictures.strokes import (
    dot,
    line,
    mark,
    oval,
    place,
    points,
    shape,
    stamp,
    wobble,
)

Colours = tuple[str, ...]

THREADS = "M0 0Q-3 9 1 17M-2-6Q-10 2-9 10M2-5Q10 1 10 8"


def radish(colours: Colours) -> str:
    """Draw three round radishes with a thin tail."""
    skin, shade = petal_shades(colours)
    half = points("0,-27 14,-26 26,-8 21,14 7,27 2,40 0,58")
    root = (
        shape(rounded(half), shade)
        + place(shape(rounded(half), skin), -2, -1, 0, 0.95, 0.9)
        + line("M-17-8Q-14-18-5-20", lighter(skin, 0.75), 3.4)
        + line("M0 30V58", lighter(skin, 0.6), 2)
    )
    tops = _tops((-34, -14, 8, 30), (0.8, 1, 1.06, 0.84), -24)
    art = mark("l", leaf(96, 18, LEAF, 0.64, 4)) + mark("r", tops + root)
    return (
        art
        + stamp("r", 56, 170, -4, 0.8)
        + stamp("r", 146, 172, 5, 0.82)
        + stamp("r", 100, 178, 1, 1.04)
    )


def long_radish(colours: Colours) -> str:
    """Draw the French breakfast kind: a cylinder dipped in white."""
    skin, shade = petal_shades(colours)
    tip = colour_at(colours, 2, "#fff8ee")
    half = points("0,-30 11,-28 15,-8 15,22 10,40 2,48 0,64")
    dip = (
        "M-15 22Q-9 28-4 23Q2 30 7 24Q12 28 15 22Q15 34 10 40"
        "Q3 46 0 64Q-3 46-10 40Q-15 34-15 22z"
    )
    root = (
        shape(rounded(half), skin)
        + shape("M5-28Q15-24 15-8V23Q10 27 7 24Q8 0 5-28z", shade, 0.55)
        + shape(dip, tip)
        + line("M-9-16Q-10 0-9 14", lighter(skin, 0.7), 3)
    )
    tops = _tops((-22, 20, -6, 8), (0.8, 0.84, 1.02, 1), -26)
    art = mark("l", leaf(96, 13, FRESH_LEAF, 0.66, 4)) + mark("r", tops + root)
    spots = (
        (44, 168, -7, 0.82),
        (158, 168, 7, 0.82),
        (81, 174, -2, 1),
        (121, 176, 3, 1.02),
    )
    return art + "".join(stamp("r", *spot) for spot in spots)


def carrot(colours: Colours) -> str:
    """Draw three tapering roots under ferny tops."""
    skin, shade = petal_shades(colours)
    half = points("0,-4 10,-5 16,4 14.5,24 9,62 3.6,92 0,112")
    rings = (
        "M-14 14Q-7 18-3 16M14 26Q8 30 4 28M-11 40Q-6 43-3 42"
        "M10 52Q6 55 3 54M-7 66Q-4 68-1 67M6 78Q4 80 2 79"
    )
    root = (
        shape(rounded(half), skin)
        + shape("M3-5Q16-4 16 6Q14 40 3.6 92L0 108Q9 50 3-5z", shade, 0.6)
        + line(rings, shade, 1.5)
        + line("M-9 4Q-10 20-8 34", lighter(skin, 0.6), 2.6)
    )
    art = mark("f", line(feather(76, 7, 26, 0.5), LEAF, 2)) + mark("r", _ferny() + root)
    return (
        art
        + stamp("r", 54, 150, 7, 0.9)
        + stamp("r", 148, 150, -7, 0.88)
        + stamp("r", 101, 148, 0, 1.02)
    )


def round_carrot(colours: Colours) -> str:
    """Draw short, top-shaped carrots for shallow soil."""
    skin, shade = petal_shades(colours)
    half = points("0,-20 14,-22 27,-8 23,14 9,28 2,40 0,56")
    root = (
        shape(rounded(half), shade)
        + place(shape(rounded(half), skin), -2, 0, 0, 0.97, 0.9)
        + line(
            "M-20 4Q-12 8-8 6M18-2Q12 2 9 0M-12 20Q-7 23-3 21M12 16Q8 19 5 17",
            shade,
            1.5,
        )
        + line("M-17-8Q-13-14-6-15", lighter(skin, 0.65), 3)
    )
    art = mark("f", line(feather(76, 7, 26, 0.5), LEAF, 2)) + mark(
        "r", place(_ferny(), 0, -18, 0, 0.9) + root
    )
    spots = ((50, 184, -5, 0.86), (150, 186, 6, 0.86), (100, 180, 0, 1.04))
    return art + "".join(stamp("r", *spot) for spot in spots)


def parsnip(colours: Colours) -> str:
    """Draw two broad-shouldered ivory roots."""
    skin, shade = petal_shades(colours)
    half = points("0,2 9,-5 21,0 23,12 14,48 6,84 0,114")
    rings = (
        "M-22 12Q-12 18-6 15M21 22Q13 27 8 25M-16 36Q-9 40-5 38"
        "M13 50Q8 53 5 52M-8 68Q-5 70-2 69"
    )
    root = (
        shape(rounded(half), skin)
        + shape("M6-4Q22-4 23 10Q18 46 6 84L1 108Q12 50 6-4z", shade, 0.55)
        + line(rings, shade, 1.5)
        + oval(0, 1, 9, 3.4, shade)
    )
    lobes = "".join(
        stamp("o", 0, -18 - 15 * n, side * 58, 1 - 0.12 * n)
        for n in range(4)
        for side in (-1, 1)
    )
    top = line("M0 4V-70", FRESH_LEAF, 2.6) + lobes + stamp("o", 0, -70)
    tops = "".join(
        stamp("t", 0, 0, turn, size)
        for turn, size in ((-36, 0.86), (34, 0.86), (-10, 1.06), (12, 1))
    )
    art = (
        mark("o", shape(frilled(26, 8, 0.45, 3, 2), LEAF, rim=darker(LEAF, 0.3)))
        + mark("t", top)
        + mark("r", tops + root)
    )
    return art + stamp("r", 62, 144, 5, 1) + stamp("r", 140, 146, -5, 0.96)


def beetroot(colours: Colours) -> str:
    """Draw a whole globe beside one cut to show its rings."""
    skin, shade = petal_shades(colours)
    flesh = colour_at(colours, 2, lighter(skin, 0.25))
    half = points("0,-33 16,-32 34,-10 28,18 9,34 3,46 0,66")
    whole = (
        shape(rounded(half), shade)
        + place(shape(rounded(half), skin), -2, -1, 0, 0.96, 0.92)
        + line("M-23-8Q-19-21-8-24", lighter(skin, 0.5), 3.6)
        + line("M-27 8Q-12 16-4 14M26 2Q16 8 10 6", shade, 1.4)
    )
    rings = "".join(
        place(
            shape(rounded(half[:-2] + [(0.0, 38.0)]), skin if n % 2 else flesh),
            0,
            0,
            0,
            0.84 - 0.19 * n,
        )
        for n in range(4)
    )
    blade_of_beet = leaf(88, 20, LEAF, 0.56) + line(
        "M0 24V-74M0-22-11-36M0-22 11-36M0-42-10-55M0-42 10-55M0-60-6-68M0-60 6-68",
        skin,
        2,
    )
    tops = "".join(
        line("M-2-26V-44M3-26V-44", skin, 4)
        if n == 0
        else stamp("l", 0, -44, turn, size)
        for n, (turn, size) in enumerate(
            ((0, 0), (-40, 0.78), (38, 0.8), (-15, 1.04), (14, 1.1))
        )
    )
    art = mark("l", blade_of_beet) + mark("t", tops) + mark("w", whole)
    cut = stamp("t", scale=0.86) + stamp("w") + rings
    return (
        art
        + place(stamp("t") + stamp("w"), 66, 182, -4, 1.04)
        + place(cut, 146, 188, 5, 0.92)
    )


def turnip(colours: Colours) -> str:
    """Draw flat globes, white below and flushed where they met the sun."""
    skin, shade = petal_shades(colours)
    half = points("0,-28 18,-27 37,-10 32,12 10,28 3,40 0,60")
    flush = "M-36-6C-32-22-18-27 0-28C18-27 32-22 36-6Q24 6 12-2Q0 7-12-1Q-24 6-36-6z"
    root = (
        shape(rounded(half), "#fbf1e4")
        + shape("M10 28Q30 16 36 0Q34 22 10 28z", "#e3d2c6")
        + shape(flush, skin)
        + shape("M6-28Q30-25 36-6Q30 2 20 0Q26-16 6-28z", shade, 0.6)
        + line("M-24-10Q-20-19-9-21", lighter(skin, 0.7), 3.2)
    )
    tops = _tops((-36, -14, 8, 30), (0.78, 1, 1.06, 0.84), -24)
    art = mark("l", leaf(94, 17, LEAF, 0.66, 4)) + mark("r", tops + root)
    return art + stamp("r", 146, 182, 7, 0.82) + stamp("r", 72, 180, -4, 1.06)


def _ferny() -> str:
    return "".join(
        stamp("f", 0, 0, turn, size)
        for turn, size in ((-34, 0.84), (32, 0.86), (-12, 1.06), (14, 1.1))
    )


def _tops(turns: tuple[float, ...], sizes: tuple[float, ...], crown: float) -> str:
    stalks = line(f"M-2 {crown}V{crown - 20}M3 {crown}V{crown - 20}", FRESH_LEAF, 3.4)
    leaves = "".join(
        stamp("l", wobble(n, 2), crown - 8, turn, size)
        for n, (turn, size) in enumerate(zip(turns, sizes, strict=True))
    )
    return stalks + leaves + dot(0, crown + 1, 5, FRESH_LEAF)
