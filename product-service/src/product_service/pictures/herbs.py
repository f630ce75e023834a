"""Herbs sold for their leaves: what tells them apart is the shape, the edge and the
way the leaves sit on the stem, so each has its own."""

from product_service.pictures.foliage import Stem, leaf, pairs, sprout, toothed_leaf
from product_service.pictures.outlines import blade, frilled
from product_service.pictures.petals import petal_shades
from product_service.pictures.pigments import (
    FRESH_LEAF,
    colour_at,
    darker,
    lighter,
)
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


def basil(colours: Colours) -> str:
    """Draw broad, bowed leaves in pairs, the youngest still folded."""
    green, shade = petal_shades(colours)
    bowed = leaf(62, 25, green, 0.46, 3) + line("M-15-22Q-16-36-7-50", lighter(green, 0.45), 2.4, 0.7)
    stem = Stem((98, 262), (101, 66), 6)
    side_stems = (Stem((100, 196), (52, 118), -12), Stem((100, 186), (150, 112), 14))
    small = "".join(
        sprout("l", each, part, turn, size)
        for each in side_stems
        for part, turn, size in ((0.6, -58, 0.56), (0.6, 58, 0.56), (1, -34, 0.5), (1, 36, 0.5), (1, 0, 0.42))
    )
    return (
        mark("l", bowed)
        + "".join(each.drawn(shade, 3) for each in side_stems)
        + stem.drawn(shade, 5)
        + small
        + pairs("l", stem, [(0.12, 78, 0.9), (0.34, 72, 1.02), (0.6, 64, 0.98), (0.84, 52, 0.84)])
        + stamp("l", 100, 76, -24, 0.66)
        + stamp("l", 102, 76, 24, 0.66)
        + stamp("l", 101, 78, 0, 0.62)
    )


def bush_basil(colours: Colours) -> str:
    """Draw a tight dome of very small leaves."""
    green, shade = petal_shades(colours)
    stems = [Stem((100, 262), (100 + 11 * n, 96 + 2.2 * n * n), 5.0 * n) for n in range(-6, 7)]
    tiers = ((0.98, 0, 1.05), (0.95, -55, 1), (0.95, 55, 1), (0.8, -62, 0.95), (0.8, 62, 0.95),
             (0.64, -64, 0.85), (0.64, 64, 0.85))
    tufts = "".join(
        sprout("l" if (n + k) % 3 else "d", stem, part - 0.02 * (n % 2), turn, size)
        for k, (part, turn, size) in reversed(list(enumerate(tiers)))
        for n, stem in enumerate(stems)
    )
    return (
        mark("l", leaf(26, 9.5, green, 0.46))
        + mark("d", leaf(26, 9.5, lighter(green, 0.16), 0.46))
        + "".join(stem.drawn(shade, 2.4) for stem in stems)
        + tufts
    )


def mint(colours: Colours) -> str:
    """Draw square stems with saw-edged leaves and a mauve whorl at the tip."""
    green, shade = petal_shades(colours)
    flower = colour_at(colours, 2, "#b99ac9")
    stems = (Stem((100, 262), (104, 62), 6), Stem((98, 258), (48, 116), -14), Stem((102, 258), (156, 122), 14))
    spike = "".join(
        oval(x, -5 - 8.5 * row, 3.6, 3.8, flower if (row + x) % 2 else lighter(flower))
        for row in range(4)
        for x in ((-6, 0, 6), (-5, 1, 6), (-4, 2), (0,))[row]
    )
    spots = [(0.14, 72, 1.0), (0.34, 68, 1.0), (0.54, 62, 0.9), (0.73, 56, 0.74), (0.89, 48, 0.54)]
    return (
        mark("l", toothed_leaf(58, 17, green, 0.42, 7))
        + mark("s", spike)
        + "".join(stem.drawn(shade, 3.6) for stem in stems)
        + "".join(pairs("l", stem, [(part, turn, 0.64 * size) for part, turn, size in spots[2:]]) for stem in stems[1:])
        + pairs("l", stems[0], spots)
        + "".join(stamp("s", *stem.tip, stem.heading(1), 1.1 if n == 0 else 0.8) for n, stem in enumerate(stems))
    )


def sage(colours: Colours) -> str:
    """Draw long grey pebbled leaves and a few violet lips."""
    green, shade = petal_shades(colours)
    flower = colour_at(colours, 2, "#7d72bd")
    pebbles = dotted_line("M-5-14Q-9-34-4-54M5-14Q9-34 4-54", lighter(green, 0.5), 1.8, 5)
    stems = (Stem((100, 262), (98, 92), -5), Stem((98, 258), (44, 128), -16), Stem((102, 258), (156, 132), 16))
    lips = "".join(
        oval(side * (5 - n * 0.6), -6 - 11 * n, 4.6 - 0.5 * n, 5.6 - 0.6 * n, flower if side < 0 else darker(flower, 0.12))
        for n in range(5)
        for side in (-1, 1)
    )
    return (
        mark("l", leaf(64, 13.5, green, 0.5) + pebbles)
        + mark("f", line("M0 0V-56", shade, 2) + lips)
        + "".join(stem.drawn(shade, 4) for stem in stems)
        + "".join(pairs("l", stem, [(0.5, 58, 0.7), (0.78, 48, 0.7), (0.97, 26, 0.66)]) for stem in stems[1:])
        + stamp("f", 98, 90, 0, 1.05)
        + pairs("l", stems[0], [(0.1, 76, 1), (0.32, 66, 1.05), (0.58, 56, 0.98), (0.82, 44, 0.84), (0.98, 24, 0.66)])
    )


