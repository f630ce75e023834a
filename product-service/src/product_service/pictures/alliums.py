"""The onion family has hollow or strap-shaped leaves and keeps its treasure at the
soil line, or in a mauve head."""

from product_service.pictures.foliage import Stem, grass
from product_service.pictures.outlines import blade, rounded
from product_service.pictures.petals import fan, petal_shades
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
    bare,
    dot,
    line,
    mark,
    oval,
    points,
    shape,
    stamp,
    wobble,
)

Colours = tuple[str, ...]


def onion(colours: Colours) -> str:
    """Draw bulbs sitting on the soil with hollow leaves folding over."""
    skin, shade = petal_shades(colours)
    half = points("0,-56 4,-54 7,-40 24,-24 34,0 24,22 8,30 0,31")
    bulb = (
        shape(rounded(half), skin)
        + shape("M2-52Q7-44 8-38Q34-24 34 0Q30 24 6 30Q30-6 2-52z", shade, 0.6)
        + line(
            (
                "M-3-50Q-7-38-15-26Q-30 0-12 28M0-50Q-10-10-3 30"
                "M3-48Q14-10 5 30M6-42Q28-8 14 26"
            ),
            shade,
            1.3,
        )
        + line("M-23-8Q-22-17-15-23", lighter(skin, 0.7), 3.4)
        + line(
            "M-5 30Q-9 38-14 40M0 31Q-1 40-3 46M5 30Q8 38 13 42M2 31Q4 38 6 46",
            lighter(shade, 0.5),
            1.5,
        )
    )
    tubes = "".join(
        line(f"M0-46Q{x * 0.25:.0f}-96 {x} {y}", fill, 6)
        for x, y, fill in (
            (-34, -96, LEAF),
            (30, -104, LEAF),
            (-12, -126, FRESH_LEAF),
            (12, -118, GREY_LEAF),
        )
    )
    art = mark("b", tubes + bulb)
    return (
        art
        + stamp("b", 46, 196, -7, 0.84)
        + stamp("b", 156, 196, 7, 0.82)
        + stamp("b", 101, 194, 0, 1.06)
    )


def leek(colours: Colours) -> str:
    """Draw long white shanks and a fan of blue-green straps."""
    green, shade = petal_shades(colours)
    shank = (
        shape("M-11 96V0H11V96Q0 104-11 96z", CREAM)
        + shape("M-11 22V-30H11V22Q0-8-11 22z", mix(green, CREAM, 0.55))
        + line("M-5-10V92M0-16V96M5-10V92", "#d5cfa8", 1.2)
        + line(
            (
                "M-8 99Q-12 108-16 110M-3 100Q-5 110-7 116M3 100Q4 110 7 116"
                "M8 99Q12 107 16 112M0 101V114"
            ),
            "#e9dfc0",
            1.6,
        )
    )
    straps = "".join(
        stamp("s", side * 3, -20 - 6 * n, side * turn, size, side * 0.9)
        for n, (turn, size) in enumerate(((42, 0.8), (29, 0.95), (15, 1.05)))
        for side in (-1, 1)
    ) + stamp("s", 0, -34, 3, 1.08)
    strap = (
        shape(blade(100, 8.5, 0.3), green, rim=shade)
        + shape("M0 0Q11-40 0-100z", shade, 0.6)
        + line("M0-4V-96", lighter(green, 0.45), 1.2)
    )
    art = mark("s", strap) + mark("k", straps + shank)
    return (
        art
        + stamp("k", 56, 152, -4, 0.8)
        + stamp("k", 146, 152, 4, 0.78)
        + stamp("k", 101, 148, 0, 1)
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
    heads = (
        (100, 54, 1.2),
        (62, 78, 1),
        (142, 76, 1.05),
        (36, 122, 0.78),
        (168, 124, 0.74),
    )
    stalks = "".join(
        Stem((100 + (x - 100) * 0.2, 258), (x, y + 8), (x - 100) * 0.12).drawn(
            "#7d9a63", 3
        )
        for x, y, _ in heads
    )
    tips = [
        (100 + 13 * n + wobble(n + 20, 5), 96 + 2.4 * n * n + wobble(n + 20, 16))
        for n in range(-6, 7)
    ]
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
