"""Vegetables that grow below the line: the soil is cut open so that the packet shows
what the gardener will pull up."""

from product_service.pictures.foliage import feather, leaf
from product_service.pictures.outlines import blade, frilled, rounded
from product_service.pictures.petals import petal_shades
from product_service.pictures.pigments import (
    CREAM,
    FRESH_LEAF,
    GREY_LEAF,
    LEAF,
    colour_at,
    darker,
    lighter,
    mix,
)
from product_service.pictures.strokes import (
    Point,
    dot,
    line,
    mark,
    oval,
    place,
    shape,
    stamp,
    wobble,
)

Colours = tuple[str, ...]
THREADS = "M0 0Q-3 9 1 17M-2-6Q-10 2-9 10M2-5Q10 1 10 8"


def radish(colours: Colours) -> str:
    """Draw three round radishes with a thin tail."""
    skin, shade = petal_shades(colours)
    half: list[Point] = [(0, -27), (14, -26), (26, -8), (21, 14), (7, 27), (2, 40), (0, 58)]
    root = (
        shape(rounded(half), shade)
        + place(shape(rounded(half), skin), -2, -1, 0, 0.95, 0.9)
        + line("M-17-8Q-14-18-5-20", lighter(skin, 0.75), 3.4)
        + line("M0 30V58", lighter(skin, 0.6), 2)
    )
    tops = _tops((-40, -16, 8, 34), (0.82, 1, 1.04, 0.86), -24)
    art = mark("l", leaf(70, 16, LEAF, 0.62, 3)) + mark("r", tops + root)
    return art + stamp("r", 54, 170, -8, 0.9) + stamp("r", 148, 172, 9, 0.92) + stamp("r", 101, 178, 1, 1.1)


def long_radish(colours: Colours) -> str:
    """Draw the French breakfast kind: a cylinder dipped in white."""
    skin, shade = petal_shades(colours)
    tip = colour_at(colours, 2, "#fff8ee")
    half: list[Point] = [(0, -30), (11, -28), (15, -8), (15, 22), (10, 40), (2, 48), (0, 64)]
    dip = "M-15 22Q-9 28-4 23Q2 30 7 24Q12 28 15 22Q15 34 10 40Q3 46 0 64Q-3 46-10 40Q-15 34-15 22z"
    root = (
        shape(rounded(half), skin)
        + shape("M5-28Q15-24 15-8V23Q10 27 7 24Q8 0 5-28z", shade, 0.55)
        + shape(dip, tip)
        + line("M-9-16Q-10 0-9 14", lighter(skin, 0.7), 3)
    )
    tops = _tops((-36, -14, 10, 32), (0.84, 1, 1.02, 0.86), -26)
    art = mark("l", leaf(68, 15, FRESH_LEAF, 0.64, 3)) + mark("r", tops + root)
    spots = ((40, 168, -10, 0.86), (162, 168, 10, 0.86), (80, 174, -3, 1), (122, 176, 4, 1.02))
    return art + "".join(stamp("r", *spot) for spot in spots)


def carrot(colours: Colours) -> str:
    """Draw three tapering roots under ferny tops."""
    skin, shade = petal_shades(colours)
    half: list[Point] = [(0, -4), (10, -5), (16, 4), (14.5, 24), (9, 62), (3.6, 92), (0, 112)]
    rings = "M-14 14Q-7 18-3 16M14 26Q8 30 4 28M-11 40Q-6 43-3 42M10 52Q6 55 3 54M-7 66Q-4 68-1 67M6 78Q4 80 2 79"
    root = (
        shape(rounded(half), skin)
        + shape("M3-5Q16-4 16 6Q14 40 3.6 92L0 108Q9 50 3-5z", shade, 0.6)
        + line(rings, shade, 1.5)
        + line("M-9 4Q-10 20-8 34", lighter(skin, 0.6), 2.6)
    )
    art = mark("f", line(feather(76, 7, 26, 0.5), LEAF, 2)) + mark("r", _ferny() + root)
    return art + stamp("r", 54, 150, 7, 0.9) + stamp("r", 148, 150, -7, 0.88) + stamp("r", 101, 148, 0, 1.02)


