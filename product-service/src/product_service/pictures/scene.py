"""Every plant stands in the same small landscape: paper, a pale sun and the soil,
so that different drawings make one shelf of packets."""

from html import escape

from product_service.pictures.pigments import EARTH, darker, lighter, mix
from product_service.pictures.strokes import curve, dot, oval, place, short, wobble

WIDTH = 200
HEIGHT = 272
SOIL_LINE = 240.0


def landscape(art: str, ground: str, label: str, soil: float, *, buried: bool) -> str:
    """Set a drawing in its landscape; a buried one shows in a cut through the soil."""
    soil_art = _soil(ground, soil)
    # Plants are drawn for the usual soil line; low ones are lifted with the soil.
    lifted = art if soil == SOIL_LINE else place(art, 0, soil - SOIL_LINE)
    layers = [soil_art, art] if buried else [lifted, soil_art]
    return sheet(_paper(ground, soil) + "".join(layers), label)


def sheet(art: str, label: str) -> str:
    """Wrap art in the svg element with its label."""
    readable = "".join(letter for letter in label if letter.isprintable())
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}"'
        f' role="img" aria-label="{escape(readable)}" fill="none"'
        f' stroke-linecap="round" stroke-linejoin="round">{art}</svg>'
    )


def _paper(ground: str, soil: float) -> str:
    sheet_of_paper = f'<path d="M0 0h{WIDTH}v{HEIGHT}H0z" fill="{ground}"/>'
    middle = max(88, min(112, soil - 62))
    return sheet_of_paper + dot(100, middle, 84, lighter(ground, 0.55))


def _soil(ground: str, soil: float) -> str:
    earth = mix(ground, EARTH, 0.62)
    top = [(0, soil + 3), (38, soil - 1), (84, soil + 2), (140, soil - 2)]
    ridge = curve([*top, (200, soil + 2)])
    crumbs = "".join(
        oval(
            18 + step * 26,
            soil + 9 + (HEIGHT - soil - 16) * (0.5 + wobble(step, 0.5)),
            2.4 + wobble(step + 3, 0.9),
            1.7,
            darker(earth, 0.25) if step % 2 else lighter(earth, 0.22),
        )
        for step in range(7)
    )
    body = f'<path d="{ridge}V{HEIGHT}H0V{short(soil)}" fill="{earth}"/>'
    return body + crumbs
