"""Flowers of the daisy family with an open eye: rays round a disc, from the
sunflower to the chamomile."""

from product_service.pictures.foliage import (
    Stem,
    feather,
    heart_leaf,
    leaf,
    pairs,
    sprout,
    sprouts,
    stalked,
)
from product_service.pictures.outlines import blade, pointed, spoon
from product_service.pictures.petals import fan, petal_shades, ring, seeded_eye
from product_service.pictures.pigments import (
    FRESH_LEAF,
    GOLD,
    LEAF,
    colour_at,
    darker,
    lighter,
)
from product_service.pictures.strokes import (
    bare,
    dot,
    dotted_circle,
    dotted_line,
    line,
    mark,
    oval,
    place,
    shape,
    stamp,
    wobble,
)

Colours = tuple[str, ...]


def sunflower(colours: Colours) -> str:
    """Draw one great head that looks straight at the viewer."""
    petal, shade = petal_shades(colours)
    eye = colour_at(colours, 2, "#4f2f17")
    stem = Stem((96, 262), (101, 100), -8)
    head = (
        mark("p", bare(blade(68, 10, 0.52)))
        + ring("p", 21, shade, 8)
        + ring("p", 21, petal, 0, 0.9)
        + seeded_eye(29, eye, lighter(eye, 0.22), 5)
        + dotted_circle(28, petal, 2, 4)
    )
    leaves = mark("l", stalked(heart_leaf(58, 26), 13)) + sprouts(
        "l", stem, ".2 -66 1, .3 60 .95, .46 -58 .7"
    )
    return leaves + stem.drawn(width=6) + place(head, 101, 92)


def cosmos(colours: Colours) -> str:
    """Draw three silky flowers over foliage as fine as hair."""
    petal, shade = petal_shades(colours)
    eye = colour_at(colours, 2, GOLD)
    silk = bare(
        pointed([(0, 0), (6, -14), (16, -38), (13, -53), (7, -50), (0, -56)])
    ) + line("M-3-18-6-44M0-16V-46M3-18 6-44", shade, 1, 0.7)
    head = ring("p", 8, petal, 4) + seeded_eye(10.5, eye, darker(eye, 0.35), 3)
    stems = (
        Stem((98, 258), (110, 92), 10),
        Stem((98, 250), (52, 158), -10),
        Stem((102, 250), (156, 176), 14),
        Stem((98, 200), (44, 84), -16),
    )
    ferns = (
        sprouts("f", stems[0], ".2 -48 1.1, .3 40 1.1, .52 -38 .9, .62 40 .8")
        + sprouts("f", stems[1], ".4 -50 .8")
        + sprouts("f", stems[2], ".5 50 .8")
    )
    bud = oval(0, 0, 7, 8, petal) + fan("l", 5, LEAF, 110, 250)
    return (
        mark("f", line(feather(52, 6, 20), LEAF, 1.5))
        + mark("p", silk)
        + mark("l", bare(blade(11, 3)))
        + mark("h", head)
        + ferns
        + "".join(stem.drawn(width=2.6) for stem in stems)
        + place(bud, 44, 80, -12)
        + stamp("h", 50, 158, -14, 0.58)
        + stamp("h", 157, 176, 20, 0.48)
        + stamp("h", 110, 88)
    )


def calendula(colours: Colours) -> str:
    """Draw a full pot marigold with two younger heads."""
    petal, shade = petal_shades(colours)
    eye = colour_at(colours, 2, "#7a3d14")
    stem = Stem((100, 258), (100, 100), 6)
    left, right = Stem((99, 232), (46, 148), -14), Stem((101, 224), (154, 160), 14)
    head = (
        ring("p", 24, shade, 0)
        + ring("p", 22, petal, 7, 0.86)
        + ring("p", 18, lighter(petal, 0.22), 3, 0.64)
        + seeded_eye(14, eye, petal, 3)
    )
    leaves = mark("l", leaf(58, 13, FRESH_LEAF, 0.62)) + pairs(
        "l", stem, ".12 62 1, .34 48 .85"
    )
    young = fan("p", 13, petal, -66, 66, 0.5) + shape(
        "M-13 0Q-12 13 0 15Q12 13 13 0z", LEAF
    )
    return (
        mark("p", bare(spoon(58, 6)))
        + mark("h", head)
        + leaves
        + left.drawn(width=3)
        + right.drawn(width=3)
        + stem.drawn()
        + place(young, 46, 142, -16)
        + stamp("h", 156, 158, 15, 0.45)
        + stamp("h", 100, 92)
    )


