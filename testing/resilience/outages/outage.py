"""The ways in which a service can be lost, and how long a shopper may wait in each."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from enum import StrEnum
from signal import SIGCONT, SIGSTOP

from testing.resilience.outages.expectations import DATABASE, SESSIONS
from testing.resilience.outages.fake_responses import BROKEN, NONSENSE
from testing.resilience.outages.redis_server import RedisServer
from testing.resilience.outages.sqlite_locks import locked
from testing.resilience.storms.network_links import LINKS
from testing.resilience.storms.proxied_shop import ProxiedShop
from testing.resilience.storms.proxy_modes import ProxyMode

SERVICES = ("user-service", "product-service", "order-service", "payment-sandbox")
# Whatever can be lost: the services, and where the storefront keeps its sessions.
PARTS = (*SERVICES, SESSIONS)


class OutageKind(StrEnum):
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
_WAYS_TO_HANG = (OutageKind.FROZEN, OutageKind.SLOW, OutageKind.LOCKED)
# The checkout and a password may take three seconds, and then one more call.
_HANGING = Bounds(unasked=0.8, optional=3.0, needed=4.5)


@dataclass(frozen=True)
class Outage:
    """One service, lost in one way; nonsense comes in several kinds."""

    service: str
    kind: OutageKind
    variant: str = ""

    @property
    def lost(self) -> str:
        """What exactly is away: the service, or no more than its database."""
        is_all = self.kind != OutageKind.LOCKED
        return self.service if is_all else f"{self.service}{DATABASE}"

    @property
    def bounds(self) -> Bounds:
        """How long a shopper may wait."""
        return _HANGING if self.kind in _WAYS_TO_HANG else _AT_ONCE

    def __str__(self) -> str:
        return f"{self.service} {self.kind}" + (
            f" ({self.variant})" if self.variant else ""
        )


def all_outages() -> list[Outage]:
    """List every way to lose every service, and the session store."""
    services = [
        Outage(service, kind, variant)
        for service in SERVICES
        for kind in OutageKind
        for variant in (NONSENSE if kind == OutageKind.NONSENSE else [""])
    ]
    return [
        *services,
        Outage(SESSIONS, OutageKind.DOWN),
        Outage(SESSIONS, OutageKind.FROZEN),
    ]


@contextmanager
def service_lost(
    shop: ProxiedShop, redis: RedisServer | None, outage: Outage
) -> Iterator[None]:
    """Take a service or Redis away for the length of a `with`; let it return."""
    if outage.service == SESSIONS and redis:
        with redis.stopped() if outage.kind == OutageKind.DOWN else redis.frozen():
            yield
        return
    match outage.kind:
        case OutageKind.DOWN:
            with _stopped(shop, outage.service):
                yield
        case OutageKind.FROZEN:
            with _frozen(shop, outage.service):
                yield
        case OutageKind.LOCKED:
            with locked(shop.data / f"{outage.service}.db"):
                yield
        case _:
            with _disturbed(shop, outage):
                yield


@contextmanager
def _stopped(shop: ProxiedShop, service: str) -> Iterator[None]:
    shop.processes.stop(service)
    try:
        yield
    finally:
        shop.processes.start(service)


@contextmanager
def _frozen(shop: ProxiedShop, service: str) -> Iterator[None]:
    if not shop.processes.signal_whole(service, SIGSTOP):
        raise RuntimeError(f"{service} does not run, so it cannot be frozen.")
    try:
        yield
    finally:
        shop.processes.signal_whole(service, SIGCONT)


@contextmanager
def _disturbed(shop: ProxiedShop, outage: Outage) -> Iterator[None]:
    links = [link for link in LINKS if link.callee == outage.service]
    for link in links:
        if outage.kind == OutageKind.SLOW:
            shop.proxy.set_mode(link, ProxyMode.SLOW)
        else:
            response = NONSENSE[outage.variant] if outage.variant else BROKEN
            shop.proxy.respond_with(link, response)
    try:
        yield
    finally:
        for link in links:
            shop.proxy.set_mode(link, ProxyMode.PASS)
