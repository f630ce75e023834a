"""Peas and beans share their leaves in threes and their winged flowers; the pods tell
them apart."""

from product_service.pictures.foliage import (
    Stem,
    heart_leaf,
    leaf,
    sprout,
    sprouts,
    tendril,
)
from product_service.pictures.outlines import rounded
from product_service.pictures.petals import petal_shades
from product_service.pictures.pigments import (
    CANE,
    FRESH_LEAF,
    GREY_LEAF,
    LEAF,
    STEM,
    colour_at,
    darker,
    lighter,
)
from product_service.pictures.strokes import (
    Point,
    curve,
    dot,
    line,
    mark,
    oval,
    place,
    shape,
    stamp,
)

Colours = tuple[str, ...]


def peas(colours: Colours) -> str:
    """Draw one open pod in front, closed ones behind, and a white flower."""
    pod, shade = petal_shades(colours)
    seed = colour_at(colours, 2, lighter(pod, 0.25))
    half = [(0.0, 0.0), (9.0, -16.0), (12.0, -48.0), (9.5, -80.0), (0.0, -98.0)]
    closed = shape(rounded(half), pod) + line("M4-12Q9-48 4-86", lighter(pod, 0.4), 2)
    closed += "".join(
        oval(-2, -22 - 14 * n, 6, 6.5, darker(pod, 0.1)) for n in range(5)
    )
    opened = _opened_pod(half, pod, shade, seed)
    vine = curve([(88, 262), (104, 214), (90, 160), (108, 108), (94, 60), (102, 22)])
    tops = "".join(
        stamp("l", x, y, turn, size, wide)
        for x, y, turn, size, wide in (
            (102, 220, 62, 1, 1),
            (91, 164, -64, 1, -1),
            (107, 112, 60, 0.95, 1),
            (95, 64, -58, 0.85, -0.85),
            (101, 30, 30, 0.6, 0.6),
            (93, 180, -100, 0.7, 0.7),
        )
    )
    cap = shape("M-9 2Q-6-8 0-10Q6-8 9 2Q0-3-9 2z", LEAF) + line("M0-8V-24", STEM, 2.4)
    flower = _pea_flower()
    return (
        mark("l", leaf(50, 17, GREY_LEAF, 0.46, 2))
        + mark("c", closed)
        + mark("k", cap)
        + place(line(tendril(30), FRESH_LEAF, 1.8), 100, 30)
        + place(line(tendril(28), FRESH_LEAF, 1.8), 104, 214, 4, 1, -1)
        + line(vine, STEM, 3.6)
        + tops
        + place(stamp("c", 0, 0, 180) + stamp("k", 0, 6), 60, 104, 12)
        + place(stamp("c", 0, 0, 180, 0.85) + stamp("k", 0, 6), 152, 70, -14)
        + place(line("M2 6Q20 16 34 20", STEM, 2) + flower, 62, 46, -14)
        + place(
            place(opened, turn=180) + stamp("k", 0, 8, 0, 1.2),
            132,
            132,
            -16,
        )
    )


def _opened_pod(half: list[Point], pod: str, shade: str, seed: str) -> str:
    beads = "".join(
        dot(0, -18 - 15.5 * n, (6.5, 8, 8.6, 8.4, 7)[n], seed) for n in range(5)
    )
    shine = "".join(
        dot(-2.5, -20.5 - 15.5 * n, 2, lighter(seed, 0.6)) for n in range(5)
    )
    opened = place(shape(rounded(half), shade), wide=1.35) + place(
        shape(rounded(half), lighter(pod, 0.5)), 0, -5, scale=0.9, wide=1.05
    )
    return opened + beads + shine


def _pea_flower() -> str:
    return shape(
        "M0 8C-14 8-22-2-18-14C-12-22-4-20 0-15C4-20 12-22 18-14C22-2 14 8 0 8z",
        "#fffaf0",
        rim="#cfc7b0",
    ) + shape("M0-6C-10-8-12 6-5 9C-2 10 2 10 5 9C12 6 10-8 0-6z", "#e9e2cf")


def runner_bean(colours: Colours) -> str:
    """Draw scarlet flowers and long flat pods on a pole."""
    flower, shade = petal_shades(colours)
    pod = colour_at(colours, 2, "#6f9a4b")
    bean = shape(rounded([(0, 0), (6, 8), (7, 40), (6.4, 84), (3, 104), (0, 112)]), pod)
    bean += line("M3 12Q5 50 2 98", lighter(pod, 0.4), 1.6)
    bloom = _bean_bloom(flower, shade)
    spray = "".join(
        stamp("b", side * (9 - n), -13 * n, side * 20, 1 - 0.13 * n)
        for n in range(4)
        for side in (-1, 1)
    ) + stamp("b", 0, -52, 0, 0.5)
    heart = heart_leaf(50, 23)
    trefoil = (
        stamp("h", 0, -4, 0) + stamp("h", 0, 0, -84, 0.82) + stamp("h", 0, 0, 84, 0.82)
    )
    vine = curve(
        [(92, 262), (110, 224), (88, 180), (112, 134), (90, 88), (108, 48), (100, 20)]
    )
    return (
        line("M100 262V14", CANE, 6)
        + mark("h", heart)
        + mark("t", trefoil)
        + mark("b", bloom)
        + mark("s", line("M0 10V-52", STEM, 2) + spray)
        + mark("g", bean)
        + line(vine, STEM, 4)
        + line("M90 88Q76 92 66 108M90 88Q66 80 53 90M108 48Q124 50 138 64", STEM, 2.4)
        + line(
            "M110 134Q126 116 148 116M92 170Q74 158 64 160M110 224 140 220", STEM, 2.4
        )
        + stamp("g", 62, 138, 6, 0.82)
        + stamp("g", 44, 144, 12, 0.66)
        + stamp("g", 150, 124, -7, 0.84)
        + stamp("g", 134, 120, 4, 0.74)
        + stamp("t", 62, 116, -24, 0.82)
        + stamp("t", 148, 118, 26, 0.76)
        + stamp("t", 132, 226, 40, 0.56)
        + stamp("s", 140, 66, 20, 0.96)
        + stamp("s", 50, 86, -18, 0.96)
    )