def coneflower(colours: Colours) -> str:
    """Draw echinacea from the side, its petals hanging from a bristly cone."""
    petal, shade = petal_shades(colours)
    cone = colour_at(colours, 2, "#a3501f")
    skirt = (
        fan("p", 9, shade, 100, 260, 0.94, 4)
        + fan("p", 4, petal, 98, 142, 1, 4)
        + fan("p", 4, petal, 218, 262, 1, 4)
        + fan("p", 3, petal, 156, 204, 0.86, 4)
    )
    dome = shape("M-21 4Q-20-24 0-25Q20-24 21 4Q0 13-21 4z", cone) + "".join(
        _bristles(row, cone) for row in range(4)
    )
    stems = (
        Stem((98, 260), (106, 84), 8),
        Stem((97, 250), (48, 146), -14),
        Stem((100, 250), (152, 158), 14),
    )
    leaves = mark("l", leaf(58, 12, belly=0.36)) + pairs(
        "l", stems[0], ".06 66 1, .3 42 .8"
    )
    return (
        mark("p", bare(spoon(54, 8, 0.05)) + line("M0-14V-46", shade, 0.9, 0.7))
        + mark("h", skirt + dome)
        + leaves
        + "".join(stem.drawn(width=3.6) for stem in stems)
        + stamp("h", 48, 144, -10, 0.66)
        + stamp("h", 153, 154, 10, 0.58)
        + stamp("h", 106, 74, 2, 1.05)
    )


def _bristles(row: int, cone: str) -> str:
    reach, height = (19, 17.5, 14, 8)[row], (2, -6, -13.5, -20)[row]
    path = f"M{-reach} {height}Q0 {height + 8 - row} {reach} {height}"
    return dotted_line(path, lighter(cone, 0.3 + 0.1 * (row % 2)), 2.6, 5.4)


def chamomile(colours: Colours) -> str:
    """Draw a cloud of small daisies with domed eyes over feathery leaves."""
    petal, shade = petal_shades(colours)
    eye = colour_at(colours, 2, "#eab52f")
    tips = (
        (100, 62),
        (56, 84),
        (146, 92),
        (34, 136),
        (168, 146),
        (82, 126),
        (122, 134),
    )
    stems = [
        Stem((96 + wobble(n, 6), 262), tip, (tip[0] - 100) * 0.22)
        for n, tip in enumerate(tips)
    ]
    ferns = "".join(
        sprout("f", stem, part, turn, 0.85)
        for stem in stems[:5]
        for part, turn in ((0.36, -42), (0.5, 40), (0.7, -38))
    )
    face = ring("p", 14, petal, 0) + dot(0, 0, 9, eye)
    dome = dotted_circle(5.6, darker(eye), 1.7, 3.6) + dotted_circle(
        2, darker(eye), 1.7, 3
    )
    daisies = "".join(
        stamp("h", x, y, 25 * n, (1.15, 0.95, 1, 0.85, 0.8, 0.95, 0.8)[n])
        for n, (x, y) in enumerate(tips)
    )
    return (
        mark("f", line(feather(30, 4, 13), LEAF, 1.4))
        + mark("p", shape(blade(26, 4.4, 0.6), shade) + bare(blade(25, 3.6, 0.6)))
        + mark("h", face + dome)
        + ferns
        + "".join(stem.drawn(width=2) for stem in stems)
        + daisies
    )
