"""Vegetables eaten for their leaves, stalks or buds stand on the soil as a rosette or
a head; the drawing is built outside in, the way one would peel it."""

from product_service.pictures.foliage import leaf
from product_service.pictures.outlines import blade, frilled, spoon, toothed
from product_service.pictures.petals import petal_shades
from product_service.pictures.pigments import (
    CREAM,
    FRESH_LEAF,
    LEAF,
    colour_at,
    darker,
    lighter,
    mix,
)
from product_service.pictures.strokes import (
    bare,
    dot,
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


def lettuce(colours: Colours) -> str:
    """Draw a loose rosette of frilled leaves with a pale heart."""
    green, shade = petal_shades(colours)
    hem = colour_at(colours, 2, lighter(green, 0.25))
    rows = (
        ((-78, 1.0), (78, 1.0), (-52, 1.12), (52, 1.12), (-26, 1.2), (26, 1.2), (0, 1.22)),
        ((-64, 0.9), (64, 0.9), (-34, 1), (34, 1), (-8, 1.02), (12, 1)),
        ((-48, 0.74), (48, 0.74), (-18, 0.8), (20, 0.8)),
        ((-26, 0.56), (26, 0.56), (0, 0.58)),
    )
    body = "".join(
        _tinted([(100, 236 - 8 * n, turn + wobble(k, 4), size) for k, (turn, size) in enumerate(row)], fill, hem)
        for n, (row, fill) in enumerate(zip(rows, (shade, green, lighter(green, 0.2), lighter(green, 0.45)), strict=True))
    )
    return mark("o", bare(frilled(112, 31, 0.68, 7, 4))) + mark("i", bare(frilled(104, 26, 0.66, 7, 4))) + mark("v", line("M0-10V-84M0-34-14-58M0-34 14-58M0-58-10-78M0-58 10-78", CREAM, 2, 0.5)) + body


def _tinted(spots: list[tuple[float, float, float, float]], fill: str, hem: str) -> str:
    return "".join(
        f'<g fill="{hem}">{stamp("o", *spot)}</g><g fill="{fill}">{stamp("i", *spot)}</g>{stamp("v", *spot)}'
        for spot in spots
    )


def cabbage(colours: Colours) -> str:
    """Draw a firm ball wrapped in broad veined leaves."""
    green, shade = petal_shades(colours)
    vein = colour_at(colours, 2, lighter(green, 0.55))
    outer = shape(frilled(96, 44, 0.62, 5, 3), shade) + line("M0-4V-84M0-22-28-50M0-22 28-50M0-46-24-72M0-46 24-72", vein, 2)
    ball = (
        dot(0, 0, 54, darker(green, 0.1))
        + shape("M-54-4C-50-40-22-56 4-54C-22-34-22 20 4 53C-34 56-56 28-54-4z", green)
        + shape("M54-6C48-42 16-60-14-52C20-40 30 16 8 53C40 50 56 26 54-6z", lighter(green, 0.14))
        + line("M-48 6Q-34-30-6-50M-34-24Q-38-4-34 20M-18-42Q-28-10-18 40M48 0Q38-36-2-50M36-26Q40 0 34 24M22-40Q34-6 20 40", vein, 1.8)
    )
    leaves = "".join(stamp("l", *spot) for spot in ((100, 226, -78, 0.95), (100, 226, 78, 0.95), (96, 226, -44, 1.15), (104, 226, 44, 1.15), (100, 226, 0, 1.3)))
    front = stamp("l", 62, 250, -52, 0.62) + stamp("l", 138, 250, 52, 0.62)
    return mark("l", outer) + leaves + place(ball, 100, 172, 0, 1.08) + front + stamp("l", 82, 256, -16, 0.5) + stamp("l", 120, 256, 20, 0.5)


def kale(colours: Colours) -> str:
    """Draw tall leaves with edges curled as tight as parsley."""
    green, shade = petal_shades(colours)
    rib = colour_at(colours, 2, lighter(green, 0.6))
    frill = (
        shape(frilled(112, 24, 0.6, 9, 6), shade)
        + shape(frilled(104, 16, 0.6, 9, 5), green)
        + line("M0 14V-86M0-30-12-42M0-30 12-42M0-52-12-64M0-52 12-64M0-72-8-82M0-72 8-82", rib, 2.4)
    )
    leaves = "".join(
        stamp("k", x, y, turn, size)
        for x, y, turn, size in ((100, 226, -72, 0.84), (100, 226, 72, 0.84), (98, 218, -44, 1.02), (102, 218, 44, 1.02), (98, 200, -18, 1.2), (104, 202, 20, 1.18), (100, 226, 0, 1.12), (94, 244, -36, 0.72), (108, 244, 38, 0.7))
    )
    return line("M100 262V200", rib, 9) + mark("k", frill) + leaves


def palm_kale(colours: Colours) -> str:
    """Draw cavolo nero: narrow, dark, blistered straps in a fountain."""
    green, shade = petal_shades(colours)
    rib = colour_at(colours, 2, lighter(green, 0.6))
    strap = (
        shape(frilled(128, 11, 0.5, 12, 1.6), green)
        + dotted_line("M-6-20Q-10-62-5-108M6-20Q10-62 5-108", lighter(green, 0.25), 3.6, 7)
        + line("M0 16V-116", rib, 2.6)
    )
    turns = ((-78, 0.8), (78, 0.8), (-58, 0.96), (58, 0.96), (-38, 1.1), (38, 1.1), (-20, 1.2), (20, 1.2), (-4, 1.26), (8, 1.12))
    leaves = "".join(stamp("s", 100, 214 - 4 * abs(n % 3), turn, size) for n, (turn, size) in enumerate(turns))
    return line("M100 262V206", shade, 11) + line("M98 262V206", rib, 4) + mark("s", strap) + leaves + stamp("s", 100, 236, -50, 0.62) + stamp("s", 100, 236, 52, 0.6)


def chard(colours: Colours) -> str:
    """Draw thick bright stalks, one colour of the recipe after the other."""
    spread = (-48, 46, -30, 30, -14, 16, 0)
    sizes = (0.86, 0.86, 1.0, 0.98, 1.08, 1.06, 1.14)
    blades = "".join(
        f'<g transform="translate({100 + turn * 0.25:.0f} 256)rotate({turn})scale({size:.2g})">{_chard_leaf(colours[n % len(colours)])}</g>'
        for n, (turn, size) in enumerate(zip(spread, sizes, strict=True))
    )
    crinkle = shape(frilled(112, 30, 0.5, 6, 3.4), darker(LEAF, 0.1)) + shape(frilled(104, 23, 0.5, 6, 3), LEAF)
    return mark("b", place(crinkle, 0, -72)) + blades


def _chard_leaf(rib: str) -> str:
    stalk = shape("M-7 0Q-5-60-2.5-166H2.5Q5-60 7 0z", rib)
    veins = line("M0-100-17-120M0-100 17-120M0-126-17-146M0-126 17-146M0-148-10-162M0-148 10-162", rib, 2.2)
    return stamp("b") + stalk + veins


def spinach(colours: Colours) -> str:
    """Draw a low rosette of smooth spoon leaves."""
    green, shade = petal_shades(colours)
    spoon_leaf = (
        line("M0 0V-44", FRESH_LEAF, 5)
        + place(leaf(78, 25, green, 0.42, 3) + line("M-14-24Q-16-38-8-52", lighter(green, 0.4), 2.2, 0.7), 0, -36)
    )
    turns = ((-74, 0.86), (74, 0.86), (-50, 1.04), (50, 1.04), (-26, 1.2), (28, 1.18), (0, 1.36), (-40, 0.74), (40, 0.74), (-14, 0.86), (16, 0.84))
    return line("M96 250H104", shade, 8) + mark("s", spoon_leaf) + "".join(stamp("s", 100, 250, turn, size) for turn, size in turns)


def broccoli(colours: Colours) -> str:
    """Draw a domed head of tight buds on a thick stalk."""
    green, shade = petal_shades(colours)
    floret = dot(0, 0, 17, shade) + dot(-1.5, -2, 14.6, green) + "".join(
        f'<circle r="{r}" stroke="{lighter(green, 0.22)}" stroke-width="3" stroke-dasharray=".1 5.6" transform="translate(-2 -3)"/>' for r in (11, 5.4)
    )
    domes = ((48, 128, 1), (152, 128, 1), (62, 98, 1.1), (138, 98, 1.1), (100, 78, 1.2), (78, 88, 1), (122, 88, 1), (76, 120, 1.15), (124, 120, 1.15), (100, 108, 1.2), (60, 142, 0.86), (140, 142, 0.86), (100, 138, 1.15), (82, 148, 0.8), (118, 148, 0.8))
    stalk = shape("M82 262Q86 206 66 150L134 150Q114 206 118 262z", mix(green, CREAM, 0.45)) + line("M90 190Q84 166 74 152M110 190Q116 166 126 152M100 200V156", mix(green, CREAM, 0.2), 3)
    leaves = "".join(stamp("l", *spot) for spot in ((92, 236, -68, 1), (108, 236, 68, 1), (94, 226, -40, 1.15), (106, 226, 40, 1.15)))
    near = stamp("l", 90, 250, -34, 0.62) + stamp("l", 112, 252, 38, 0.6)
    return mark("l", _brassica_leaf()) + leaves + stalk + mark("o", floret) + "".join(stamp("o", x, y, 0, size) for x, y, size in domes) + near


def cauliflower(colours: Colours) -> str:
    """Draw a white curd held in a ruff of leaves."""
    curd, shade = petal_shades(colours)
    puff = dot(0, 0, 13, shade) + dot(-1, -2, 11.4, curd) + line("M-5 1Q-2-6 4-3", darker(curd, 0.12), 1.3)
    spots = [(100 + x * 19 + (y % 2) * 9.5, 134 + 15 * y) for y in range(5) for x in range(-2, 3) if abs(x + (y % 2) * 0.5) * 19 < (34, 46, 50, 48, 40)[y]]
    leaves = "".join(stamp("l", *spot) for spot in ((100, 236, -64, 1.16), (100, 236, 64, 1.16), (96, 236, -36, 1.4), (104, 236, 36, 1.4), (98, 236, -10, 1.5), (104, 236, 14, 1.46)))
    near = "".join(stamp("l", *spot) for spot in ((70, 256, -44, 0.96), (130, 256, 44, 0.96), (86, 260, -14, 0.7), (116, 260, 16, 0.7)))
    return mark("l", _brassica_leaf()) + leaves + oval(100, 168, 56, 48, shade) + mark("o", puff) + "".join(stamp("o", x, y, 0, 1.1) for x, y in spots) + near


def rocket(colours: Colours) -> str:
    """Draw deeply lobed leaves and a few cream crosses."""
    green, shade = petal_shades(colours)
    lobed = shape(toothed(96, 15, 0.6, 4, 10), green) + line("M0 6V-84M0-30-9-38M0-30 9-38M0-54-9-62M0-54 9-62", lighter(green, 0.45), 1.6)
    turns = ((-70, 0.8), (70, 0.8), (-48, 1), (48, 1), (-26, 1.12), (28, 1.1), (-8, 1.2), (10, 1.0))
    cross = "".join(place(shape(spoon(14, 5), "#fdf6df"), turn=90 * n + 45) for n in range(4)) + dot(0, 0, 2.4, "#b9a34a")
    stalk = line("M100 250Q104 150 108 58M105 110Q120 96 132 92M106 90Q92 78 82 78", shade, 2.6)
    flowers = "".join(stamp("c", *spot) for spot in ((108, 54, 0, 1.2), (134, 90, 20, 1), (80, 76, 10, 1), (96, 40, 30, 0.8), (122, 48, 12, 0.8)))
    return mark("r", lobed) + mark("c", cross) + stalk + "".join(stamp("r", 100, 248, turn, size) for turn, size in turns) + flowers


def _brassica_leaf() -> str:
    ribs = line("M0 8V-62M0-16-14-32M0-16 14-32M0-36-11-52M0-36 11-52", lighter(LEAF, 0.6), 2)
    return shape(frilled(78, 23, 0.56, 5, 2.4), darker(LEAF, 0.06)) + shape(blade(66, 14, 0.56), lighter(LEAF, 0.1), 0.7) + ribs

