"""The gourd family sprawls: broad leaves, yellow trumpets and heavy fruit that lies
on the ground or hangs from a string."""

from product_service.pictures.foliage import Stem, tendril
from product_service.pictures.outlines import blade, rounded
from product_service.pictures.petals import fan, petal_shades, ring
from product_service.pictures.pigments import FRESH_LEAF, LEAF, STEM, darker, lighter
from product_service.pictures.strokes import (
    bare,
    dot,
    dotted_line,
    line,
    loop,
    mark,
    oval,
    place,
    points,
    shape,
    stamp,
    stamps,
)

Colours = tuple[str, ...]

PALM = points("0,12 18,22 24,6 40,2 33,-14 36,-32 18,-32 8,-50 0,-46")


def courgette(colours: Colours) -> str:
    """Draw a bush from which two fruits reach out, one with its flower on."""
    skin, shade = petal_shades(colours)
    fleck = lighter(skin, 0.4)
    half = points("0,0 7,-2 11,-20 14,-60 13,-84 0,-96")
    fruit = (
        shape(rounded(half), skin)
        + shape("M3-2Q12-20 14-60Q14-90 0-96Q10-50 3-2z", shade, 0.6)
        + dotted_line("M-5-14Q-7-50-6-82M0-10V-90M6-16Q8-50 6-80", fleck, 1.5, 6)
        + shape("M-7 4-8-6Q0-12 8-6L7 4z", FRESH_LEAF)
    )
    stalks = "".join(
        Stem((100, 256), tip, (tip[0] - 100) * 0.1).drawn("#87a866", 5)
        for tip in ((56, 88), (146, 92), (100, 62), (44, 160), (158, 162))
    )
    leaves = stamps(
        "l",
        ("54 100 -30 .9, 148 102 30 .9, 100 74 4 1.04, 40 166 -56 .64, 162 166 56 .62"),
    )
    return (
        _vine_marks(LEAF, flecked=True)
        + mark("f", fruit)
        + stalks
        + leaves
        + place(stamp("f") + stamp("y", 0, -94, 0, 0.95), 92, 250, -34, 0.98)
        + place(stamp("f"), 104, 252, 42, 1.04)
        + stamp("y", 104, 176, 8, 1.2)
    )


def pumpkin(colours: Colours) -> str:
    """Draw one great ribbed fruit under its leaves."""
    skin, shade = petal_shades(colours)
    ribs = (
        oval(-44, 0, 28, 40, shade)
        + oval(44, 0, 28, 40, darker(shade, 0.12))
        + oval(-26, 2, 28, 46, skin)
        + oval(26, 2, 28, 46, shade)
        + oval(0, 3, 25, 49, lighter(skin, 0.1))
        + line("M-54-18Q-60 0-54 18M-34-24Q-40 0-35 26", lighter(skin, 0.55), 3, 0.8)
        + shape("M-12-42Q-4-56-12-66L2-70Q6-54 14-42Q0-36-12-42z", "#8a9156")
        + line("M-3-44Q2-56-4-66M4-43Q6-52 2-62", "#6a7242", 1.5)
    )
    stalks = line(
        "M100 170Q60 150 44 104M104 160Q120 120 104 76M108 168Q150 150 158 112",
        "#7d9a55",
        4.5,
    )
    leaves = (
        stamp("l", 54, 116, -28, 0.92)
        + stamp("l", 150, 122, 30, 0.88)
        + stamp("l", 102, 84, 4, 1.1)
    )
    return (
        _vine_marks(LEAF)
        + stalks
        + leaves
        + place(line(tendril(38), FRESH_LEAF, 2.2), 134, 150, 10)
        + place(ribs, 104, 198, 0, 1.12)
        + stamp("y", 40, 226, -24, 0.9)
    )


def cucumber(colours: Colours) -> str:
    """Draw long warty fruit hanging from a vine on a string."""
    skin, shade = petal_shades(colours)
    half = points("0,0 8,4 12,24 13,62 11,92 0,104")
    fruit = (
        shape(rounded(half), skin)
        + shape("M4 2Q13 24 13 62Q12 96 0 104Q10 50 4 2z", shade, 0.6)
        + dotted_line(
            "M-5 14Q-8 50-5 90M1 18V94M7 20Q9 54 6 86", lighter(skin, 0.5), 2, 9
        )
        + line("M-2 70Q-3 86-1 98M4 74Q4 88 2 97", lighter(skin, 0.5), 1.3, 0.8)
        + line("M0 2Q-1-8 4-16", STEM, 3)
    )
    vine = "M104 262C80 220 122 190 100 150C82 116 116 86 98 20"
    leaves = stamps(
        "l", ("58 76 -34 .84, 146 62 34 .8, 150 204 48 .74, 46 206 -50 .62")
    )
    joins = line(
        (
            "M104 92Q80 90 62 78M104 72Q122 74 142 64"
            "M102 206Q126 214 146 202M100 216Q76 224 52 206"
            "M94 130Q76 112 68 124M100 120Q126 98 138 110"
        ),
        STEM,
        2.8,
    )
    return (
        line("M100 262V8", "#c9b48a", 1.6)
        + _vine_marks(LEAF)
        + mark("f", fruit)
        + place(line(tendril(32), FRESH_LEAF, 1.8), 100, 46, -10)
        + line(vine, STEM, 3.8)
        + joins
        + leaves
        + stamp("f", 66, 134, 4, 0.94)
        + stamp("f", 138, 120, -5, 0.86)
        + stamp("y", 102, 172, 10, 0.74)
        + stamp("y", 100, 36, -12, 0.5)
    )


def _vine_marks(green: str, *, flecked: bool = False) -> str:
    mirrored = [(-x, y) for x, y in PALM[1:-1]][::-1]
    veins = line(
        "M0 12V-38M0 8 28 0M0 6 24-24M0 8-28 0M0 6-24-24", lighter(green, 0.4), 1.5
    )
    silver = dotted_line(
        "M10-4 20-12M-10-4-20-12M8-18 10-30M-8-18-10-30", "#c9d6b8", 3, 6
    )
    palm = (
        shape(loop([*PALM, *mirrored]), green, rim=darker(green, 0.35))
        + shape(
            "M0 12C20 24 24 6 40 2L33-14 36-32 18-32Q8-52 0-46z",
            darker(green, 0.14),
            0.7,
        )
        + veins
    )
    trumpet = (
        ring("q", 5, "#e39a1f", 36, 1, 2)
        + ring("q", 5, "#f4bb35", 0, 1, 2)
        + dot(0, 0, 4.5, "#f8dc7a")
    )
    return (
        mark("l", palm + (silver if flecked else ""))
        + mark("q", bare(blade(25, 9, 0.5)))
        + mark("y", fan("q", 1, LEAF, 180, 180, 0.5) + trumpet)
    )
