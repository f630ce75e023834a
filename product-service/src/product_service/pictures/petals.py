"""Most flowers are petals set round an eye; only the petal and the count differ."""

from math import cos, radians, sin

from product_service.pictures.pigments import darker
from product_service.pictures.strokes import (
    dot,
    dotted_circle,
    painted,
    stamp,
    wobble,
)


def ring(
    name: str,
    count: int,
    fill: str,
    turn: float = 0,
    scale: float = 1,
    sway: float = 2.5,
) -> str:
    """Set a petal mark in a full circle, each one a little off, as in nature."""
    return fan(name, count, fill, turn, turn + 360 * (count - 1) / count, scale, sway)


def fan(
    name: str,
    count: int,
    fill: str,
    start: float,
    end: float,
    scale: float = 1,
    sway: float = 2.5,
) -> str:
    """Set a petal mark over part of a circle."""
    step = (end - start) / max(1, count - 1)
    petals = "".join(
        stamp(
            name,
            turn=start + step * place + wobble(place, sway),
            scale=scale * (1 + wobble(place + 5, 0.05)),
        )
        for place in range(count)
    )
    return painted(petals, fill, darker(fill, 0.2))


def seeded_eye(radius: float, colour: str, seeds: str, rows: int = 4) -> str:
    """Draw the eye of a daisy with rows of seeds in it."""
    rings = "".join(
        dotted_circle(radius * row / (rows + 0.3), seeds, radius * 0.13 + 0.4, 4.2)
        for row in range(1, rows + 1)
    )
    return dot(0, 0, radius, colour) + rings


def stamens(count: int, reach: float, colour: str, radius: float = 1.4) -> str:
    """Scatter a wreath of stamens round the middle of a flower."""
    spots = [(360 * step / count, reach + wobble(step, 1.5)) for step in range(count)]
    return "".join(
        dot(far * sin(radians(turn)), far * cos(radians(turn)), radius, colour)
        for turn, far in spots
    )


def petal_shades(colours: tuple[str, ...]) -> tuple[str, str]:
    """Take the petal colour and its shade, which the recipe may name itself."""
    main = colours[0]
    return main, colours[1] if len(colours) > 1 else darker(main)
