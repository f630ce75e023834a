"""Which faults befall the shop and when, drawn from a seed before it opens."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from testing.resilience.storms.network_links import (
    ORDERS_TO_PAYMENTS,
    ORDERS_TO_PRODUCTS,
    ORDERS_TO_USERS,
    PRODUCTS_TO_USERS,
    SHOPPERS_TO_ORDERS,
    Link,
)
from testing.resilience.storms.proxy_modes import STORM_MODES, ProxyMode


class FaultKind(StrEnum):
    """What can happen to a process, or to a link."""

    KILL = "kill -9, a whole application"
    KILL_WORKER = "kill -9, one worker"
    KILL_AT_POINT = "kill -9 at a named point"
    FREEZE = "freeze"
    RESTART = "stop and start"
    LINK = "link"


# How often each comes in one round. Every round has every fault, in another order.
_ROUND = {
    FaultKind.KILL: 6,
    FaultKind.KILL_WORKER: 8,
    FaultKind.KILL_AT_POINT: 6,
    FaultKind.FREEZE: 2,
    FaultKind.RESTART: 2,
    FaultKind.LINK: len(STORM_MODES),
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
# Orders do not depend on the calls of the storefront.
_TROUBLED = (*_BUSY, ORDERS_TO_USERS, PRODUCTS_TO_USERS)


@dataclass(frozen=True)
class ScheduledFault:
    """One fault at one moment: whom it hits, and how long it lasts."""

    at: float
    kind: FaultKind
    victim: str
    seconds: float = 0.0
    mode: ProxyMode = ProxyMode.PASS
    link: Link | None = None
    choice: float = 0.0

    @property
    def name(self) -> str:
        """How the report calls it."""
        return f"link: {self.mode}" if self.kind == FaultKind.LINK else str(self.kind)


def schedule(
    seed: int, seconds: float, failpoints: Sequence[str], per_second: float
) -> list[ScheduledFault]:
    """Draw the faults of a whole run; the same seed draws the same ones."""
    dice = random.Random(f"faults/{seed}")  # noqa: S311 (repeats a run)
    kinds = _rounds(dice)
    names = _shuffled(dice, failpoints)
    faults, at = [], 1.0
    while at < seconds:
        faults.append(_drawn(dice, at, next(kinds), names))
        at += dice.uniform(0.4, 1.6) / per_second
    return faults


def _rounds(dice: random.Random) -> Iterator[tuple[FaultKind, ProxyMode]]:
    cards: list[tuple[FaultKind, ProxyMode]] = [
        (kind, ProxyMode.PASS)
        for kind, times in _ROUND.items()
        if kind != FaultKind.LINK
        for _ in range(times)
    ]
    cards += [(FaultKind.LINK, mode) for mode in STORM_MODES]
    while True:
        yield from dice.sample(cards, len(cards))


def _shuffled(dice: random.Random, failpoints: Sequence[str]) -> Iterator[str]:
    """Name the failpoints in turn, so that none is left out for long."""
    while True:
        yield from dice.sample(list(failpoints), len(failpoints))


def _drawn(
    dice: random.Random,
    at: float,
    card: tuple[FaultKind, ProxyMode],
    failpoints: Iterator[str],
) -> ScheduledFault:
    kind, mode = card
    lasting = dice.uniform(0.3, 2.0)
    match kind:
        case FaultKind.LINK:
            link = dice.choice(_BUSY if dice.random() < 0.8 else _TROUBLED)
            return ScheduledFault(at, kind, str(link), lasting, mode, link)
        case FaultKind.KILL_AT_POINT:
            return ScheduledFault(at, kind, next(failpoints))
        case FaultKind.KILL_WORKER:
            weights = [VICTIMS[name] for name in _SERVERS]
            victim = dice.choices(_SERVERS, weights)[0]
            return ScheduledFault(at, kind, victim, choice=dice.random())
        case _:
            victim = dice.choices(list(VICTIMS), list(VICTIMS.values()))[0]
            return ScheduledFault(at, kind, victim, lasting)
