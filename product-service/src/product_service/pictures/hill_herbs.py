"""Herbs from dry hillsides are small shrubs with narrow, scented leaves; they are
drawn stem by stem."""

from product_service.pictures.foliage import Stem, leaf, pairs, sprout
from product_service.pictures.outlines import blade
from product_service.pictures.petals import petal_shades
from product_service.pictures.pigments import GREY_LEAF, colour_at, darker, lighter
from product_service.pictures.strokes import (
    dot,
    dotted_line,
    line,
    mark,
    oval,
    shape,
    stamp,
    wobble,
)

Colours = tuple[str, ...]


def sage(colours: Colours) -> str:
    """Draw long grey pebbled leaves and a few violet lips."""
    green, shade = petal_shades(colours)
    flower = colour_at(colours, 2, "#7d72bd")
    pebbles = dotted_line(
        "M-5-14Q-9-34-4-54M5-14Q9-34 4-54", lighter(green, 0.5), 1.8, 5
    )
    stems = (
        Stem((100, 262), (98, 112), -5),
        Stem((98, 258), (44, 128), -16),
        Stem((102, 258), (156, 132), 16),
    )
    lips = "".join(
        oval(
            side * (5 - n * 0.6),
            -6 - 11 * n,
            4.6 - 0.5 * n,
            5.6 - 0.6 * n,
            flower if side < 0 else darker(flower, 0.12),
        )
        for n in range(5)
        for side in (-1, 1)
    )
    return (
        mark("l", leaf(64, 13.5, green, 0.5) + pebbles)
        + mark("f", line("M0 0V-56", shade, 2) + lips)
        + "".join(stem.drawn(shade, 4) for stem in stems)
        + "".join(
            pairs("l", stem, ".5 58 .7, .78 48 .7, .97 26 .66") for stem in stems[1:]
        )
        + stamp("f", 98, 100, 0, 1.3)
        + pairs("l", stems[0], ".1 76 1, .32 66 1.05, .58 56 .98, .8 48 .84, .96 42 .6")
    )


def thyme(colours: Colours) -> str:
    """Draw a wiry cushion with the smallest leaves and heads of flowers."""
    green, shade = petal_shades(colours)
    flower = colour_at(colours, 2, "#c98fb5")
    tips = (
        (100, 84),
        (74, 98),
        (128, 96),
        (48, 122),
        (154, 120),
        (28, 156),
        (174, 154),
        (88, 132),
        (116, 138),
    )
    stems = [
        Stem((100 + (x - 100) * 0.1, 260), (x, y), (x - 100) * 0.12) for x, y in tips
    ]
    head = "".join(
        dot(x, y, 3.4, flower if n % 2 else lighter(flower, 0.35))
        for n, (x, y) in enumerate(
            ((-5, -2), (5, -3), (0, -1), (-3, -8), (4, -9), (0, -13))
        )
    )
    twigs = "".join(
        sprout("t", stem, part, wobble(n, 6), 1 - 0.3 * part)
        for n, stem in enumerate(stems)
        for part in (0.3, 0.42, 0.54, 0.66, 0.78, 0.9)
    )
    twig = "".join(stamp("l", 0, 0, turn) for turn in (-62, 62))
    return (
        mark("l", shape(blade(17, 4.6, 0.5), green))
        + mark("t", twig + shape(blade(11, 3), lighter(green, 0.2)))
        + mark("f", head)
        + "".join(stem.drawn("#8a6a4a", 1.8) for stem in stems)
        + line("M100 262V236", shade, 5)
        + twigs
        + "".join(stamp("f", *stem.tip, stem.heading(1), 1.1) for stem in stems)
    )


def rosemary(colours: Colours) -> str:
    """Draw upright branches thick with needles, and pale blue flowers among them."""
    green, shade = petal_shades(colours)
    flower = colour_at(colours, 2, "#8fa3d9")
    tips = ((102, 34), (60, 66), (144, 62), (28, 118), (172, 120))
    stems = [
        Stem((100 + (x - 100) * 0.12, 262), (x, y), (x - 100) * 0.22) for x, y in tips
    ]
    tuft = "".join(
        stamp("n", 0, 0, turn, size)
        for turn, size in ((-58, 1), (58, 1), (-28, 0.9), (28, 0.9))
    )
    needles = "".join(
        sprout("t", stem, 0.2 + 0.075 * step, wobble(step, 5), 1.02 - 0.045 * step)
        for stem in stems
        for step in range(11)
    )
    lips = shape("M0 0C-8-2-9-9-4-10Q0-6 0-12Q0-6 4-10C9-9 8-2 0 0z", flower) + shape(
        "M0-2Q-5 6 0 7Q5 6 0-2z", lighter(flower, 0.4)
    )
    flowers = _rosemary_flowers(stems)
    return (
        mark(
            "n",
            shape(blade(30, 2.6, 0.5), green)
            + line("M0-4V-24", lighter(green, 0.5), 0.9),
        )
        + mark("t", tuft)
        + mark("f", lips)
        + "".join(stem.drawn("#86684b", 3) for stem in stems)
        + line("M100 262V240", shade, 4)
        + needles
        + flowers
    )


