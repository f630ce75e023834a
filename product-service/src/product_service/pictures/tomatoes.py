"""Tomatoes come in more shapes than any other packet on the shelf, so they share one
leaf and one calyx."""

from product_service.pictures.foliage import Stem, sprouts
from product_service.pictures.outlines import blade, rounded, toothed
from product_service.pictures.petals import fan, petal_shades, ring
from product_service.pictures.pigments import (
    DEEP_LEAF,
    FRESH_LEAF,
    LEAF,
    STEM,
    darker,
    lighter,
    mix,
)
from product_service.pictures.strokes import (
    bare,
    dot,
    line,
    mark,
    oval,
    place,
    points,
    shape,
    stamp,
    stamps,
)

Colours = tuple[str, ...]


def tomato(colours: Colours) -> str:
    """Draw three round tomatoes on the vine."""
    skin, shade = petal_shades(colours)
    stem = Stem((106, 262), (92, 18), -14)
    arms = (
        Stem((100, 82), (66, 92), -4),
        Stem((98, 120), (136, 136), 6),
        Stem((100, 172), (78, 178), -4),
    )
    art = _vine_marks() + mark("t", _round_fruit(skin, shade)) + stem.drawn(width=5)
    art += "".join(arm.drawn(width=3.4) for arm in arms)
    leaves = sprouts(
        "v", stem, ".16 66 .9, .42 62 .78, .76 58 1, .84 -62 .8, .3 -74 .7"
    )
    return (
        art
        + leaves
        + stamp("t", 62, 122, -6, 0.94)
        + stamp("t", 138, 166, 5, 1.04)
        + stamp("t", 74, 206, -3, 0.86)
    )


def beefsteak_tomato(colours: Colours) -> str:
    """Draw one broad ribbed tomato and a smaller one behind it."""
    skin, shade = petal_shades(colours)
    fruit = (
        shape(
            (
                "M0-34C16-44 34-40 44-28C60-20 62 6 54 20C46 40 20 44 0 42"
                "C-20 44-46 40-54 20C-62 6-60-20-44-28C-34-40-16-44 0-34z"
            ),
            shade,
        )
        + shape(
            (
                "M-2-33C14-42 30-38 39-27C52-20 54 4 47 17C40 34 18 38-2 37"
                "C-20 38-43 35-50 18C-57 5-55-18-42-26C-33-38-16-41-2-33z"
            ),
            skin,
        )
        + line(
            "M-14-34Q-34-8-24 32M12-36Q30-6 22 34M-34-28Q-50-6-44 20M34-28Q46-4 40 22",
            shade,
            2,
            0.7,
        )
        + line("M-44-8Q-42-20-34-24", lighter(skin, 0.7), 4)
        + place(ring("s", 7, DEEP_LEAF), 0, -31, 0, 1.3)
        + line("M0-31Q2-42-2-50", STEM, 4.5)
    )
    stem = Stem((112, 262), (96, 44), -10)
    leaves = sprouts(
        "v", stem, ".14 68 .8, .66 -64 1, .74 62 1.02, .9 -54 .74, .94 48 .7"
    )
    return (
        _vine_marks()
        + mark("b", fruit)
        + stem.drawn(width=5.5)
        + leaves
        + line("M100 92Q84 100 78 116M104 136Q128 128 138 150", STEM, 4)
        + stamp("b", 142, 192, 8, 0.7)
        + stamp("b", 80, 160, -4, 1.1)
    )


def cherry_tomato(colours: Colours) -> str:
    """Draw a long truss, ripe at the top and green at the end."""
    skin, shade = petal_shades(colours)
    truss = Stem((110, 70), (92, 222), 22)
    stem = Stem((128, 262), (108, 36), 10)
    fruit = "".join(
        _truss_fruit(
            truss,
            0.08 + 0.105 * n,
            (-1) ** n,
            mix(skin, "#a9b84d", max(0.0, (n - 4) / 4.6)),
            1 - 0.055 * n,
        )
        for n in reversed(range(9))
    )
    leaves = sprouts("v", stem, ".3 58 .8, .62 56 .9, .84 -60 .95, .9 52 .86")
    return _vine_marks() + stem.drawn(width=5) + leaves + truss.drawn(STEM, 3.4) + fruit


def _vine_marks() -> str:
    leaflet = shape(toothed(40, 13, 0.42, 4, 3), LEAF, rim=darker(LEAF, 0.3))
    leaflet += line("M0 0V-32", FRESH_LEAF, 1.1)
    spray = line("M0 0V-34", STEM, 2.4) + stamps(
        "o", "0 -14 -66 .62, 0 -14 66 .62, 0 -30 -52 .76, 0 -30 52 .76, 0 -32 0 .95"
    )
    return mark("s", bare(blade(19, 4))) + mark("o", leaflet) + mark("v", spray)


def _round_fruit(skin: str, shade: str) -> str:
    outline = rounded(points("0,-34 20,-33 40,-10 36,16 18,33 0,35"))
    return (
        shape(outline, shade)
        + place(shape(outline, skin), -3, -1.5, 0, 0.93, 0.9)
        + line("M-27-8Q-24-20-13-25", lighter(skin, 0.75), 4.4)
        + place(ring("s", 5, DEEP_LEAF, 36), 0, -31)
        + line("M0-31Q1-38-1-44", STEM, 4)
    )


def _truss_fruit(truss: Stem, part: float, side: int, fill: str, size: float) -> str:
    x, y = truss.at(part)
    across, down = x + side * 23 * size, y + 10
    radius = 17.5 * size
    return (
        line(
            f"M{x:.0f} {y:.0f}Q{across:.0f} {y - 6:.0f} {across:.0f} {down:.0f}",
            STEM,
            2.4,
        )
        + dot(across, down + radius * 0.8, radius, darker(fill, 0.16))
        + dot(across - 1.4, down + radius * 0.8 - 1, radius * 0.9, fill)
        + oval(across - radius * 0.42, down + radius * 0.4, 3, 2.2, lighter(fill, 0.75))
        + place(fan("s", 3, DEEP_LEAF, 110, 250, 0.66), across, down - 2)
    )
