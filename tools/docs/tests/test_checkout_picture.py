"""The picture of the checkout shows the states and the ways of the code."""

import re

from order_service import states
from order_service.states import OrderState
from tools.applications import ROOT

PICTURE = (ROOT / "docs" / "why" / "checkout.svg").read_text("utf-8")
WORD = re.compile(r"[A-Z]+")


def ways_of_the_code() -> set[tuple[str, str]]:
    """Read the drawing in the docstring of `order_service.states`."""
    lines = str(states.__doc__).splitlines()
    (main,) = [line for line in lines if line.startswith("PENDING")]
    (below,) = [line for line in lines if line.strip().startswith("└")]
    (refund,) = [line for line in lines if line.startswith("PAID")]
    spans = [(word.start(), word.end(), word[0]) for word in WORD.finditer(main)]
    leaving = [at for at, sign in enumerate(below) if sign in "└┴"]
    given_up = {
        name for begin, end, name in spans for at in leaving if begin <= at < end
    }
    rows = [WORD.findall(line) for line in (main, below, refund)]
    along = {pair for row in rows for pair in zip(row, row[1:], strict=False)}
    return along | {(name, rows[1][0]) for name in given_up}


def test_picture_shows_every_state() -> None:
    shown = re.findall(r'data-state="(\w+)"', PICTURE)

    assert sorted(shown) == sorted(state.name for state in OrderState)


def test_picture_shows_every_way() -> None:
    shown = {tuple(way.split()) for way in re.findall(r'data-way="([^"]+)"', PICTURE)}

    assert shown == ways_of_the_code()
    assert ("PENDING", "FAILING") in shown
