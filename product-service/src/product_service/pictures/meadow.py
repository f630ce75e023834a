"""Flowers of meadow and cottage border that follow no common plan: each has its own
face, from the crumpled poppy to the whiskered viola."""

from product_service.pictures.foliage import (
    Stem,
    feather,
    leaf,
    pairs,
    sprout,
    toothed_leaf,
)
from product_service.pictures.outlines import (
    blade,
    frilled,
    fringed,
    pointed,
    spoon,
    toothed,
)
from product_service.pictures.petals import fan, petal_shades, ring, stamens
from product_service.pictures.pigments import (
    FRESH_LEAF,
    GOLD,
    GREY_LEAF,
    INK,
    LEAF,
    colour_at,
    darker,
    lighter,
)
from product_service.pictures.strokes import (
    bare,
    dot,
    dotted_circle,
    line,
    loop,
    mark,
    oval,
    painted,
    place,
    shape,
    stamp,
    wobble,
)

Colours = tuple[str, ...]


def poppy(colours: Colours) -> str:
    """Draw an open poppy, a cup, a nodding bud and a seed head."""
    petal, shade = petal_shades(colours)
    blotch = colour_at(colours, 2, INK)
    face = (
        painted(stamp("p", turn=48) + stamp("p", turn=-48), shade)
        + painted(stamp("p", turn=132) + stamp("p", turn=-132), shade)
        + painted(stamp("p", turn=2) + stamp("p", turn=184, scale=0.95), petal)
        + painted(
            stamp("p", turn=92, scale=0.9) + stamp("p", turn=-88, scale=0.9), petal
        )
        + "".join(place(shape(spoon(24, 9), blotch), turn=t) for t in (2, 92, 184, -88))
        + stamens(22, 15, INK, 1.9)
        + dot(0, 0, 8.5, "#a9b57c")
        + dotted_circle(4.6, "#5d6b3f", 1.8, 3.6)
    )
    stem, left = Stem((98, 260), (108, 96), 8), Stem((97, 256), (44, 158), -12)
    bud, pod = Stem((100, 256), (162, 134), 26), Stem((101, 258), (150, 190), 10)
    leaves = mark("l", shape(toothed(58, 13, 0.4, 5, 7), LEAF)) + "".join(
        sprout("l", stem, part, turn, scale)
        for part, turn, scale in ((0.03, -62, 1), (0.05, 58, 1), (0.3, -42, 0.7))
    )
    return (
        mark("p", bare(frilled(58, 40, 0.66, 4, 2.4)))
        + leaves
        + "".join(each.drawn(width=2.6) for each in (stem, left, bud, pod))
        + line("M162 134Q166 122 174 132", "#5a7c48", 2.6)
        + place(_nodding_bud(petal), 174, 138, 170)
        + place(_poppy_cup(petal, shade), 44, 154, -8)
        + place(_poppy_pod(), 150, 184, 10)
        + place(face, 106, 84)
    )


def _poppy_cup(petal: str, shade: str) -> str:
    back = loop([(-28, -12), (-20, -31), (-7, -26), (6, -33), (21, -28), (29, -12),
                 (17, 9), (0, 14), (-17, 9)])  # fmt: skip
    front = loop([(-27, -10), (-12, -17), (2, -12), (15, -18), (28, -11), (16, 9),
                  (0, 14), (-16, 9)])  # fmt: skip
    return shape(back, shade) + shape(front, petal)


def _nodding_bud(petal: str) -> str:
    hairs = line("M-9-3-13-5M-10-9-14-11M9-3 13-5M10-9 14-11M0-22V-26", LEAF, 1)
    return shape(blade(24, 11, 0.5), LEAF) + line("M2-23Q5-12 1-2", petal, 2) + hairs


def _poppy_pod() -> str:
    ribs = line("M-4-2-5-14M4-2 5-14M0-1V-14", "#6f7f58", 1)
    body = shape("M-3 2Q-13-4-9-16H9Q13-4 3 2z", "#a9b083")
    return body + ribs + shape("M-11-16Q0-24 11-16L0-13z", "#7d8658")


