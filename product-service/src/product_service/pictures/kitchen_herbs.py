"""Soft herbs of the kitchen bed: what distinguishes them is the shape and the edge of
the leaf, so each has its own."""

from product_service.pictures.foliage import Stem, leaf, pairs, sprout, toothed_leaf
from product_service.pictures.outlines import blade, frilled, spoon
from product_service.pictures.petals import fan, petal_shades, ring
from product_service.pictures.pigments import FRESH_LEAF, INK, colour_at, lighter
from product_service.pictures.strokes import (
    bare,
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


def basil(colours: Colours) -> str:
    """Draw broad, bowed leaves in pairs, the youngest still folded."""
    green, shade = petal_shades(colours)
    bowed = leaf(62, 25, green, 0.46, 3) + line(
        "M-15-22Q-16-36-7-50", lighter(green, 0.45), 2.4, 0.7
    )
    stem = Stem((98, 262), (101, 66), 6)
    side_stems = (Stem((100, 196), (52, 118), -12), Stem((100, 186), (150, 112), 14))
    small = "".join(
        sprout("l", each, part, turn, size)
        for each in side_stems
        for part, turn, size in (
            (0.6, -58, 0.56),
            (0.6, 58, 0.56),
            (1, -34, 0.5),
            (1, 36, 0.5),
            (1, 0, 0.42),
        )
    )
    return (
        mark("l", bowed)
        + "".join(each.drawn(shade, 3) for each in side_stems)
        + stem.drawn(shade, 5)
        + small
        + pairs("l", stem, ".12 78 .9, .34 72 1.02, .6 64 .98, .84 52 .84")
        + stamp("l", 100, 74, -34, 0.6)
        + stamp("l", 102, 74, 34, 0.6)
        + stamp("l", 101, 74, 2, 0.54)
    )


def bush_basil(colours: Colours) -> str:
    """Draw a tight dome of very small leaves."""
    green, shade = petal_shades(colours)
    stems = [
        Stem((100, 262), (100 + 11 * n, 96 + 2.2 * n * n), 5.0 * n)
        for n in range(-6, 7)
    ]
    tufts = "".join(
        sprout(
            "u" if (n + k) % 2 else "v", stem, part, wobble(n + k, 8), 1.1 - 0.05 * k
        )
        for k, part in reversed(list(enumerate((0.97, 0.84, 0.7, 0.56, 0.42, 0.28))))
        for n, stem in enumerate(stems)
    )
    shades = (("l", "u", green), ("d", "v", lighter(green, 0.16)))
    return (
        "".join(
            mark(one, leaf(26, 9.5, colour, 0.46))
            + mark(tuft, "".join(stamp(one, 0, 0, turn) for turn in (-62, 62, 0)))
            for one, tuft, colour in shades
        )
        + "".join(stem.drawn(shade, 2.4) for stem in stems)
        + tufts
    )


def mint(colours: Colours) -> str:
    """Draw square stems with saw-edged leaves and a mauve whorl at the tip."""
    green, shade = petal_shades(colours)
    flower = colour_at(colours, 2, "#b99ac9")
    stems = (
        Stem((100, 262), (104, 62), 6),
        Stem((98, 258), (48, 116), -14),
        Stem((102, 258), (156, 122), 14),
    )
    spike = "".join(
        oval(x, -5 - 8.5 * row, 3.6, 3.8, flower if (row + x) % 2 else lighter(flower))
        for row in range(4)
        for x in ((-6, 0, 6), (-5, 1, 6), (-4, 2), (0,))[row]
    )
    return (
        mark("l", toothed_leaf(58, 17, green, 0.42, 7))
        + mark("s", spike)
        + "".join(stem.drawn(shade, 3.6) for stem in stems)
        + "".join(
            pairs("l", stem, ".54 62 .58, .73 56 .47, .89 48 .35") for stem in stems[1:]
        )
        + pairs("l", stems[0], ".14 72 1, .34 68 1, .54 62 .9, .73 56 .74, .89 48 .54")
        + "".join(
            stamp("s", *stem.tip, stem.heading(1), 1.1 if n == 0 else 0.8)
            for n, stem in enumerate(stems)
        )
    )


def parsley(colours: Colours) -> str:
    """Draw a crisp cushion of leaves so curled that no edge is straight."""
    green, shade = petal_shades(colours)
    curl = (
        shape(frilled(34, 17, 0.6, 4, 4), shade)
        + shape(frilled(29, 12, 0.6, 4, 3.6), green)
        + line("M-8-16Q-11-22-5-25Q-1-18 4-26Q11-22 8-14", lighter(green, 0.4), 1.5)
    )
    sprig = "".join(
        stamp("c", 0, 0, turn, size)
        for turn, size in ((-78, 0.86), (78, 0.86), (-36, 0.96), (36, 0.96), (0, 1))
    )
    tips = (
        (100, 70, 1.16),
        (58, 98, 1.05),
        (144, 96, 1.05),
        (36, 150, 0.94),
        (166, 150, 0.94),
        (78, 142, 1),
        (122, 146, 1),
        (100, 190, 0.86),
        (58, 198, 0.8),
        (144, 200, 0.8),
    )
    stems = [Stem((100, 262), (x, y + 4), (x - 100) * 0.2) for x, y, _ in tips]
    return (
        mark("c", curl)
        + mark("s", sprig)
        + "".join(stem.drawn(FRESH_LEAF, 3) for stem in stems)
        + "".join(stamp("s", x, y, (x - 100) * 0.5, size) for x, y, size in tips)
    )


def borage(colours: Colours) -> str:
    """Draw nodding blue stars with a dark cone, on a hairy plant."""
    petal, shade = petal_shades(colours)
    star = _borage_star(petal, shade)
    stem = Stem((98, 260), (104, 60), 10)
    arms = (
        Stem((100, 150), (50, 86), -16),
        Stem((103, 130), (154, 84), 16),
        Stem((99, 196), (48, 160), -10),
        Stem((102, 190), (158, 160), 12),
    )
    buds = _borage_buds(shade)
    hooks = line(
        (
            "M104 62Q98 40 80 46M104 62Q116 44 131 50M50 88Q34 92 29 112"
            "M154 86Q172 92 175 110"
        ),
        "#6d8a5c",
        2,
    )
    leaves = mark("l", leaf(66, 19, "#6f9163", 0.5, 3)) + pairs(
        "l", stem, ".04 74 1, .24 64 .8, .46 52 .6"
    )
    return (
        mark("p", bare(blade(27, 9.5, 0.42)) + line("M0-8V-22", shade, 1))
        + mark("s", bare(blade(29, 3)))
        + mark("w", bare(spoon(8, 3)))
        + mark("h", star)
        + leaves
        + "".join(each.drawn("#6d8a5c", 3) for each in (*arms, stem))
        + hooks
        + buds
        + stamp("h", 104, 84, 6, 1.15)
        + stamp("h", 48, 92, -14, 0.95)
        + stamp("h", 155, 92, 20, 0.95)
        + stamp("h", 46, 160, 8, 0.72)
        + stamp("h", 160, 160, -8, 0.72)
    )


def _borage_buds(shade: str) -> str:
    return "".join(
        place(
            oval(0, -8, 5, 9, shade if n % 2 else "#8a7f9e")
            + line("M0 0V6", "#6d7f5f", 2),
            x,
            y,
            turn,
        )
        for n, (x, y, turn) in enumerate(
            ((78, 52, 200), (132, 56, 165), (28, 118, 210), (176, 116, 150))
        )
    )


def _borage_star(petal: str, shade: str) -> str:
    return (
        fan("s", 5, "#7d8f6a", 36, 324, 1.05, 0)
        + ring("p", 5, petal, 0, 1, 1.5)
        + ring("w", 5, lighter(petal, 0.85), 0, 1, 0)
        + "".join(place(shape(blade(11, 2.6), INK), turn=72 * n + 36) for n in range(5))
        + dot(0, 0, 2.6, lighter(petal, 0.8))
    )
