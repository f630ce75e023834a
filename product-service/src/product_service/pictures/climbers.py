"""Plants that lean on something: a cane, a string or the ground, and hold on with
tendrils or by winding."""

from product_service.pictures.foliage import Stem, leaf, sprout, tendril
from product_service.pictures.outlines import (
    blade,
    frilled,
    rounded,
    spoon,
    wavy_disc,
)
from product_service.pictures.petals import fan, petal_shades
from product_service.pictures.pigments import (
    CANE,
    DEEP_LEAF,
    FRESH_LEAF,
    GREY_LEAF,
    LEAF,
    STEM,
    colour_at,
    darker,
    lighter,
)
from product_service.pictures.strokes import (
    bare,
    curve,
    dot,
    line,
    mark,
    oval,
    painted,
    place,
    shape,
    stamp,
    wobble,
)

Colours = tuple[str, ...]


def sweet_pea(colours: Colours) -> str:
    """Draw winged flowers on a winding, tendrilled stem."""
    wing = colour_at(colours, 1, lighter(colours[0], 0.45))
    standard = colours[0]
    flower = (
        shape("M0 8C-14 10-32-2-28-20C-25-34-8-34 0-26C8-34 25-34 28-20C32-2 14 10 0 8z", standard)
        + line("M0-24V4M-8-26Q-14-12-6 2M8-26Q14-12 6 2", darker(standard, 0.16), 1.1)
        + shape("M0-8C-14-14-22 2-14 12C-8 18-2 14 0 10z", wing)
        + shape("M0-8C14-14 22 2 14 12C8 18 2 14 0 10z", darker(wing, 0.08))
        + shape("M0-4Q-7 6 0 15Q7 6 0-4z", lighter(wing, 0.6))
    )
    vine = curve([(92, 262), (108, 226), (90, 186), (110, 146), (92, 106), (106, 66), (98, 26)])
    leaves = "".join(
        stamp("d", x, y, side * 66, 0.95, side)
        for x, y, side in ((106, 222, 1), (93, 190, -1), (109, 148, 1), (93, 110, -1))
    )
    curls = "".join(
        stamp("t", x, y, turn, 1, wide)
        for x, y, turn, wide in ((99, 204, 10, -1), (101, 128, 0, 1), (104, 72, 10, 1), (98, 30, 0, -0.9))
    )
    pair = stamp("l", -1, -4, -34) + stamp("l", 1, -4, 34) + line("M0 4V-14", STEM, 2)
    stalks = line("M106 66Q118 56 132 58M93 106Q74 92 58 94M110 148Q132 132 146 140M91 186Q70 168 52 176", STEM, 2.4)
    flowers = "".join(
        stamp("f", *spot)
        for spot in ((60, 50, -14, 0.82), (134, 54, 10, 1.05), (48, 98, -12, 1.05), (150, 134, 14, 1), (50, 176, -10, 0.92))
    )
    return (
        line("M102 262 98 18", CANE, 4.5)
        + mark("f", flower)
        + mark("l", leaf(36, 9.5, belly=0.5))
        + mark("d", pair)
        + mark("t", line(tendril(26), FRESH_LEAF, 1.6))
        + curls
        + line(vine, STEM, 3.4)
        + line("M97 34Q84 36 66 48", STEM, 2.2)
        + leaves
        + stalks
        + flowers
    )


def nasturtium(colours: Colours) -> str:
    """Draw round leaves like plates, and spurred flowers between them."""
    petal, shade = petal_shades(colours)
    throat = colour_at(colours, 2, darker(petal, 0.5))
    lines = "".join(place(line("M0-8V-17M-2-8-5-15M2-8 5-15", throat, 1.4), turn=t) for t in (-36, 36))
    flower = (
        line("M0 0Q16 10 27 3", shade, 4.5)
        + painted(stamp("p", turn=-108) + stamp("p", turn=108) + stamp("p", turn=180), shade)
        + painted(stamp("p", turn=-36, scale=1.05) + stamp("p", turn=36, scale=1.05), petal)
        + painted(stamp("p", turn=-110, scale=0.86) + stamp("p", turn=110, scale=0.86) + stamp("p", turn=180, scale=0.86), petal)
        + lines
        + dot(0, 0, 4.5, "#f2cf63")
    )
    spokes = "M0 0V-24M0 0 17-17M0 0 24 2M0 0 13 20M0 0-13 20M0 0-24 2M0 0-17-17"
    plate = (
        shape(wavy_disc(29, 9, 0.035), LEAF)
        + shape("M0-27A27 27 0 0 1 0 27z", darker(LEAF, 0.14))
        + line(spokes, lighter(LEAF, 0.5), 1.2)
        + dot(0, 0, 2.4, lighter(LEAF, 0.5))
    )
    spots = ((54, 190, 1.15), (148, 198, 1.2), (100, 216, 1), (40, 132, 0.85), (162, 140, 0.95),
             (104, 164, 1.05), (70, 84, 0.72), (138, 62, 0.6))
    flowers = ((98, 108, -8, 1.15), (52, 158, -16, 0.85), (150, 100, 14, 0.95), (130, 168, 10, 0.85), (62, 52, -20, 0.72))
    stalks = "".join(
        Stem((100, 258), (x, y), (x - 100) * 0.3).drawn(FRESH_LEAF, 2.4)
        for x, y, *_ in (*spots, *flowers)
    )
    return (
        mark("p", bare(frilled(31, 15, 0.66, 3, 1.4)))
        + mark("r", plate)
        + mark("f", flower)
        + stalks
        + "".join(stamp("r", x, y, 20 * n, size) for n, (x, y, size) in enumerate(spots))
        + "".join(stamp("f", *spot) for spot in flowers)
    )