def _rosemary_flowers(stems: list[Stem]) -> str:
    return "".join(
        sprout("f", stem, part, turn, 0.95)
        for stem, spots in zip(
            stems,
            (
                ((0.62, 40), (0.78, -44), (0.5, -40)),
                ((0.7, -40),),
                ((0.66, 40), (0.84, -40)),
                ((0.76, 30),),
                ((0.8, -30),),
            ),
            strict=True,
        )
        for part, turn in spots
    )


def oregano(colours: Colours) -> str:
    """Draw thin stems with small round leaves and a flat head of mauve flowers."""
    green, shade = petal_shades(colours)
    flower = colour_at(colours, 2, "#b787b5")
    tips = ((100, 66), (62, 88), (140, 84), (34, 134), (168, 132))
    stems = [
        Stem((100 + (x - 100) * 0.14, 260), (x, y), (x - 100) * 0.14) for x, y in tips
    ]
    head = "".join(
        dot(
            9 * n,
            -8 - 3 * (2 - abs(n)) + 7 * row,
            5,
            (flower, lighter(flower, 0.3), darker(flower, 0.12))[(n + row) % 3],
        )
        for row in range(2)
        for n in range(-2 + row, 3)
    )
    spray = line("M0 22-16-2M0 22-8-4M0 22V-6M0 22 8-4M0 22 16-2", green, 1.6) + head
    leaves = "".join(
        pairs("l", stem, ".24 74 1, .42 70 .95, .58 64 .84, .74 58 .68")
        for stem in stems
    )
    return (
        mark("l", leaf(28, 10.5, green, 0.42))
        + mark("h", spray)
        + "".join(stem.drawn("#8a5f52", 2.4) for stem in stems)
        + line("M100 262V242", shade, 3)
        + leaves
        + "".join(
            stamp("h", x, y - 10, stem.heading(1), 1.05 if n == 0 else 0.85)
            for n, ((x, y), stem) in enumerate(zip(tips, stems, strict=True))
        )
    )


def lavender(colours: Colours) -> str:
    """Draw a sheaf of scented spikes over narrow grey leaves."""
    flower, shade = petal_shades(colours)
    whorl = _whorl(flower, shade)
    spike = "".join(stamp("w", 0, 5.6 + 7.6 * n, 0, 0.6 + 0.07 * n) for n in range(7))
    spike += stamp("w", 0, 72, 0, 0.8)
    tips = (
        (100, 34),
        (76, 50),
        (126, 48),
        (52, 76),
        (150, 74),
        (32, 110),
        (168, 112),
        (88, 92),
        (114, 96),
    )
    stems = [
        Stem((100 + (x - 100) * 0.2, 258), (x, y), (x - 100) * 0.1) for x, y in tips
    ]
    spikes = "".join(
        stamp("k", *tip, stem.heading(1), 0.86 if n > 4 else 1.0, 1.0 if n > 4 else 1.2)
        for n, (tip, stem) in enumerate(zip(tips, stems, strict=True))
    )
    leaves = mark(
        "l", shape(blade(72, 3.4), GREY_LEAF, rim=darker(GREY_LEAF, 0.2))
    ) + "".join(
        stamp(
            "l",
            100 + wobble(n, 10),
            252,
            -78 + 13 * n + wobble(n, 5),
            0.9 + wobble(n, 0.2),
        )
        for n in range(13)
    )
    return (
        mark("w", whorl)
        + mark("k", spike)
        + "".join(stem.drawn("#7c9a78", 2) for stem in stems)
        + leaves
        + spikes
    )


def _whorl(flower: str, shade: str) -> str:
    return (
        oval(-5, 0, 4, 4.6, shade)
        + oval(5, 0, 4, 4.6, shade)
        + oval(0, -2, 4.2, 5, flower)
        + dot(-4, -3, 1.4, lighter(flower, 0.5))
        + dot(4.4, -2, 1.4, lighter(flower, 0.5))
    )
