"""Contracts to draw, findings about them, and what is read of a drawing."""

from xml.etree import ElementTree

from contract_kit.report import (
    picture,
)

from ..example_interactions import body, make_interaction

HOUSE = [
    ("kiosk", "tea-house"),
    ("kiosk", "till"),
    ("shop-window", "cellar"),
    ("shop-window", "tea-house"),
    ("shop-window", "till"),
    ("tea-house", "cellar"),
    ("till", "cellar"),
    ("till", "tea-house"),
]


def drawn(interactions):
    return ElementTree.fromstring(picture(interactions))  # noqa: S314 (our own)


def words(lines):
    return {
        "".join(token.text for token in line.tokens).strip(): line.accepts
        for line in lines
    }


TEAPOTS = [["/teapots/<int:id>", "GET"]]


def teapots(*consumers):
    teapot = body({"price": "12.00"})
    return [
        make_interaction({"path": f"/teapots/{n}"}, teapot, consumer=consumer)
        for n, consumer in enumerate(consumers)
    ]


def tried(*read, free=()):
    """Findings about the price of a teapot."""
    return {
        "calls": [
            {
                "provider": "tea-house",
                "call": "GET /teapots/<int:id>",
                "status": 200,
                "read": [{"field": "$.price", "readers": list(read)}],
                "free": list(free),
            }
        ],
        "routes": {"tea-house": {"routes": TEAPOTS, "converters": {}}},
    }


def reading(consumer, needed=(), shown=()):
    return {"consumer": consumer, "needed": needed, "shown": shown}
