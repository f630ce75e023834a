"""The ways in which a service can be lost, and how long a shopper may wait in each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from signal import SIGCONT, SIGSTOP

from tools.chaos.arrows import BETWEEN_APPLICATIONS
from tools.chaos.modes import Mode
from tools.chaos.stage import Stage
from tools.outages.locks import locked
from tools.outages.pretences import BROKEN, NONSENSE
from tools.outages.sights import DATABASE, SESSIONS
from tools.outages.store import Store

SERVICES = ("user-service", "product-service", "order-service", "payment-sandbox")
# Whatever can be lost: the services, and where the storefront keeps its sessions.
PARTS = (*SERVICES, SESSIONS)


class Kind(StrEnum):
    """What becomes of a service, in the words of the table."""

    DOWN = "down"
    FROZEN = "frozen"
    BROKEN = "answers 500"
    NONSENSE = "answers nonsense"
    SLOW = "slow, 3 s"
    LOCKED = "database locked"


@dataclass(frozen=True)
class Bounds:
    """The seconds that a shopper may wait, by what the service is to the page."""

    # Less than the patience of one call: a page that waits for nothing stays below.
    unasked: float
    optional: float
    needed: float


_AT_ONCE = Bounds(unasked=0.8, optional=2.0, needed=2.0)
_WAYS_TO_HANG = (Kind.FROZEN, Kind.SLOW, Kind.LOCKED)
# The checkout and a password may take three seconds, and then one more call.
_HANGING = Bounds(unasked=0.8, optional=3.0, needed=4.5)


@dataclass(frozen=True)
class Fault:
    """One service, lost in one way; nonsense comes in several kinds."""

    service: str
    kind: Kind
    variant: str = ""

    @property
    def lost(self) -> str:
        """What exactly is away: the service, or no more than its database."""
        is_all = self.kind != Kind.LOCKED
        return self.service if is_all else f"{self.service}{DATABASE}"

    @property
    def bounds(self) -> Bounds:
        """How long a shopper may wait."""
        return _HANGING if self.kind in _WAYS_TO_HANG else _AT_ONCE

    def __str__(self) -> str:
        return f"{self.service} {self.kind}" + (
            f" ({self.variant})" if self.variant else ""
        )


def all_faults() -> list[Fault]:
    """List every way to lose every service, and the session store."""
    services = [
        Fault(service, kind, variant)
        for service in SERVICES
        for kind in Kind
        for variant in (NONSENSE if kind == Kind.NONSENSE else [""])
    ]
    return [*services, Fault(SESSIONS, Kind.DOWN), Fault(SESSIONS, Kind.FROZEN)]


@contextmanager
def lost(stage: Stage, store: Store | None, fault: Fault) -> Iterator[None]:
    """Take a service or the store away for the length of a `with`; let it return."""
    if fault.service == SESSIONS and store:
        with store.stopped() if fault.kind == Kind.DOWN else store.frozen():
            yield
        return
    match fault.kind:
        case Kind.DOWN:
            with _stopped(stage, fault.service):
                yield
        case Kind.FROZEN:
            with _frozen(stage, fault.service):
                yield
        case Kind.LOCKED:
            with locked(stage.data / f"{fault.service}.db"):
                yield
        case _:
            with _disturbed(stage, fault):
                yield


@contextmanager
def _stopped(stage: Stage, service: str) -> Iterator[None]:
    stage.processes.stop(service)
    try:
        yield
    finally:
        stage.processes.start(service)


@contextmanager
def _frozen(stage: Stage, service: str) -> Iterator[None]:
    if not stage.processes.signal_whole(service, SIGSTOP):
        raise RuntimeError(f"{service} does not run, so it cannot be frozen.")
    try:
        yield
    finally:
        stage.processes.signal_whole(service, SIGCONT)


@contextmanager
def _disturbed(stage: Stage, fault: Fault) -> Iterator[None]:
    arrows = [arrow for arrow in BETWEEN_APPLICATIONS if arrow.callee == fault.service]
    for arrow in arrows:
        if fault.kind == Kind.SLOW:
            stage.proxy.set_mode(arrow, Mode.SLOW)
        else:
            pretence = NONSENSE[fault.variant] if fault.variant else BROKEN
            stage.proxy.impersonate(arrow, pretence)
    try:
        yield
    finally:
        for arrow in arrows:
            stage.proxy.set_mode(arrow, Mode.PASS)
