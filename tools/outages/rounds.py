"""One round: everybody runs their errands while a service is lost, and then it returns.

Queues run at the same time, as people do; what is seen must not depend on who else is
there.
"""

import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from tools.chaos.stage import Stage
from tools.outages.aftermath import orders_amiss, seconds_to_heal
from tools.outages.browser import Answer
from tools.outages.cast import Cast
from tools.outages.errands import Errand, go
from tools.outages.faults import Bounds, Fault, lost
from tools.outages.judge import Case, complaints
from tools.outages.people import Person, marks_of_others
from tools.outages.sights import PRODUCTS, SESSIONS
from tools.outages.store import Store
from tools.outages.yardstick import yardstick

# Answers of the catalogue are kept so long; only then is a page without it.
_SECONDS_ON_THE_SHELF = 2.1
_CALM = Bounds(unasked=2.0, optional=2.0, needed=2.0)


@dataclass(frozen=True)
class Cell:
    """One visit while one service was lost: what came back, and what is wrong."""

    errand: Errand
    answer: Answer
    complaints: Sequence[str]


@dataclass(frozen=True)
class Round:
    """All cells of a fault, and how the shop did when the service was back."""

    fault: Fault | None
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


def served_whole(played: Round) -> int:
    """Count the cells in which the shopper gets what was asked for."""
    lost = played.fault.lost if played.fault else ""
    return sum(cell.errand.visit.is_served(lost) for cell in played.cells)


class Rounds:
    """Plays one round after the other in one shop, which is never opened anew."""

    def __init__(
        self, stage: Stage, store: Store | None, cast: Cast, secrets: Sequence[str]
    ) -> None:
        """Take the shop, its sessions, who is in it, and what nobody may ever see."""
        self._stage = stage
        self._store = store
        self._cast = cast
        self._secrets = secrets

    def play_calm(self) -> Round:
        """Run all errands with nothing lost: what is expected must be so then."""
        with self._cast.round() as queues:
            # Until then the catalogue still shows what was hidden.
            time.sleep(_SECONDS_ON_THE_SHELF)
            seconds_to_heal(self._cast)
            cells = self._visit(queues, None)
        return Round(None, cells, 0.0, [])

    def play(self, fault: Fault) -> Round:
        """Lose a service, run all errands, let it return, and see that all is well."""
        with self._cast.round() as queues:
            with lost(self._stage, self._store, fault):
                if fault.service == PRODUCTS:
                    time.sleep(_SECONDS_ON_THE_SHELF)
                cells = self._visit(queues, fault)
            healed, ill = seconds_to_heal(self._cast)
            amiss = orders_amiss(self._stage, [e for queue in queues for e in queue])
        told = [f"{fault}, afterwards: {sentence}" for sentence in (*ill, *amiss)]
        return Round(fault, cells, healed, told)

    def _visit(
        self, queues: Sequence[Sequence[Errand]], fault: Fault | None
    ) -> list[Cell]:
        people = {id(e.person.facts): e.person for queue in queues for e in queue}
        everybody = list(people.values())

        def run(queue: Sequence[Errand]) -> list[tuple[Errand, Case, Answer]]:
            cases = [(errand, self._case(errand, fault, everybody)) for errand in queue]
            return [(errand, case, go(errand)) for errand, case in cases]

        with (
            yardstick(self._stage.shop.url) as machine,
            ThreadPoolExecutor(len(queues)) as pool,
        ):
            seen = [each for queue in pool.map(run, queues) for each in queue]
        return [
            Cell(
                errand,
                answer,
                complaints(case, answer, machine.slack),
            )
            for errand, case, answer in seen
        ]

    def _case(
        self, errand: Errand, fault: Fault | None, everybody: Sequence[Person]
    ) -> Case:
        person, path = errand.person, errand.path
        knows = fault is None or fault.service != SESSIONS
        return Case(
            visit=errand.visit.told(person.facts),
            who=person.standing,
            lost=fault.lost if fault else "",
            fault=str(fault) if fault else "nothing lost",
            bounds=fault.bounds if fault else _CALM,
            name=person.facts["username"] if person.is_signed_in and knows else "",
            # What somebody names in the address, a page may repeat to them.
            foreign={
                mark: owner
                for mark, owner in marks_of_others(person, everybody).items()
                if mark not in path
            },
            secrets=[*self._secrets, *person.secrets],
        )
