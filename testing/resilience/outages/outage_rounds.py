"""One round: everybody makes their visits while a service is lost; then it returns.

Queues run at the same time, as visitors do; what is seen must not depend on who else is
there.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import chain

from testing.driver.form_browser import PageResponse
from testing.resilience.outages.all_visitors import AllVisitors
from testing.resilience.outages.expectations import PRODUCTS, SESSIONS
from testing.resilience.outages.latency_baseline import baseline
from testing.resilience.outages.outage import Bounds, Outage, service_lost
from testing.resilience.outages.page_checks import Case, complaints
from testing.resilience.outages.prepared_visits import PreparedVisit, make_visit
from testing.resilience.outages.recovery import orders_amiss, seconds_to_heal
from testing.resilience.outages.redis_server import RedisServer
from testing.resilience.outages.shop_visitor import ShopVisitor, marks_of_others
from testing.resilience.storms.proxied_shop import ProxiedShop

# Responses of the catalogue are cached so long; only then is a page without it.
_SECONDS_IN_CACHE = 2.1
_CALM = Bounds(unasked=2.0, optional=2.0, needed=2.0)


@dataclass(frozen=True)
class Cell:
    """One visit while one service was lost: what came back, and what is wrong."""

    planned: PreparedVisit
    answer: PageResponse
    complaints: Sequence[str]


@dataclass(frozen=True)
class OutageRound:
    """All cells of an outage, and how the shop did when the service was back."""

    outage: Outage | None
    cells: Sequence[Cell]
    seconds_to_heal: float
    afterwards: Sequence[str]

    @property
    def complaints(self) -> list[str]:
        """Everything that was wrong."""
        return [
            *(sentence for cell in self.cells for sentence in cell.complaints),
            *self.afterwards,
        ]


def served_whole(finished: OutageRound) -> int:
    """Count the cells in which the shopper gets what was asked for."""
    lost = finished.outage.lost if finished.outage else ""
    return sum(cell.planned.visit.is_served(lost) for cell in finished.cells)


class OutageRounds:
    """Runs one round after the other in one shop, which is never opened anew."""

    def __init__(
        self,
        shop: ProxiedShop,
        redis: RedisServer | None,
        visitors: AllVisitors,
        secrets: Sequence[str],
    ) -> None:
        """Take the shop, its sessions, who is in it, and what nobody may ever see."""
        self._shop = shop
        self._redis = redis
        self._visitors = visitors
        self._secrets = secrets

    def run_calm(self) -> OutageRound:
        """Make all visits with nothing lost: what is expected must be so then."""
        with self._visitors.round() as queues:
            # Until then the catalogue still shows what was hidden.
            time.sleep(_SECONDS_IN_CACHE)
            seconds_to_heal(self._visitors)
            cells = self._visit(queues, None)
        return OutageRound(None, cells, 0.0, [])

    def run(self, outage: Outage) -> OutageRound:
        """Lose a service, make all visits, let it return, and see that all is well."""
        with self._visitors.round() as queues:
            with service_lost(self._shop, self._redis, outage):
                if outage.service == PRODUCTS:
                    time.sleep(_SECONDS_IN_CACHE)
                cells = self._visit(queues, outage)
            healed, ill = seconds_to_heal(self._visitors)
            amiss = orders_amiss(self._shop, list(chain(*queues)))
        found = [f"{outage}, afterwards: {sentence}" for sentence in (*ill, *amiss)]
        return OutageRound(outage, cells, healed, found)

    def _visit(
        self, queues: Sequence[Sequence[PreparedVisit]], outage: Outage | None
    ) -> list[Cell]:
        visitors = {id(each.visitor.facts): each.visitor for each in chain(*queues)}
        everybody = list(visitors.values())

        def visit_all(
            queue: Sequence[PreparedVisit],
        ) -> list[tuple[PreparedVisit, Case, PageResponse]]:
            cases = [
                (planned, self._case(planned, outage, everybody)) for planned in queue
            ]
            return [(planned, case, make_visit(planned)) for planned, case in cases]

        with (
            baseline(self._shop.running.url) as machine,
            ThreadPoolExecutor(len(queues)) as pool,
        ):
            seen = list(chain(*pool.map(visit_all, queues)))
        return [
            Cell(planned, answer, complaints(case, answer, machine.slack))
            for planned, case, answer in seen
        ]

    def _case(
        self,
        planned: PreparedVisit,
        outage: Outage | None,
        everybody: Sequence[ShopVisitor],
    ) -> Case:
        visitor, path = planned.visitor, planned.path
        knows = outage is None or outage.service != SESSIONS
        return Case(
            visit=planned.visit.filled_in(visitor.facts),
            who=visitor.standing,
            lost=outage.lost if outage else "",
            outage=str(outage) if outage else "nothing lost",
            bounds=outage.bounds if outage else _CALM,
            name=visitor.facts["username"] if visitor.is_signed_in and knows else "",
            # What somebody names in the address, a page may repeat to them.
            foreign={
                mark: owner
                for mark, owner in marks_of_others(visitor, everybody).items()
                if mark not in path
            },
            secrets=[*self._secrets, *visitor.secrets],
        )
