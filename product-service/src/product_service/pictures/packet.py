"""A product without a drawing still deserves a picture: the packet it is sold in,
with its initial, in colours that always stay the same for the same name."""

from hashlib import sha256
from html import escape

from product_service.pictures.foliage import leaf
from product_service.pictures.pigments import CREAM, INK, darker, lighter, mix
from product_service.pictures.scene import sheet
from product_service.pictures.strokes import (
    dotted_line,
    line,
    mark,
    oval,
    place,
    shape,
    stamp,
)

PAPERS = ("#c8553d", "#3f6f8f", "#7a8f3c", "#b5803a", "#7c5a8c", "#3f7a63", "#a8546e")


def draw_packet(name: str) -> str:
    """Draw a closed seed packet bearing the initial of the name."""
    number = sha256(name.encode("utf-8", "replace")).digest()
    paper = PAPERS[number[0] % len(PAPERS)]
    accent = PAPERS[(number[0] + 1 + number[1] % (len(PAPERS) - 1)) % len(PAPERS)]
    ground = lighter(mix(paper, CREAM, 0.72), 0.2)
    art = (
        f'<path d="M0 0h200v272H0z" fill="{ground}"/>'
        + oval(100, 246, 70, 9, darker(ground, 0.18))
        + place(_envelope(paper, accent) + _initial(name, paper), 100, 136, -3)
    )
    return sheet(art, name)


def initial_of(name: str) -> str:
    """Find the letter that stands for a name on its packet."""
    letters = [letter for letter in name if letter.isalnum()]
    return letters[0].upper()[:1] if letters else "?"


def _envelope(paper: str, accent: str) -> str:
    fold = darker(paper, 0.25)
    return (
        shape("M-62-106H62V104q0 4-4 4H-58q-4 0-4-4z", paper)
        + shape("M-62-106H62L56-84H-56z", fold)
        + dotted_line("M-50-95H50", lighter(paper, 0.4), 1.6, 5)
        + shape("M-48-66H48V90H-48z", CREAM)
        + line("M-43-61H43V85H-43z", accent, 1.2)
        + _sprig(accent)
    )


def _sprig(accent: str) -> str:
    leaves = "".join(
        stamp("l", side * (8 + 11 * step), 72 - 5 * step, side * (58 - 9 * step), size)
        for side in (-1, 1)
        for step, size in ((0, 1.0), (1, 0.85), (2, 0.7))
    )
    stalk = line("M-36 58Q-18 74 0 74Q18 74 36 58", "#5a7c48", 2)
    berries = oval(0, 70, 4, 5, accent)
    return mark("l", leaf(22, 6)) + stalk + leaves + berries


def _initial(name: str, paper: str) -> str:
    ink = mix(paper, INK, 0.45)
    return (
        f'<text y="28" text-anchor="middle" font-family="Georgia,serif"'
        f' font-size="80" fill="{ink}">{escape(initial_of(name))}</text>'
    )
