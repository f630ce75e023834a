"""Vegetables that are really fruit and hang from a bush or a vine: tomatoes, peppers
and their cousins."""

from product_service.pictures.foliage import Stem, leaf, sprout
from product_service.pictures.outlines import blade, rounded, toothed
from product_service.pictures.petals import petal_shades, ring
from product_service.pictures.pigments import (
    DEEP_LEAF,
    FRESH_LEAF,
    GOLD,
    LEAF,
    STEM,
    darker,
    lighter,
    mix,
)
from product_service.pictures.strokes import (
    Point,
    bare,
    dot,
    line,
    mark,
    oval,
    place,
    shape,
    stamp,
)

Colours = tuple[str, ...]


def tomato(colours: Colours) -> str:
    """Draw three round tomatoes on the vine."""
    skin, shade = petal_shades(colours)
    stem = Stem((106, 262), (92, 18), -14)
    arms = (Stem((100, 82), (66, 92), -4), Stem((98, 120), (136, 136), 6), Stem((100, 172), (78, 178), -4))
    art = _tomato_marks(skin, shade) + stem.drawn(width=5)
    art += "".join(arm.drawn(width=3.4) for arm in arms)
    leaves = "".join(
        sprout("v", stem, part, turn, size)
        for part, turn, size in ((0.16, 66, 0.9), (0.42, 62, 0.78), (0.76, 58, 1), (0.84, -62, 0.8), (0.3, -74, 0.7))
    )
    return art + leaves + stamp("t", 62, 122, -6, 0.94) + stamp("t", 138, 166, 5, 1.04) + stamp("t", 74, 206, -3, 0.86)


def beefsteak_tomato(colours: Colours) -> str:
    """Draw one broad ribbed tomato and a smaller one behind it."""
    skin, shade = petal_shades(colours)
    fruit = (
        shape("M0-34C16-44 34-40 44-28C60-20 62 6 54 20C46 40 20 44 0 42C-20 44-46 40-54 20C-62 6-60-20-44-28C-34-40-16-44 0-34z", shade)
        + shape("M-2-33C14-42 30-38 39-27C52-20 54 4 47 17C40 34 18 38-2 37C-20 38-43 35-50 18C-57 5-55-18-42-26C-33-38-16-41-2-33z", skin)
        + line("M-14-34Q-34-8-24 32M12-36Q30-6 22 34M-34-28Q-50-6-44 20M34-28Q46-4 40 22", shade, 2, 0.7)
        + line("M-44-8Q-42-20-34-24", lighter(skin, 0.7), 4)
        + place(ring("s", 7, DEEP_LEAF), 0, -31, 0, 1.3)
        + line("M0-31Q2-42-2-50", STEM, 4.5)
    )
    stem = Stem((112, 262), (96, 18), -10)
    leaves = "".join(
        sprout("v", stem, part, turn, size)
        for part, turn, size in ((0.14, 68, 0.8), (0.66, -64, 1), (0.74, 62, 1.02), (0.9, -54, 0.74), (0.94, 48, 0.7))
    )
    return (
        _tomato_marks(skin, shade)
        + mark("b", fruit)
        + stem.drawn(width=5.5)
        + leaves
        + line("M100 92Q84 100 78 116M104 136Q128 128 138 150", STEM, 4)
        + stamp("b", 142, 192, 8, 0.7)
        + stamp("b", 80, 160, -4, 1.1)
    )


def cherry_tomato(colours: Colours) -> str:
    """Draw a long truss, ripe at the top and green at the end."""
    skin, shade = petal_shades(colours)
    truss = Stem((112, 54), (92, 236), 26)
    stem = Stem((128, 262), (104, 18), 10)
    fruit = "".join(
        _truss_fruit(truss, 0.08 + 0.105 * n, (-1) ** n, mix(skin, "#a9b84d", max(0.0, (n - 4) / 4.6)), 1 - 0.055 * n)
        for n in reversed(range(9))
    )
    leaves = "".join(
        sprout("v", stem, part, turn, size)
        for part, turn, size in ((0.3, 58, 0.8), (0.6, 56, 0.9), (0.86, -60, 0.95), (0.9, 56, 0.86))
    )
    return (
        _tomato_marks(skin, shade)
        + stem.drawn(width=5)
        + leaves
        + truss.drawn(STEM, 3.4)
        + fruit
    )