def round_carrot(colours: Colours) -> str:
    """Draw short, top-shaped carrots for shallow soil."""
    skin, shade = petal_shades(colours)
    half: list[Point] = [(0, -20), (14, -22), (27, -8), (23, 14), (9, 28), (2, 40), (0, 56)]
    root = (
        shape(rounded(half), shade)
        + place(shape(rounded(half), skin), -2, 0, 0, 0.97, 0.9)
        + line("M-20 4Q-12 8-8 6M18-2Q12 2 9 0M-12 20Q-7 23-3 21M12 16Q8 19 5 17", shade, 1.5)
        + line("M-17-8Q-13-14-6-15", lighter(skin, 0.65), 3)
    )
    art = mark("f", line(feather(76, 7, 26, 0.5), LEAF, 2)) + mark("r", place(_ferny(), 0, -18, 0, 0.9) + root)
    spots = ((50, 184, -5, 0.86), (150, 186, 6, 0.86), (100, 180, 0, 1.04))
    return art + "".join(stamp("r", *spot) for spot in spots)


def parsnip(colours: Colours) -> str:
    """Draw two broad-shouldered ivory roots."""
    skin, shade = petal_shades(colours)
    half: list[Point] = [(0, 2), (9, -5), (21, 0), (23, 12), (14, 48), (6, 84), (0, 114)]
    rings = "M-22 12Q-12 18-6 15M21 22Q13 27 8 25M-16 36Q-9 40-5 38M13 50Q8 53 5 52M-8 68Q-5 70-2 69"
    root = (
        shape(rounded(half), skin)
        + shape("M6-4Q22-4 23 10Q18 46 6 84L1 108Q12 50 6-4z", shade, 0.55)
        + line(rings, shade, 1.5)
        + oval(0, 1, 9, 3.4, shade)
    )
    lobes = "".join(stamp("o", 0, -18 - 15 * n, side * 58, 1 - 0.12 * n) for n in range(4) for side in (-1, 1))
    top = line("M0 4V-70", FRESH_LEAF, 2.6) + lobes + stamp("o", 0, -70)
    tops = "".join(stamp("t", 0, 0, turn, size) for turn, size in ((-36, 0.86), (34, 0.86), (-10, 1.06), (12, 1)))
    art = mark("o", shape(frilled(26, 8, 0.45, 3, 2), LEAF)) + mark("t", top) + mark("r", tops + root)
    return art + stamp("r", 62, 144, 5, 1) + stamp("r", 140, 146, -5, 0.96)


def beetroot(colours: Colours) -> str:
    """Draw a whole globe beside one cut to show its rings."""
    skin, shade = petal_shades(colours)
    flesh = colour_at(colours, 2, lighter(skin, 0.25))
    half: list[Point] = [(0, -33), (16, -32), (34, -10), (28, 18), (9, 34), (3, 46), (0, 66)]
    whole = (
        shape(rounded(half), shade)
        + place(shape(rounded(half), skin), -2, -1, 0, 0.96, 0.92)
        + line("M-23-8Q-19-21-8-24", lighter(skin, 0.5), 3.6)
        + line("M-27 8Q-12 16-4 14M26 2Q16 8 10 6", shade, 1.4)
    )
    rings = "".join(
        place(shape(rounded(half[:-2] + [(0.0, 38.0)]), skin if n % 2 else flesh), 0, 0, 0, 0.84 - 0.19 * n)
        for n in range(4)
    )
    blade_of_beet = leaf(64, 18, LEAF, 0.56) + line("M0 14V-52M0-16-9-28M0-16 9-28M0-32-7-42M0-32 7-42", skin, 2)
    tops = "".join(
        line("M0-26V-44", skin, 5) if n == 0 else stamp("l", 0, -40, turn, size)
        for n, (turn, size) in enumerate(((0, 0), (-46, 0.9), (44, 0.9), (-16, 1.12), (18, 1.08)))
    )
    art = mark("l", blade_of_beet) + mark("t", tops) + mark("w", whole)
    cut = stamp("t", scale=0.86) + stamp("w") + rings
    return art + place(stamp("t") + stamp("w"), 66, 178, -4, 0.98) + place(cut, 142, 186, 5, 0.86)


