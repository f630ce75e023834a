"""Flowers that climb their own stem, one above the other, are drawn from the bud at
the top to the open flower at the bottom."""

from product_service.pictures.foliage import Stem, leaf, pairs, sprout
from product_service.pictures.outlines import rounded, wavy_disc
from product_service.pictures.petals import petal_shades
from product_service.pictures.pigments import FRESH_LEAF, LEAF, STEM, colour_at, lighter
from product_service.pictures.strokes import (
    dot,
    dotted_circle,
    line,
    mark,
    oval,
    place,
    shape,
    stamp,
    stamps,
    wobble,
)

Colours = tuple[str, ...]


def foxglove(colours: Colours) -> str:
    """Draw a tall spire of hanging bells with freckled throats."""
    bell, shade = petal_shades(colours)
    throat = colour_at(colours, 2, lighter(bell, 0.62))
    art = _bell(bell, shade, throat)
    stem = Stem((100, 262), (100, 22), 5)
    rows = [(0.39 + 0.082 * n, 1.3 - 0.14 * n) for n in range(7)]
    bells = "".join(
        sprout("b", stem, part + 0.02 * side, side * (62 - 4 * n) + wobble(n, 4), size)
        for n, (part, size) in reversed(list(enumerate(rows)))
        for side in (-1, 1)
    )
    front = "".join(
        sprout("b", stem, part + 0.04, wobble(n, 12), size * 0.94)
        for n, (part, size) in reversed(list(enumerate(rows)))
    )
    buds = "".join(
        oval(100 + wobble(n, 4), 26 + 5 * n, 2.2 + n * 0.5, 3, "#b9c28a")
        for n in range(4)
    )
    leaves = mark("l", leaf(68, 19, belly=0.48, veins=3)) + "".join(
        stamp("l", 100, 250, turn, scale)
        for turn, scale in (
            (-84, 1),
            (84, 1),
            (-50, 1.08),
            (52, 1.05),
            (-18, 0.8),
            (20, 0.75),
        )
    )
    return mark("b", art) + stem.drawn(width=4) + bells + front + buds + leaves


def _bell(bell: str, shade: str, throat: str) -> str:
    body = rounded([(0, 0), (7, 3), (10, 14), (11, 26), (16, 34), (0, 38)])
    lip = oval(0, 33, 13, 6.4, throat)
    freckles = "".join(
        dot(x, y, 1.2, shade) for x, y in ((-5, 33), (0, 31), (5, 34), (0, 36))
    )
    hat = shape("M-6 3Q0-8 6 3Q0 0-6 3z", STEM)
    return (
        shape(body, bell)
        + line("M5 8Q8 20 7 28", shade, 2.4, 0.6)
        + lip
        + freckles
        + hat
    )


def snapdragon(colours: Colours) -> str:
    """Draw a spire of closed lips with a bright palate."""
    petal, shade = petal_shades(colours)
    palate = colour_at(colours, 2, "#f3cf5b")
    mouth = _lips(petal, shade, palate)
    stem, side = Stem((100, 262), (102, 34), -6), Stem((100, 232), (150, 128), 18)
    spire = [(0.4, 1.0), (0.5, 0.95), (0.6, 0.84), (0.7, 0.7), (0.79, 0.54)]
    flowers = "".join(
        stamp(
            "m",
            stem.at(part)[0] + way * 19 * size,
            stem.at(part + 0.012 * way)[1],
            way * 14,
            size,
        )
        for part, size in reversed(spire)
        for way in (-1, 1)
    ) + "".join(
        stamp("m", *stem.at(part - 0.045), 0, size) for part, size in reversed(spire)
    )
    buds = _snapdragon_buds(stem, petal, shade)
    small = "".join(
        stamp("m", side.at(part)[0] + way * 9 * size, side.at(part)[1], way * 10, size)
        for part, size in ((0.97, 0.3), (0.88, 0.42), (0.76, 0.52))
        for way in (-1, 1)
    )
    leaves = mark("l", leaf(48, 8, belly=0.5)) + pairs(
        "l", stem, ".06 62 1, .16 54 .95, .26 46 .85"
    )
    return (
        mark("m", mouth)
        + leaves
        + side.drawn(width=3)
        + stem.drawn()
        + small
        + buds
        + flowers
    )


