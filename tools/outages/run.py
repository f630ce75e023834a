"""Opens one shop and loses one service after the other in it, in every way."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from tools.chaos.arrows import BETWEEN_APPLICATIONS
from tools.chaos.people import Shopkeeper
from tools.chaos.stage import Stage, staged
from tools.outages.cast import Cast, Shelf
from tools.outages.faults import Fault
from tools.outages.rounds import Round, Rounds
from tools.outages.store import Store, running_store

Tell = Callable[[Round], None]
_PLENTY = 1_000_000


@dataclass(frozen=True)
class Outcome:
    """Every round, and what the books of the services say at the end."""

    rounds: Sequence[Round]
    books: str = ""

    @property
    def complaints(self) -> list[str]:
        """Everything that was wrong."""
        found = [sentence for each in self.rounds for sentence in each.complaints]
        return [*found, self.books] if self.books else found


def run(faults: Sequence[Fault], tell: Tell) -> Outcome:
    """Play a calm round, then one for each fault, and compare the books."""
    with (
        running_store() as store,
        staged(_told(store), arrows=BETWEEN_APPLICATIONS) as stage,
    ):
        rounds = Rounds(stage, store, _cast(stage), _secrets(stage))
        played: list[Round] = []
        for fault in (None, *faults):
            played.append(rounds.play(fault) if fault else rounds.play_calm())
            tell(played[-1])
            if fault is None and played[-1].complaints:
                # What is not so while all is well says nothing about outages.
                return Outcome(played)
        return Outcome(played, _books(stage))


def _told(store: Store | None) -> Mapping[str, str]:
    return {"SESSION_REDIS_URL": store.address} if store else {}


def _cast(stage: Stage) -> Cast:
    keeper = Shopkeeper(stage.shop)
    slugs, ids = keeper.shelves()
    bought, *hidden = slugs[:3]
    keeper.change(bought, {"quantity": _PLENTY})
    name = keeper.name_of(bought)
    cast = Cast(stage.shop.url, Shelf(bought, name, str(ids[bought])))
    cast.settle_in(hidden, lambda slug: _hide(keeper, slug))
    keeper.leave()
    return cast


def _hide(keeper: Shopkeeper, slug: str) -> None:
    if not keeper.change(slug, {"is_active": False}):
        raise RuntimeError(f"{slug} could not be taken off the shelves.")


def _secrets(stage: Stage) -> list[str]:
    """Read every secret of the shop, line by line."""
    folder = stage.data.parent / "secrets"
    lines = [line for file in folder.iterdir() for line in file.read_text().split("\n")]
    return [line for line in lines if len(line) >= 16 and "KEY-----" not in line]


def _books(stage: Stage) -> str:
    told = stage.reconcile(stage.data.parent / "reconcile.json")
    if told.returncode == 0:
        return ""
    return f"The books do not agree: {told.stdout}{told.stderr}".strip()