def peas(colours: Colours) -> str:
    """Draw one open pod in front, closed ones behind, and a white flower."""
    pod, shade = petal_shades(colours)
    seed = colour_at(colours, 2, lighter(pod, 0.25))
    half = [(0.0, 0.0), (9.0, -16.0), (12.0, -48.0), (9.5, -80.0), (0.0, -98.0)]
    closed = shape(rounded(half), pod) + line("M4-12Q9-48 4-86", lighter(pod, 0.4), 2)
    closed += "".join(oval(-2, -22 - 14 * n, 6, 6.5, darker(pod, 0.1)) for n in range(5))
    beads = "".join(dot(0, -18 - 15.5 * n, (6.5, 8, 8.6, 8.4, 7)[n], seed) for n in range(5))
    shine = "".join(dot(-2.5, -20.5 - 15.5 * n, 2, lighter(seed, 0.6)) for n in range(5))
    opened = place(shape(rounded(half), shade), wide=1.35) + place(shape(rounded(half), lighter(pod, 0.5)), 0, -5, scale=0.9, wide=1.05)
    vine = curve([(88, 262), (104, 214), (90, 160), (108, 108), (94, 60), (102, 22)])
    tops = "".join(
        stamp("l", x, y, turn, size, wide)
        for x, y, turn, size, wide in (
            (102, 220, 62, 1, 1), (91, 164, -64, 1, -1), (107, 112, 60, 0.95, 1), (95, 64, -58, 0.85, -0.85), (101, 30, 30, 0.6, 0.6), (93, 180, -100, 0.7, 0.7),
        )
    )
    cap = shape("M-9 2Q-6-8 0-10Q6-8 9 2Q0-3-9 2z", LEAF) + line("M0-8V-24", STEM, 2.4)
    flower = shape("M0 8C-14 8-22-2-18-14C-12-22-4-20 0-15C4-20 12-22 18-14C22-2 14 8 0 8z", "#fffaf0") + shape("M0-6C-10-8-12 6-5 9C-2 10 2 10 5 9C12 6 10-8 0-6z", "#e9e2cf")
    return (
        mark("l", leaf(50, 17, GREY_LEAF, 0.46, 2))
        + mark("c", closed)
        + mark("k", cap)
        + line(tendril(30), FRESH_LEAF, 1.8).replace("<path", '<path transform="translate(100 30)"')
        + place(line(tendril(28), FRESH_LEAF, 1.8), 104, 214, 4, 1, -1)
        + line(vine, STEM, 3.6)
        + tops
        + place(stamp("c", 0, 0, 180) + stamp("k"), 60, 104, 12)
        + place(stamp("c", 0, 0, 180, 0.85) + stamp("k"), 152, 70, -14)
        + place(flower, 66, 44, -14)
        + place(place(opened + beads + shine, turn=180) + stamp("k", scale=1.2), 132, 132, -16)
    )


def runner_bean(colours: Colours) -> str:
    """Draw scarlet flowers and long flat pods on a pole."""
    flower, shade = petal_shades(colours)
    pod = colour_at(colours, 2, "#6f9a4b")
    bean = shape(rounded([(0, 0), (6, 8), (7, 40), (6.4, 84), (3, 104), (0, 112)]), pod)
    bean += line("M3 12Q5 50 2 98", lighter(pod, 0.4), 1.6)
    bloom = shape("M0 4C-10 6-15-4-10-11C-6-15-2-13 0-10C2-13 6-15 10-11C15-4 10 6 0 4z", flower)
    bloom += oval(0, 3, 5.5, 3.6, shade)
    spray = "".join(
        stamp("b", side * (9 - n), -13 * n, side * 20, 1 - 0.13 * n)
        for n in range(4)
        for side in (-1, 1)
    ) + stamp("b", 0, -52, 0, 0.5)
    heart = leaf(50, 23, LEAF, 0.36, 3)
    trefoil = stamp("h", 0, -4, 0) + stamp("h", 0, 0, -84, 0.82) + stamp("h", 0, 0, 84, 0.82)
    vine = curve([(92, 262), (110, 224), (88, 180), (112, 134), (90, 88), (108, 48), (100, 20)])
    return (
        line("M100 262V14", CANE, 6)
        + mark("h", heart)
        + mark("t", trefoil)
        + mark("b", bloom)
        + mark("s", line("M0 10V-52", STEM, 2) + spray)
        + mark("g", bean)
        + line(vine, STEM, 4)
        + stamp("t", 62, 112, -24, 0.82)
        + stamp("t", 146, 72, 24, 0.74)
        + stamp("t", 148, 216, 40, 0.7)
        + line("M90 88Q76 92 66 108M108 48Q122 60 142 74M110 224 144 214M108 140Q126 118 150 118M92 170Q76 158 64 164M88 180 60 176", STEM, 2.4)
        + stamp("g", 62, 142, 6)
        + stamp("g", 44, 146, 12, 0.8)
        + stamp("g", 150, 118, -6, 0.94)
        + stamp("g", 132, 122, 3, 0.74)
        + stamp("s", 134, 168, 22, 0.8)
        + stamp("s", 50, 82, -18, 0.86)
        + line("M110 134Q124 150 131 178M90 88Q66 80 53 90", STEM, 2.2)
    )


