"""The pen of all drawings: numbers, curves and marks as short SVG text, so that a
drawing stays small enough to be sent with every page."""

from collections.abc import Sequence

Point = tuple[float, float]

GOLDEN = 0.618034


def short(value: float) -> str:
    """Write a number with one decimal and nothing superfluous."""
    text = f"{value:.1f}".rstrip("0").rstrip(".")
    if text in {"-0", "0"}:
        return "0"
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text


def numbers(*values: float) -> str:
    """Write numbers one after another; a minus sign separates as well as a space."""
    return " ".join(short(value) for value in values).replace(" -", "-")


def points(text: str) -> list[Point]:
    """Read an outline in the notation of SVG: "0,0 14,-2 19,-30"."""
    pairs = (pair.split(",") for pair in text.split())
    return [(float(x), float(y)) for x, y in pairs]


def rows(text: str) -> list[list[float]]:
    """Read a small table: commas between rows, spaces between numbers."""
    return [[float(number) for number in row.split()] for row in text.split(",")]


def wobble(step: int, size: float = 1.0) -> float:
    """Give the small irregularity of a hand, the same one every time."""
    # The golden section never repeats closely, and needs no random generator.
    return size * (2 * ((step * GOLDEN + 0.31) % 1) - 1)


def curve(points: Sequence[Point]) -> str:
    """Draw one smooth open line through the points."""
    return _through([points[0], *points, points[-1]])


def loop(points: Sequence[Point]) -> str:
    """Draw one smooth closed line through the points."""
    return _through([points[-1], *points, points[0], points[1]]) + "z"


def polygon(points: Sequence[Point]) -> str:
    """Draw straight lines through the points and close them."""
    return "M" + "L".join(numbers(x, y) for x, y in points) + "z"


def shape(path: str, fill: str, opacity: float = 1, rim: str = "") -> str:
    """Fill a path with one colour, perhaps with a fine rim of another."""
    return f'<path d="{path}" fill="{fill}"{_rim(rim)}{_faint(opacity)}/>'


def bare(path: str) -> str:
    """Keep a path without a colour, to be given one by `painted`."""
    return f'<path d="{path}"/>'


def line(path: str, colour: str, width: float = 1.5, opacity: float = 1) -> str:
    """Draw along a path with a round pen."""
    pen = f'stroke="{colour}" stroke-width="{short(width)}"{_faint(opacity)}'
    return f'<path d="{path}" {pen}/>'


def dot(x: float, y: float, radius: float, fill: str) -> str:
    """Set a round dot."""
    centre = _centre(x, y)
    return f'<circle {centre}r="{short(radius)}" fill="{fill}"/>'


def oval(x: float, y: float, wide: float, high: float, fill: str) -> str:
    """Set an upright or lying oval, given its two radii."""
    radii = f'rx="{short(wide)}" ry="{short(high)}"'
    return f'<ellipse {_centre(x, y)}{radii} fill="{fill}"/>'


def dotted_circle(radius: float, colour: str, width: float, gap: float) -> str:
    """Lay a ring of dots, one short element instead of thirty."""
    pen = f'stroke="{colour}" stroke-width="{short(width)}"'
    return f'<circle r="{short(radius)}" {pen} stroke-dasharray=".1 {short(gap)}"/>'


def dotted_line(path: str, colour: str, width: float, gap: float) -> str:
    """Lay a row of dots along a path."""
    pen = f'stroke="{colour}" stroke-width="{short(width)}"'
    return f'<path d="{path}" {pen} stroke-dasharray=".1 {short(gap)}"/>'


def mark(name: str, art: str) -> str:
    """Keep a piece of art under a name, to be stamped later."""
    return f'<defs><g id="{name}">{art}</g></defs>'


def stamp(
    name: str,
    x: float = 0,
    y: float = 0,
    turn: float = 0,
    scale: float = 1,
    wide: float | None = None,
) -> str:
    """Print a mark once more, moved, turned, and scaled; negative `wide` mirrors."""
    moved = _transform(x, y, turn, scale, wide)
    return f'<use href="#{name}"{moved}/>'


def stamps(name: str, table: str) -> str:
    """Print a mark once for each row of x, y, turn and scale."""
    return "".join(stamp(name, *spot) for spot in rows(table))


def place(
    art: str,
    x: float = 0,
    y: float = 0,
    turn: float = 0,
    scale: float = 1,
    wide: float | None = None,
) -> str:
    """Put a piece of art somewhere, moved, turned, and scaled."""
    return f"<g{_transform(x, y, turn, scale, wide)}>{art}</g>"


def painted(art: str, fill: str, rim: str = "") -> str:
    """Give one colour, and perhaps a fine rim, to marks that have none of their own."""
    return f'<g fill="{fill}"{_rim(rim)}>{art}</g>'


def _through(knots: Sequence[Point]) -> str:
    # Each step is written relative to the rounded pen, so rounding never adds up.
    pen = _rounded(knots[1])
    text = f"M{numbers(*pen)}"
    for before, start, end, after in zip(
        knots, knots[1:], knots[2:], knots[3:], strict=False
    ):
        leave = _handle(start, before, end, 1)
        arrive = _handle(end, start, after, -1)
        steps = [leave, arrive, end]
        text += "c" + numbers(
            *(side - pen[i] for p in steps for i, side in enumerate(p))
        )
        pen = _rounded(
            (pen[0] + round(end[0] - pen[0], 1), pen[1] + round(end[1] - pen[1], 1))
        )
    return text


def _handle(knot: Point, before: Point, after: Point, way: int) -> Point:
    return (
        knot[0] + way * (after[0] - before[0]) / 6,
        knot[1] + way * (after[1] - before[1]) / 6,
    )


def _rounded(point: Point) -> Point:
    return round(point[0], 1), round(point[1], 1)


def _centre(x: float, y: float) -> str:
    across = f'cx="{short(x)}" ' if short(x) != "0" else ""
    down = f'cy="{short(y)}" ' if short(y) != "0" else ""
    return across + down


def _rim(colour: str) -> str:
    # A hairline keeps overlapping leaves of one colour apart, as an engraver would.
    return f' stroke="{colour}" stroke-width=".8"' if colour else ""


def _faint(opacity: float) -> str:
    return f' opacity="{opacity:g}"' if opacity < 1 else ""


def _transform(
    x: float, y: float, turn: float, scale: float, wide: float | None
) -> str:
    text = f"translate({numbers(x, y)})" if x or y else ""
    text += f"rotate({short(turn)})" if turn else ""
    if wide is not None:
        text += f"scale({wide:.2g} {scale:.2g})"
    elif scale != 1:
        text += f"scale({scale:.2g})"
    return f' transform="{text}"' if text else ""
