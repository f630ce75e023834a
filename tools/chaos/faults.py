"""Which faults befall the shop and when, drawn from a seed before it opens."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from tools.chaos.arrows import (
    ARROWS,
    FRONTEND_TO_PRODUCTS,
    ORDERS_TO_PAYMENTS,
    ORDERS_TO_PRODUCTS,
    SHOPPERS_TO_ORDERS,
    Arrow,
)
from tools.chaos.modes import TROUBLES, Mode


class Fault(StrEnum):
    """What can happen to a process, or to a line."""

    KILL = "kill -9, a whole application"
    KILL_WORKER = "kill -9, one worker"
    KILL_AT_POINT = "kill -9 at a named point"
    FREEZE = "freeze"
    RESTART = "stop and start"
    LINE = "line"


# How often each comes in one round. Every round has every fault, in another order.
_ROUND = {
    Fault.KILL: 6,
    Fault.KILL_WORKER: 8,
    Fault.KILL_AT_POINT: 6,
    Fault.FREEZE: 2,
    Fault.RESTART: 2,
    Fault.LINE: len(TROUBLES),
}
# Who is struck how often: the storefront and the accounts matter less to an order.
VICTIMS = {
    "order-service": 5,
    "product-service": 4,
    "payment-sandbox": 4,
    "order-sweeper": 3,
    "stock-sweeper": 2,
    "user-service": 1,
    "frontend": 1,
}
# What has workers of its own that can be killed by themselves.
_SERVERS = tuple(name for name in VICTIMS if not name.endswith("-sweeper"))
_BUSY = (SHOPPERS_TO_ORDERS, ORDERS_TO_PRODUCTS, ORDERS_TO_PAYMENTS)
_TROUBLED = tuple(arrow for arrow in ARROWS if arrow != FRONTEND_TO_PRODUCTS)


@dataclass(frozen=True)
class Strike:
    """One fault at one moment: whom it hits, and how long it lasts."""

    at: float
    fault: Fault
    victim: str
    seconds: float = 0.0
    mode: Mode = Mode.PASS
    arrow: Arrow | None = None
    choice: float = 0.0

    @property
    def name(self) -> str:
        """How the report calls it."""
        return f"line: {self.mode}" if self.fault == Fault.LINE else str(self.fault)


def schedule(
    seed: int, seconds: float, points: Sequence[str], per_second: float
) -> list[Strike]:
    """Draw the faults of a whole run; the same seed draws the same ones."""
    dice = random.Random(f"faults/{seed}")  # noqa: S311 (repeats a run)
    faults = _rounds(dice)
    upcoming = _decks(dice, points)
    strikes, at = [], 1.0
    while at < seconds:
        strikes.append(_strike(dice, at, next(faults), upcoming))
        at += dice.uniform(0.4, 1.6) / per_second
    return strikes


def _rounds(dice: random.Random) -> Iterator[tuple[Fault, Mode]]:
    cards: list[tuple[Fault, Mode]] = [
        (fault, Mode.PASS)
        for fault, times in _ROUND.items()
        if fault != Fault.LINE
        for _ in range(times)
    ]
    cards += [(Fault.LINE, mode) for mode in TROUBLES]
    while True:
        yield from dice.sample(cards, len(cards))


def _decks(dice: random.Random, points: Sequence[str]) -> Iterator[str]:
    """Name the points in turn, so that none is left out for long."""
    while True:
        yield from dice.sample(list(points), len(points))


def _strike(
    dice: random.Random,
    at: float,
    card: tuple[Fault, Mode],
    points: Iterator[str],
) -> Strike:
    fault, mode = card
    lasting = dice.uniform(0.3, 2.0)
    match fault:
        case Fault.LINE:
            arrow = dice.choice(_BUSY if dice.random() < 0.8 else _TROUBLED)
            return Strike(at, fault, str(arrow), lasting, mode, arrow)
        case Fault.KILL_AT_POINT:
            return Strike(at, fault, next(points))
        case Fault.KILL_WORKER:
            weights = [VICTIMS[name] for name in _SERVERS]
            victim = dice.choices(_SERVERS, weights)[0]
            return Strike(at, fault, victim, choice=dice.random())
        case _:
            victim = dice.choices(list(VICTIMS), list(VICTIMS.values()))[0]
            return Strike(at, fault, victim, lasting)