def french_bean(colours: Colours) -> str:
    """Draw a bush with slim round pods hanging below the leaves."""
    pod, shade = petal_shades(colours)
    half = [(0.0, 0.0), (4.6, 8.0), (5.0, 40.0), (4.4, 70.0), (0.0, 86.0)]
    bean = shape(rounded(half), pod) + line("M1.8 10Q3 40 1 72", lighter(pod, 0.5), 1.5)
    bean += shape("M-5 6Q0-8 5 6Q0 1-5 6z", LEAF)
    trefoil = stamp("h", 0, -4, 0) + stamp("h", 0, 0, -84, 0.8) + stamp("h", 0, 0, 84, 0.8)
    stems = (Stem((100, 260), (100, 92), 4), Stem((99, 250), (50, 124), -18), Stem((101, 250), (152, 120), 18))
    hung = ((72, 132, 14, 1), (88, 128, 4, 1.08), (108, 126, -3, 1.12), (126, 132, -12, 1), (48, 146, 16, 0.8), (154, 146, -14, 0.82))
    flower = shape("M0 6C-12 8-18-4-12-12C-7-17-2-15 0-11C2-15 7-17 12-12C18-4 12 8 0 6z", "#f3e6ef")
    flower += oval(0, 4, 6, 4.5, "#d9b3cf")
    return (
        mark("h", leaf(50, 24, LEAF, 0.36, 3))
        + mark("t", trefoil)
        + mark("g", bean)
        + "".join(stem.drawn(width=3.6) for stem in stems)
        + "".join(stamp("g", *spot) for spot in hung)
        + place(painted("", shade) + flower, 128, 46, 10)
        + stamp("t", 48, 128, -30, 0.95)
        + stamp("t", 154, 126, 30, 0.95)
        + stamp("t", 100, 92, 0, 1.15)
        + place(flower, 74, 42, -14, 0.9)
    )


def broad_bean(colours: Colours) -> str:
    """Draw fat upright pods and white flowers with a black eye, on a square stem."""
    pod, shade = petal_shades(colours)
    body = shape(rounded([(0, 0), (9, -8), (11, -36), (9, -62), (0, -78)]), pod)
    bumps = "".join(oval(1, -18 - 15 * n, 6.5, 6, lighter(pod, 0.16)) for n in range(4))
    body += bumps + line("M0-78V-84M-8-14Q-10-36-7-58", shade, 1.8)
    flower = shape("M0 0C-12-2-15-18-6-22C0-24 6-22 8-20C15-16 12-2 0 0z", "#fffaf0")
    flower += oval(-1, -9, 4, 5, "#33272f")
    stem = Stem((100, 262), (102, 34), 4)
    leaves = "".join(
        sprout("l", stem, part, turn, size)
        for part, turn, size in (
            (0.1, -72, 1), (0.16, 70, 1), (0.34, -66, 0.95), (0.42, 62, 0.95),
            (0.62, -58, 0.85), (0.68, 56, 0.8), (0.86, -40, 0.7), (0.9, 38, 0.65), (0.99, 0, 0.6),
        )
    )
    pods = "".join(
        sprout("p", stem, part, turn, size)
        for part, turn, size in ((0.2, -38, 1.02), (0.22, 34, 1), (0.44, -32, 0.84), (0.48, 28, 0.8))
    )
    flowers = "".join(
        sprout("f", stem, part, turn, size)
        for part, turn, size in ((0.74, -60, 1), (0.74, 60, 1), (0.8, -34, 0.9), (0.8, 34, 0.9), (0.7, -96, 0.9), (0.7, 98, 0.9))
    )
    return (
        mark("l", leaf(62, 17, GREY_LEAF, 0.5, 3))
        + mark("p", body)
        + mark("f", flower)
        + stem.drawn("#7f9a6b", 7)
        + leaves
        + pods
        + flowers
    )