def _bean_bloom(flower: str, shade: str) -> str:
    bloom = shape(
        "M0 4C-10 6-15-4-10-11C-6-15-2-13 0-10C2-13 6-15 10-11C15-4 10 6 0 4z", flower
    )
    bloom += oval(0, 3, 5.5, 3.6, shade)
    return bloom


def french_bean(colours: Colours) -> str:
    """Draw a bush with slim round pods hanging below the leaves."""
    pod, shade = petal_shades(colours)
    half = [(0.0, 0.0), (4.6, 8.0), (5.0, 40.0), (4.4, 70.0), (0.0, 86.0)]
    bean = shape(rounded(half), pod, rim=shade)
    bean += line("M1.8 10Q3 40 1 72", lighter(pod, 0.5), 1.5)
    bean += shape("M-5 6Q0-8 5 6Q0 1-5 6z", LEAF)
    trefoil = (
        stamp("h", 0, -4, 0) + stamp("h", 0, 0, -84, 0.8) + stamp("h", 0, 0, 84, 0.8)
    )
    stems = (
        Stem((100, 260), (100, 84), 4),
        Stem((99, 226), (48, 120), -22),
        Stem((101, 222), (152, 116), 22),
    )
    hung = (
        *((100, 128, turn, 1.06) for turn in (24, 8, -9, -26)),
        *((56, 146, turn, 0.84) for turn in (26, 6)),
        *((146, 142, turn, 0.84) for turn in (-28, -8)),
    )
    flower = shape(
        "M0 6C-12 8-18-4-12-12C-7-17-2-15 0-11C2-15 7-17 12-12C18-4 12 8 0 6z",
        "#f3e6ef",
    )
    flower += oval(0, 4, 6, 4.5, "#d9b3cf")
    return (
        mark("h", heart_leaf(50, 24))
        + mark("t", trefoil)
        + mark("g", bean)
        + "".join(stem.drawn(width=3.6) for stem in stems)
        + "".join(stamp("g", *spot) for spot in hung)
        + stamp("t", 46, 122, -30, 0.86)
        + stamp("t", 154, 118, 30, 0.86)
        + stamp("t", 100, 92, 2, 1.1)
        + line("M62 136Q72 118 66 104M140 132Q128 112 134 98", STEM, 2)
        + place(flower, 66, 98, -14, 0.9)
        + place(flower, 134, 92, 12)
    )


def broad_bean(colours: Colours) -> str:
    """Draw fat upright pods and white flowers with a black eye, on a square stem."""
    pod, shade = petal_shades(colours)
    body = shape(rounded([(0, 0), (9, -8), (11, -36), (9, -62), (0, -78)]), pod)
    bumps = "".join(oval(1, -18 - 15 * n, 6.5, 6, lighter(pod, 0.16)) for n in range(4))
    body += bumps + line("M0-78V-84M-8-14Q-10-36-7-58", shade, 1.8)
    flower = _broad_bean_flower()
    stem = Stem((100, 262), (102, 50), 4)
    leaves = sprouts(
        "l",
        stem,
        (
            ".1 -72 1, .16 70 1, .34 -66 .95, .42 62 .95, .62 -58 .85, .68 "
            "56 .8, .86 -40 .7, .9 38 .65, .99 0 .6"
        ),
    )
    pods = sprouts("p", stem, ".2 -38 1.02, .22 34 1, .44 -32 .84, .48 28 .8")
    flowers = "".join(
        sprout("f", stem, part, turn, size, size * (-1 if turn > 90 else 1))
        for part, turn, size in (
            (0.72, 8, 1),
            (0.72, 352, 1),
            (0.79, -24, 0.85),
            (0.79, 384, 0.85),
            (0.65, 34, 0.9),
            (0.65, 326, 0.9),
        )
    )
    return (
        mark("l", leaf(62, 17, GREY_LEAF, 0.5, 3))
        + mark("p", body)
        + mark("f", flower)
        + stem.drawn("#7f9a6b", 7)
        + leaves
        + pods
        + flowers
    )


def _broad_bean_flower() -> str:
    return (
        shape("M5-4C8-18 24-22 30-14C28-8 20-6 14-4z", "#fffaf0", rim="#cfc7b0")
        + shape(
            "M0 0C4-8 16-12 25-8C30-4 28 5 21 7C12 9 4 6 0 0z", "#fffaf0", rim="#cfc7b0"
        )
        + shape("M17-3.6C21.5-3.6 21.5 2.6 17 2.6C15 2 15-3 17-3.6z", "#33272f")
    )