def cornflower(colours: Colours) -> str:
    """Draw trumpets cut like paper above a scaly cup."""
    petal, shade = petal_shades(colours)
    heart = colour_at(colours, 2, "#6a4a9c")
    face = (
        ring("p", 9, shade, 20, 0.86)
        + ring("p", 10, petal, 0)
        + ring("s", 14, heart, 0)
        + stamens(10, 14, lighter(heart, 0.35), 1.7)
        + dot(0, 0, 5, darker(heart))
    )
    cup = (
        fan("p", 6, shade, -62, 62, 0.58)
        + fan("p", 5, petal, -48, 48, 0.62)
        + fan("s", 5, heart, -24, 24, 0.8)
        + shape("M-9-4Q-15 10-7 22Q0 26 7 22Q15 10 9-4Q0-8-9-4z", LEAF)
        + line("M-11 4-4 0 3 6 10 1M-12 12-5 8 3 14 11 9M-8 20-2 16 4 21", "#2f4a30", 1)
    )
    stems = (
        Stem((99, 260), (108, 92), 8),
        Stem((98, 256), (46, 152), -14),
        Stem((101, 256), (156, 168), 16),
    )
    leaves = mark("l", leaf(64, 5.5, GREY_LEAF, 0.45)) + "".join(
        sprout("l", stems[which], part, turn, scale)
        for which, part, turn, scale in (
            (0, 0.1, -30, 1.1), (0, 0.2, 34, 1.1), (0, 0.42, -32, 0.9),
            (1, 0.45, -34, 0.8), (2, 0.45, 36, 0.8), (0, 0.56, 30, 0.7),
        )
    )  # fmt: skip
    return (
        mark("p", bare(fringed(58, 17, 5, 0.2)))
        + mark("s", bare(blade(26, 2.6, 0.7)))
        + leaves
        + "".join(stem.drawn("#6f8c68", 2.8) for stem in stems)
        + mark("c", cup)
        + stamp("c", 44, 134, -14, 1.05)
        + stamp("c", 159, 150, 14, 0.95)
        + place(face, 108, 86)
    )


def nigella(colours: Colours) -> str:
    """Draw love-in-a-mist: a flower in a green haze, and its balloon."""
    petal, shade = petal_shades(colours)
    mist = "".join(
        stamp("m", turn=360 * step / 13 + wobble(step, 6), scale=1 + wobble(step, 0.1))
        for step in range(13)
    )
    heart = (
        stamens(18, 14, darker(shade, 0.3), 1.7)
        + "".join(
            place(line("M0 0Q3-9-2-17", "#6d8a4c", 2.6), turn=72 * n) for n in range(5)
        )
        + dot(0, 0, 7, "#7d9a5a")
    )
    face = mist + ring("p", 7, shade, 26, 0.94) + ring("p", 7, petal) + heart
    stems = (
        Stem((99, 260), (104, 96), 6),
        Stem((98, 250), (46, 152), -14),
        Stem((101, 250), (154, 160), 14),
    )
    ferns = "".join(
        sprout("f", stems[which], part, turn)
        for which, part, turn in (
            (0, 0.1, -46), (0, 0.16, 44), (0, 0.34, -40), (0, 0.4, 42),
            (1, 0.6, 48), (2, 0.6, -46),
        )
    )  # fmt: skip
    vein = line("M0-12V-46M0-22-6-38M0-22 6-38", shade, 1, 0.8)
    return (
        mark(
            "m",
            line("M0-20V-64M0-34-9-54M0-34 9-54M0-46-5-60M0-46 5-60", "#7f9c6a", 1.2),
        )
        + mark(
            "p",
            bare(pointed([(0, 0), (6, -12), (15, -32), (11, -45), (0, -56)])) + vein,
        )
        + mark("f", line(feather(44, 5, 18), LEAF, 1.3))
        + ferns
        + "".join(stem.drawn(width=2.6) for stem in stems)
        + mark("h", face)
        + place(_balloon(), 46, 148, -8)
        + stamp("h", 156, 156, 10, 0.5)
        + stamp("h", 104, 86, 0, 1.05)
    )


