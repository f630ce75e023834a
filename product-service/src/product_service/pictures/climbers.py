"""Plants that lean on something, a cane, a string or the ground, and hold on with
tendrils or by winding."""

from product_service.pictures.foliage import Stem, leaf, tendril
from product_service.pictures.outlines import frilled, wavy_disc
from product_service.pictures.petals import petal_shades
from product_service.pictures.pigments import (
    CANE,
    FRESH_LEAF,
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
    painted,
    place,
    shape,
    stamp,
    stamps,
)

Colours = tuple[str, ...]


def sweet_pea(colours: Colours) -> str:
    """Draw winged flowers on a winding, tendrilled stem."""
    wing = colour_at(colours, 1, lighter(colours[0], 0.45))
    standard = colours[0]
    flower = _winged_flower(standard, wing)
    vine = curve(
        [(92, 262), (108, 226), (90, 186), (110, 146), (92, 106), (106, 66), (98, 26)]
    )
    leaves = "".join(
        stamp("d", x, y, side * 66, 0.95, side)
        for x, y, side in ((106, 222, 1), (93, 190, -1), (109, 148, 1), (93, 110, -1))
    )
    curls = "".join(
        stamp("t", x, y, turn, 1, wide)
        for x, y, turn, wide in (
            (99, 204, 10, -1),
            (101, 128, 0, 1),
            (104, 72, 10, 1),
            (98, 30, 0, -0.9),
        )
    )
    pair = stamp("l", -1, -4, -34) + stamp("l", 1, -4, 34) + line("M0 4V-14", STEM, 2)
    stalks = line(
        (
            "M106 66Q118 56 132 58M93 106Q74 92 58 94"
            "M110 148Q132 132 146 140M91 186Q70 168 52 176"
        ),
        STEM,
        2.4,
    )
    flowers = stamps(
        "f",
        ("60 50 -14 .82, 134 54 10 1.05, 48 98 -12 1.05, 150 134 14 1, 50 176 -10 .92"),
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


def _winged_flower(standard: str, wing: str) -> str:
    return (
        shape(
            "M0 8C-14 10-32-2-28-20C-25-34-8-34 0-26C8-34 25-34 28-20C32-2 14 10 0 8z",
            standard,
        )
        + line("M0-24V4M-8-26Q-14-12-6 2M8-26Q14-12 6 2", darker(standard, 0.16), 1.1)
        + shape("M0-8C-14-14-22 2-14 12C-8 18-2 14 0 10z", wing)
        + shape("M0-8C14-14 22 2 14 12C8 18 2 14 0 10z", darker(wing, 0.08))
        + shape("M0-4Q-7 6 0 15Q7 6 0-4z", lighter(wing, 0.6))
    )


def nasturtium(colours: Colours) -> str:
    """Draw round leaves like plates, and spurred flowers between them."""
    petal, shade = petal_shades(colours)
    flower = _spurred_flower(colours, petal, shade)
    plate = _plate()
    spots = (
        (54, 190, 1.15),
        (148, 198, 1.2),
        (100, 216, 1),
        (40, 132, 0.85),
        (162, 140, 0.95),
        (104, 164, 1.05),
        (70, 84, 0.72),
        (138, 62, 0.6),
    )
    flowers = (
        (98, 108, -8, 1.15),
        (52, 158, -16, 0.85),
        (150, 100, 14, 0.95),
        (130, 168, 10, 0.85),
        (62, 52, -20, 0.72),
    )
    stalks = "".join(
        Stem((100, 258), (x, y), (x - 100) * 0.3).drawn(FRESH_LEAF, 2.4)
        for x, y, *_ in (*spots, *flowers)
    )
    return (
        mark("p", bare(frilled(31, 15, 0.66, 3, 1.4)))
        + mark("r", plate)
        + mark("f", flower)
        + stalks
        + "".join(
            stamp("r", x, y, 20 * n, size) for n, (x, y, size) in enumerate(spots)
        )
        + "".join(stamp("f", *spot) for spot in flowers)
    )


def _spurred_flower(colours: Colours, petal: str, shade: str) -> str:
    throat = colour_at(colours, 2, darker(petal, 0.5))
    lines = "".join(
        place(line("M0-8V-17M-2-8-5-15M2-8 5-15", throat, 1.4), turn=t)
        for t in (-36, 36)
    )
    return (
        line("M0 0Q16 10 27 3", shade, 4.5)
        + painted(
            stamp("p", turn=-108) + stamp("p", turn=108) + stamp("p", turn=180), shade
        )
        + painted(
            stamp("p", turn=-36, scale=1.05) + stamp("p", turn=36, scale=1.05), petal
        )
        + painted(
            stamp("p", turn=-110, scale=0.86)
            + stamp("p", turn=110, scale=0.86)
            + stamp("p", turn=180, scale=0.86),
            petal,
        )
        + lines
        + dot(0, 0, 4.5, "#f2cf63")
    )


def _plate() -> str:
    spokes = "M0 0V-24M0 0 17-17M0 0 24 2M0 0 13 20M0 0-13 20M0 0-24 2M0 0-17-17"
    return (
        shape(wavy_disc(29, 9, 0.035), LEAF)
        + shape("M0-27A27 27 0 0 1 0 27z", darker(LEAF, 0.14))
        + line(spokes, lighter(LEAF, 0.5), 1.2)
        + dot(0, 0, 2.4, lighter(LEAF, 0.5))
    )