def onion(colours: Colours) -> str:
    """Draw bulbs sitting on the soil with hollow leaves folding over."""
    skin, shade = petal_shades(colours)
    half: list[Point] = [(0, -56), (4, -54), (7, -40), (24, -24), (34, 0), (24, 22), (8, 30), (0, 31)]
    bulb = (
        shape(rounded(half), skin)
        + shape("M2-52Q7-44 8-38Q34-24 34 0Q30 24 6 30Q30-6 2-52z", shade, 0.6)
        + line("M-3-50Q-7-38-15-26Q-30 0-12 28M0-50Q-10-10-3 30M3-48Q14-10 5 30M6-42Q28-8 14 26", shade, 1.3)
        + line("M-23-8Q-22-17-15-23", lighter(skin, 0.7), 3.4)
        + line("M-5 30Q-9 38-14 40M0 31Q-1 40-3 46M5 30Q8 38 13 42M2 31Q4 38 6 46", lighter(shade, 0.5), 1.5)
    )
    tubes = "".join(
        line(f"M0-46Q{x * 0.25:.0f}-96 {x} {y}", fill, 6)
        for x, y, fill in ((-34, -96, LEAF), (30, -104, LEAF), (-12, -126, FRESH_LEAF), (12, -118, GREY_LEAF))
    )
    art = mark("b", tubes + bulb)
    return art + stamp("b", 46, 196, -7, 0.84) + stamp("b", 156, 196, 7, 0.82) + stamp("b", 101, 194, 0, 1.06)


def leek(colours: Colours) -> str:
    """Draw long white shanks and a fan of blue-green straps."""
    green, shade = petal_shades(colours)
    shank = (
        f'<path d="M-11 96V0H11V96Q0 104-11 96z" fill="{CREAM}"/>'
        + shape("M-11 22V-30H11V22Q0-8-11 22z", mix(green, CREAM, 0.55))
        + line("M-5-10V92M0-16V96M5-10V92", "#d5cfa8", 1.2)
        + line("M-8 99Q-12 108-16 110M-3 100Q-5 110-7 116M3 100Q4 110 7 116M8 99Q12 107 16 112M0 101V114", "#e9dfc0", 1.6)
    )
    straps = "".join(
        stamp("s", side * 3, -20 - 6 * n, side * turn, size, side * 0.9)
        for n, (turn, size) in enumerate(((50, 0.82), (36, 0.96), (20, 1.05)))
        for side in (-1, 1)
    ) + stamp("s", 0, -34, 3, 1.08)
    strap = shape(blade(106, 9, 0.3), green) + shape("M0 0Q12-40 0-106z", shade, 0.6) + line("M0-4V-96", lighter(green, 0.45), 1.2)
    art = mark("s", strap) + mark("k", straps + shank)
    return art + stamp("k", 52, 144, -4, 0.82) + stamp("k", 150, 144, 4, 0.82) + stamp("k", 101, 146, 0, 1)


def turnip(colours: Colours) -> str:
    """Draw flat globes, white below and flushed where they met the sun."""
    skin, shade = petal_shades(colours)
    half: list[Point] = [(0, -28), (18, -27), (37, -10), (32, 12), (10, 28), (3, 40), (0, 60)]
    flush = "M-36-6C-32-22-18-27 0-28C18-27 32-22 36-6Q24 6 12-2Q0 7-12-1Q-24 6-36-6z"
    root = (
        shape(rounded(half), "#fbf1e4")
        + shape("M10 28Q30 16 36 0Q34 22 10 28z", "#e3d2c6")
        + shape(flush, skin)
        + shape("M6-28Q30-25 36-6Q30 2 20 0Q26-16 6-28z", shade, 0.6)
        + line("M-24-10Q-20-19-9-21", lighter(skin, 0.7), 3.2)
    )
    tops = _tops((-44, -18, 10, 38), (0.84, 1.02, 1.06, 0.88), -24)
    art = mark("l", leaf(66, 15, LEAF, 0.64, 3)) + mark("r", tops + root)
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