def _snapdragon_buds(stem: Stem, petal: str, shade: str) -> str:
    return "".join(
        oval(stem.at(part)[0] + way * reach, stem.at(part)[1], reach * 0.8, 4.5, fill)
        for part, reach, fill in (
            (0.86, 6.5, petal),
            (0.91, 5, shade),
            (0.95, 3.4, FRESH_LEAF),
        )
        for way in (-1, 1)
    ) + oval(102, 36, 3, 5, FRESH_LEAF)


def _lips(petal: str, shade: str, palate: str) -> str:
    return (
        shape(
            "M0 2C-14 2-20-12-13-19C-9-23-3-20 0-16C3-20 9-23 13-19C20-12 14 2 0 2z",
            shade,
        )
        + shape(
            "M-5 0C-18-4-24 8-16 14C-12 22-3 22 0 17C3 22 12 22 16 14C24 8 18-4 5 0z",
            petal,
        )
        + oval(0, 2, 8.5, 5.4, palate)
        + line("M-4 12Q0 9 4 12", shade, 1.1)
    )


def hollyhock(colours: Colours) -> str:
    """Draw wide ruffled saucers on a stem as tall as the packet."""
    petal, shade = petal_shades(colours)
    eye = colour_at(colours, 2, lighter(petal, 0.6))
    saucer = _saucer(petal, shade, eye)
    round_leaf = shape(wavy_disc(29, 6, 0.13), LEAF) + line(
        "M0 22V-22M0 16-21 6M0 16 21 6M0 14-15-14M0 14 15-14", lighter(LEAF, 0.35), 1.1
    )
    stem = Stem((98, 262), (102, 18), 6)
    blooms = (
        (76, 172, 1.0),
        (126, 158, 1.02),
        (84, 122, 0.95),
        (122, 106, 0.86),
        (92, 84, 0.74),
    )
    buds = _hollyhock_buds(petal)
    leaves = stamps("r", "50 222 -70 1.05, 150 220 70 1.1, 100 228 8 .8")
    return (
        mark("r", round_leaf)
        + mark("s", saucer)
        + stem.drawn(width=5)
        + line("M98 240 60 226M99 242 140 226", STEM, 3)
        + leaves
        + buds
        + dot(102, 22, 4, FRESH_LEAF)
        + "".join(stamp("s", x, y, 30 * x, size) for x, y, size in reversed(blooms))
    )


def _hollyhock_buds(petal: str) -> str:
    return "".join(
        place(
            oval(0, 0, 7 * size, 8 * size, petal)
            + shape(
                f"M{-7 * size:.1f} 0Q0 {16 * size:.1f} {7 * size:.1f} 0L0-3z", LEAF
            ),
            x,
            y,
            turn,
        )
        for x, y, size, turn in (
            (114, 72, 1.1, 24),
            (94, 58, 0.95, -22),
            (109, 46, 0.75, 24),
            (98, 34, 0.6, -18),
        )
    )


def _saucer(petal: str, shade: str, eye: str) -> str:
    veins = "".join(
        place(line("M0-9V-20M0-11-5-19M0-11 5-19", shade, 1), turn=72 * n)
        for n in range(5)
    )
    return (
        shape(wavy_disc(29, 10, 0.07), shade)
        + place(shape(wavy_disc(26, 5, 0.1), petal), turn=20)
        + veins
        + dot(0, 0, 8, eye)
        + oval(0, 0, 3, 4.4, "#f4e3a0")
        + dotted_circle(3.6, "#e0b84a", 1.8, 3.2)
    )
