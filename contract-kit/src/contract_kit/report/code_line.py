"""A line of code to be read, and what may stand in it besides the example."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Token:
    """A piece of a line, with the kind that gives it its colour."""

    kind: str
    text: str


@dataclass(frozen=True)
class Line:
    """A line at some depth; `accepts` says in words what else may stand there."""

    depth: int
    tokens: tuple[Token, ...] = ()
    accepts: str = ""


def line(depth: int, *pieces: tuple[str, str], accepts: str = "") -> Line:
    """Make a line of pieces, each a kind and a text."""
    return Line(
        depth, tuple(Token(kind, text) for kind, text in pieces if text), accepts
    )