def _balloon() -> str:
    horns = line("M-7-30-14-42M-3-32-4-45M3-32 6-45M7-30 15-41", "#7b8f55", 2)
    pod = oval(0, -14, 17, 19, "#b9bd84")
    bands = line("M-8-30Q-12-14-6 3M8-30Q12-14 6 3M0-33V4", "#8c4f52", 2, 0.8)
    return horns + pod + bands + stamp("m", 0, 4, -60, 0.7) + stamp("m", 0, 4, 60, 0.7)


def viola(colours: Colours) -> str:
    """Draw a low clump of little faces with whiskers."""
    brow = colours[0]
    cheek = colour_at(colours, 1, lighter(brow, 0.5))
    chin = colour_at(colours, 2, cheek)
    whiskers = line("M-5 3-13 1M-5 6-12 9M5 3 13 1M5 6 12 9M0 9V17M-3 9-6 15M3 9 6 15",
                    darker(brow, 0.5), 1.3)  # fmt: skip
    face = (
        painted(stamp("p", -2, 0, -24) + stamp("p", 2, 0, 24), brow)
        + painted(stamp("p", -1, 1, -82, 0.86) + stamp("p", 1, 1, 82, 0.86), cheek)
        + painted(stamp("p", 0, 0, 180, 0.98), chin)
        + whiskers
        + oval(0, 3, 4.6, 4, GOLD)
        + line("M0 1V4", "#9a5a1a", 1.8)
    )
    spots = ((100, 70, 0, 1.15), (52, 104, -12, 0.95), (150, 106, 12, 1), (102, 146, 4, 0.95),
             (42, 172, -10, 0.7), (160, 172, 10, 0.72))  # fmt: skip
    stems = [Stem((100, 256), (x, y + 6), (x - 100) * 0.3) for x, y, _, _ in spots]
    leaves = "".join(
        stamp("l", 100 + 9 * side, 250, side * turn, scale)
        for turn, scale in ((84, 1.05), (58, 1.1), (34, 1), (12, 0.85))
        for side in (-1, 1)
    )
    faces = "".join(stamp("v", *spot) for spot in spots)
    return (
        mark("p", bare(frilled(34, 18, 0.62, 3, 1.6)))
        + mark("v", face)
        + mark("l", toothed_leaf(58, 15, LEAF, 0.5, 5))
        + "".join(stem.drawn(FRESH_LEAF, 2.6) for stem in stems)
        + leaves
        + faces
    )


def borage(colours: Colours) -> str:
    """Draw nodding blue stars with a dark cone, on a hairy plant."""
    petal, shade = petal_shades(colours)
    star = (
        fan("s", 5, "#7d8f6a", 36, 324, 1.05, 0)
        + ring("p", 5, petal, 0, 1, 1.5)
        + ring("w", 5, lighter(petal, 0.85), 0, 1, 0)
        + "".join(place(shape(blade(11, 2.6), INK), turn=72 * n + 36) for n in range(5))
        + dot(0, 0, 2.6, lighter(petal, 0.8))
    )
    stem = Stem((98, 260), (104, 60), 10)
    arms = (Stem((100, 150), (50, 86), -16), Stem((103, 130), (154, 84), 16),
            Stem((99, 196), (48, 160), -10), Stem((102, 190), (158, 160), 12))  # fmt: skip
    buds = "".join(
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
    hooks = line("M104 62Q98 40 80 46M104 62Q116 44 131 50M50 88Q34 92 29 112M154 86Q172 92 175 110",
                 "#6d8a5c", 2)  # fmt: skip
    leaves = mark("l", leaf(66, 19, "#6f9163", 0.5, 3)) + pairs(
        "l", stem, [(0.04, 74, 1), (0.24, 64, 0.8), (0.46, 52, 0.6)]
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
