"""Flowers of meadow and cottage border that follow no common plan: each has its own
face, from the crumpled poppy to the whiskered viola."""

from product_service.pictures.foliage import (
    Stem,
    feather,
    leaf,
    sprouts,
    toothed_leaf,
)
from product_service.pictures.outlines import (
    blade,
    frilled,
    fringed,
    pointed,
    rounded,
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
    points,
    shape,
    stamp,
    wobble,
)

Colours = tuple[str, ...]

POPPY_PETAL = points("0,0 24,-12 45,-28 49,-44 38,-52 28,-61 12,-57 0,-61")


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
    leaves = mark("l", shape(toothed(58, 13, 0.4, 5, 7), LEAF)) + sprouts(
        "l", stem, ".03 -62 1, .05 58 1, .3 -42 .7"
    )
    return (
        mark(
            "p",
            bare(rounded(POPPY_PETAL))
            + line("M-6-24-17-44M0-26-2-50M7-24 15-46", shade, 1, 0.7),
        )
        + leaves
        + "".join(each.drawn(width=2.6) for each in (stem, left, bud, pod))
        + line("M162 134Q166 122 174 132", "#5a7c48", 2.6)
        + place(_nodding_bud(petal), 174, 138, 170)
        + place(_poppy_cup(petal, shade), 44, 154, -8)
        + place(_poppy_pod(), 150, 184, 10)
        + place(face, 106, 84)
    )


def _poppy_cup(petal: str, shade: str) -> str:
    back = loop(
        [
            (-28, -12),
            (-20, -31),
            (-7, -26),
            (6, -33),
            (21, -28),
            (29, -12),
            (17, 9),
            (0, 14),
            (-17, 9),
        ]
    )
    front = loop(
        [
            (-27, -10),
            (-12, -17),
            (2, -12),
            (15, -18),
            (28, -11),
            (16, 9),
            (0, 14),
            (-16, 9),
        ]
    )
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
        ring("p", 9, petal, 0)
        + ring("p", 8, shade, 22, 0.7)
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
    leaves = mark("l", leaf(64, 5.5, GREY_LEAF, 0.45)) + (
        sprouts("l", stems[0], ".1 -30 1.1, .2 34 1.1, .42 -32 .9, .56 30 .7")
        + sprouts("l", stems[1], ".45 -34 .8")
        + sprouts("l", stems[2], ".45 36 .8")
    )
    return (
        mark("p", bare(fringed(60, 15, 4, 0.24)))
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
    heart = _nigella_heart(shade)
    face = mist + ring("p", 7, shade, 26, 0.94) + ring("p", 7, petal) + heart
    stems = (
        Stem((99, 260), (104, 96), 6),
        Stem((98, 250), (46, 152), -14),
        Stem((101, 250), (154, 160), 14),
    )
    ferns = (
        sprouts("f", stems[0], ".1 -46 1, .16 44 1, .34 -40 1, .4 42 1")
        + sprouts("f", stems[1], ".6 48 1")
        + sprouts("f", stems[2], ".6 -46 1")
    )
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


def _nigella_heart(shade: str) -> str:
    return (
        stamens(18, 14, darker(shade, 0.3), 1.7)
        + "".join(
            place(line("M0 0Q3-9-2-17", "#6d8a4c", 2.6), turn=72 * n) for n in range(5)
        )
        + dot(0, 0, 7, "#7d9a5a")
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
    face = _viola_face(brow, cheek, chin)
    spots = (
        (100, 70, 0, 1.15),
        (52, 104, -12, 0.95),
        (150, 106, 12, 1),
        (102, 146, 4, 0.95),
        (42, 172, -10, 0.7),
        (160, 172, 10, 0.72),
    )
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


def _viola_face(brow: str, cheek: str, chin: str) -> str:
    whiskers = line(
        "M-5 3-13 1M-5 6-12 9M5 3 13 1M5 6 12 9M0 9V17M-3 9-6 15M3 9 6 15",
        darker(brow, 0.5),
        1.3,
    )
    return (
        painted(stamp("p", -2, 0, -24) + stamp("p", 2, 0, 24), brow, darker(brow, 0.3))
        + painted(
            stamp("p", -1, 1, -82, 0.86) + stamp("p", 1, 1, 82, 0.86),
            cheek,
            darker(cheek),
        )
        + painted(stamp("p", 0, 0, 180, 0.98), chin)
        + whiskers
        + oval(0, 3, 4.6, 4, GOLD)
        + line("M0 1V4", "#9a5a1a", 1.8)
    )