def aubergine(colours: Colours) -> str:
    """Draw two polished fruits under felted leaves, with a mauve star."""
    skin, shade = petal_shades(colours)
    half: list[Point] = [(0, 0), (13, 4), (17, 26), (27, 58), (27, 84), (14, 104), (0, 108)]
    fruit = (
        shape(rounded(half), shade)
        + place(shape(rounded(half), skin), -2, 1, 0, 0.97, 0.86)
        + line("M-15 34Q-22 54-20 80", lighter(skin, 0.62), 4)
        + shape("M0-8C12-8 18 2 18 16Q12 8 9 12Q6 22 2 12Q-3 24-8 12Q-12 8-18 16C-18 2-12-8 0-8z", LEAF)
        + line("M0-6Q0-18 4-26", LEAF, 5)
    )
    flower = ring("p", 5, "#a98cc9") + "".join(place(shape(blade(9, 2.6), GOLD), turn=72 * n + 20) for n in range(5))
    stem = Stem((102, 262), (98, 52), 6)
    leaves = "".join(
        sprout("l", stem, part, turn, size)
        for part, turn, size in ((0.1, 74, 0.8), (0.12, -76, 0.8), (0.6, -78, 1), (0.66, 72, 1.02), (0.9, -44, 1), (0.94, 42, 0.9), (1, -4, 0.66))
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
    half: list[Point] = [(0, 0), (7, 2), (8, 16), (6, 38), (0, 62)]
    pepper = bare(rounded(half))
    gloss = line("M-3 8Q-4 20-2 34", lighter(skin, 0.7), 2) + shape("M-8 5Q-6-6 0-6Q6-6 8 5Q0 0-8 5z", LEAF) + line("M0-5Q0-12-4-18", LEAF, 2.6)
    stems = (Stem((100, 262), (100, 60), 4), Stem((100, 190), (48, 96), -14), Stem((100, 180), (152, 92), 14))
    leaves = "".join(
        sprout("l", stem, part, turn, size)
        for stem in stems
        for part, turn, size in ((0.5, -70, 0.9), (0.58, 66, 0.9), (0.8, -58, 0.9), (0.84, 56, 0.86), (1, -24, 0.8), (1, 26, 0.78))
    )
    green = mix(skin, "#6f9a3c", 0.85)
    hung = ((46, 118, 8, 1, skin), (78, 138, 4, 1.12, shade), (124, 134, -6, 1.14, skin), (156, 116, -8, 1, shade), (101, 120, 0, 0.95, green), (60, 176, 10, 0.8, skin), (142, 178, -10, 0.76, green))
    flower = ring("p", 5, "#fdf8ec") + dot(0, 0, 3, "#9a8fb0")
    return (
        mark("l", leaf(44, 12, LEAF, 0.42, 2))
        + mark("c", pepper)
        + mark("g", gloss)
        + mark("p", bare(blade(11, 5)))
        + "".join(stem.drawn(width=4) for stem in stems)
        + leaves
        + "".join(f'<g fill="{fill}">{stamp("c", *spot)}</g>{stamp("g", *spot)}' for *spot, fill in hung)
        + place(flower, 92, 90)
        + place(flower, 128, 104, 20, 0.8)
    )


def sweet_pepper(colours: Colours) -> str:
    """Draw blocky peppers with three shoulders."""
    skin, shade = petal_shades(colours)
    fruit = (
        shape("M0-34C8-42 20-42 27-36C42-32 42-6 35 12C33 30 28 42 17 42C10 46 4 44 0 40C-4 44-10 46-17 42C-28 42-33 30-35 12C-42-6-42-32-27-36C-20-42-8-42 0-34z", shade)
        + shape("M-2-32C6-40 16-40 22-34C33-28 32-6 28 12C25 30 20 38 12 38C6 42 0 40-4 36C-8 40-13 42-18 38C-27 38-30 26-33 10C-38-8-38-30-26-33C-18-39-8-39-2-32z", skin)
        + line("M-9-33Q-16 0-9 36M8-34Q15 0 9 38", shade, 2.2, 0.6)
        + line("M-28-18Q-27-27-20-30M-29-8V4", lighter(skin, 0.75), 4)
        + shape("M-16-33Q0-44 16-33Q8-27 0-29Q-8-27-16-33z", LEAF)
        + line("M0-34Q-1-46 6-54", LEAF, 6)
    )
    stem = Stem((104, 262), (98, 48), 4)
    leaves = "".join(
        sprout("l", stem, part, turn, size)
        for part, turn, size in ((0.1, -70, 0.84), (0.12, 72, 0.84), (0.62, -74, 1), (0.66, 70, 1), (0.86, -50, 1), (0.9, 46, 0.96), (1, -8, 0.8))
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
    cob = rounded([(0, 0), (14, -2), (19, -30), (17, -70), (8, -96), (0, -102)])
    kernels = "".join(
        f'<path d="{path}" stroke="{lighter(grain, 0.3)}" stroke-width="5.6" stroke-dasharray=".1 7"/>'
        for path in ("M0-6V-96", "M-7-8Q-9-50-4-92", "M7-8Q9-50 4-92", "M-13.5-10Q-16-46-11-76", "M13.5-10Q16-46 11-76")
    )
    husk = shape(blade(92, 15, 0.36), FRESH_LEAF) + line("M0-6V-84M5-8Q7-40 1-76M-5-8Q-7-40-1-76", LEAF, 1)
    silk = line("M-4-98Q-14-116-22-114M-1-100Q-6-120-12-124M1-100Q4-122 0-130M3-99Q12-118 14-126M5-98Q16-112 24-114", "#b9783f", 1.8)
    ear = silk + shape(cob, shade) + kernels + stamp("h", -8, 8, -26, 0.98) + stamp("h", 8, 8, 28, 0.95) + stamp("h", 0, 12, 0, 0.42, 1.3)
    strap = shape(blade(112, 11, 0.34), LEAF) + shape("M0 0Q15-50 0-112z", darker(LEAF, 0.16)) + line("M0-4V-100", lighter(LEAF, 0.45), 1.3)
    tassel = "".join(place(line("M0 0Q-2-24 0-46", "#c9a65a", 3.4), turn=turn, scale=size) for turn, size in ((-38, 0.8), (-18, 0.95), (0, 1.05), (20, 0.94), (40, 0.78)))
    stem = Stem((78, 262), (84, 66), -4)
    leaves = "".join(
        sprout("l", stem, part, turn, size)
        for part, turn, size in ((0.1, -48, 0.6), (0.34, -40, 0.86), (0.5, 46, 0.94), (0.66, -36, 0.72), (0.8, 40, 0.8))
    )
    return (
        mark("h", husk)
        + mark("l", strap)
        + place(tassel, 84, 68)
        + stem.drawn("#7d9a55", 7)
        + leaves
        + place(ear, 118, 212, 11, 1.16)
    )


def _tomato_marks(skin: str, shade: str) -> str:
    half: list[Point] = [(0, -34), (20, -33), (40, -10), (36, 16), (18, 33), (0, 35)]
    fruit = (
        shape(rounded(half), shade)
        + place(shape(rounded(half), skin), -3, -1.5, 0, 0.93, 0.9)
        + line("M-27-8Q-24-20-13-25", lighter(skin, 0.75), 4.4)
        + place(ring("s", 5, DEEP_LEAF, 36), 0, -31)
        + line("M0-31Q1-38-1-44", STEM, 4)
    )
    leaflet = shape(toothed(40, 13, 0.42, 4, 3), LEAF) + line("M0 0V-32", FRESH_LEAF, 1.1)
    spray = line("M0 0V-34", STEM, 2.4) + "".join(
        stamp("o", 0, y, turn, size)
        for y, turn, size in ((-14, -66, 0.62), (-14, 66, 0.62), (-30, -52, 0.76), (-30, 52, 0.76), (-32, 0, 0.95))
    )
    return (
        mark("s", bare(blade(19, 4)))
        + mark("t", fruit)
        + mark("o", leaflet)
        + mark("v", spray)
    )


def _truss_fruit(truss: Stem, part: float, side: int, fill: str, size: float) -> str:
    x, y = truss.at(part)
    across, down = x + side * 23 * size, y + 10
    radius = 17.5 * size
    return (
        line(f"M{x:.0f} {y:.0f}Q{across:.0f} {y - 6:.0f} {across:.0f} {down:.0f}", STEM, 2.4)
        + dot(across, down + radius * 0.8, radius, darker(fill, 0.16))
        + dot(across - 1.4, down + radius * 0.8 - 1, radius * 0.9, fill)
        + oval(across - radius * 0.42, down + radius * 0.4, 3, 2.2, lighter(fill, 0.75))
        + f'<g fill="{DEEP_LEAF}">{stamp("s", across, down - 2, 110, 0.7)}{stamp("s", across, down - 2, 180, 0.6)}{stamp("s", across, down - 2, -110, 0.7)}</g>'
    )