def thyme(colours: Colours) -> str:
    """Draw a wiry cushion with the smallest leaves and heads of flowers."""
    green, shade = petal_shades(colours)
    flower = colour_at(colours, 2, "#c98fb5")
    tips = ((100, 84), (74, 98), (128, 96), (48, 122), (154, 120), (28, 156), (174, 154), (88, 132), (116, 138))
    stems = [Stem((100 + (x - 100) * 0.1, 260), (x, y), (x - 100) * 0.12) for x, y in tips]
    head = "".join(
        dot(x, y, 3.4, flower if n % 2 else lighter(flower, 0.35))
        for n, (x, y) in enumerate(((-5, -2), (5, -3), (0, -1), (-3, -8), (4, -9), (0, -13)))
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
    stems = [Stem((100 + (x - 100) * 0.12, 262), (x, y), (x - 100) * 0.22) for x, y in tips]
    tuft = "".join(stamp("n", 0, 0, turn, size) for turn, size in ((-58, 1), (58, 1), (-28, 0.9), (28, 0.9)))
    needles = "".join(
        sprout("t", stem, 0.2 + 0.075 * step, wobble(step, 5), 1.02 - 0.045 * step)
        for stem in stems
        for step in range(11)
    )
    lips = (
        shape("M0 0C-8-2-9-9-4-10Q0-6 0-12Q0-6 4-10C9-9 8-2 0 0z", flower)
        + shape("M0-2Q-5 6 0 7Q5 6 0-2z", lighter(flower, 0.4))
    )
    flowers = "".join(
        sprout("f", stem, part, turn, 0.95)
        for stem, spots in zip(stems, (((0.62, 40), (0.78, -44), (0.5, -40)), ((0.7, -40),), ((0.66, 40), (0.84, -40)), ((0.76, 30),), ((0.8, -30),)), strict=True)
        for part, turn in spots
    )
    return (
        mark("n", shape(blade(30, 2.6, 0.5), green) + line("M0-4V-24", lighter(green, 0.5), 0.9))
        + mark("t", tuft)
        + mark("f", lips)
        + "".join(stem.drawn("#86684b", 3) for stem in stems)
        + line("M100 262V240", shade, 4)
        + needles
        + flowers
    )


def oregano(colours: Colours) -> str:
    """Draw thin stems with small round leaves and a flat head of mauve flowers."""
    green, shade = petal_shades(colours)
    flower = colour_at(colours, 2, "#b787b5")
    tips = ((100, 66), (62, 88), (140, 84), (34, 134), (168, 132))
    stems = [Stem((100 + (x - 100) * 0.14, 260), (x, y), (x - 100) * 0.14) for x, y in tips]
    head = "".join(
        dot(9 * n, -8 - 3 * (2 - abs(n)) + 7 * row, 5, (flower, lighter(flower, 0.3), darker(flower, 0.12))[(n + row) % 3])
        for row in range(2)
        for n in range(-2 + row, 3)
    )
    spray = line("M0 22-16-2M0 22-8-4M0 22V-6M0 22 8-4M0 22 16-2", green, 1.6) + head
    leaves = "".join(
        pairs("l", stem, [(0.24, 74, 1), (0.42, 70, 0.95), (0.58, 64, 0.84), (0.74, 58, 0.68)])
        for stem in stems
    )
    return (
        mark("l", leaf(28, 10.5, green, 0.42))
        + mark("h", spray)
        + "".join(stem.drawn("#8a5f52", 2.4) for stem in stems)
        + line("M100 262V242", shade, 3)
        + leaves
        + "".join(stamp("h", x, y - 10, stem.heading(1), 1.05 if n == 0 else 0.85) for n, ((x, y), stem) in enumerate(zip(tips, stems, strict=True)))
    )


def parsley(colours: Colours) -> str:
    """Draw a crisp cushion of leaves so curled that no edge is straight."""
    green, shade = petal_shades(colours)
    curl = (
        shape(frilled(34, 17, 0.6, 4, 4), shade)
        + shape(frilled(29, 12, 0.6, 4, 3.6), green)
        + line("M-8-16Q-11-22-5-25Q-1-18 4-26Q11-22 8-14", lighter(green, 0.4), 1.5)
    )
    sprig = "".join(stamp("c", 0, 0, turn, size) for turn, size in ((-78, 0.86), (78, 0.86), (-36, 0.96), (36, 0.96), (0, 1)))
    tips = ((100, 70, 1.16), (58, 98, 1.05), (144, 96, 1.05), (36, 150, 0.94), (166, 150, 0.94), (78, 142, 1), (122, 146, 1), (100, 190, 0.86), (58, 198, 0.8), (144, 200, 0.8))
    stems = [Stem((100, 262), (x, y + 4), (x - 100) * 0.2) for x, y, _ in tips]
    return (
        mark("c", curl)
        + mark("s", sprig)
        + "".join(stem.drawn(FRESH_LEAF, 3) for stem in stems)
        + "".join(stamp("s", x, y, (x - 100) * 0.5, size) for x, y, size in tips)
    )
