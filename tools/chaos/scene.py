"""A stage on which a few people act one deed at a time, instead of a whole crowd."""

import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.chaos.buyer import Agreement, Buyer
from tools.chaos.checker import Violation, find_violations
from tools.chaos.door import Answer
from tools.chaos.journal import Journal
from tools.chaos.ledger import Order
from tools.chaos.people import Shopkeeper, register
from tools.chaos.stage import Stage, staged
from tools.chaos.wishes import SecondThoughts, Wish

# A few seconds after an accident all is well again; half a minute is what is promised.
PATIENCE = 15.0
_SECONDS_BETWEEN_TRIES = 0.2


@dataclass(frozen=True)
class Ready:
    """A buyer who has seen the total and has only to press the button."""

    buyer: Buyer
    wish: Wish
    agreement: Agreement

    def press(self) -> Answer:
        """Press it once."""
        return self.buyer.press(self.wish, self.agreement)

    def press_twice(self) -> tuple[Answer, Answer]:
        """Press it twice at the same moment."""
        return self.buyer.press_twice(self.wish, self.agreement)


@dataclass
class Scene:
    """A stage for several scenarios, each with products and shoppers of its own."""

    stage: Stage
    journal: Journal
    keeper: Shopkeeper
    slugs: list[str]
    ids: dict[str, int]
    stocked: dict[int, int] = field(default_factory=dict)
    buyers: list[Buyer] = field(default_factory=list)

    def product(self, pieces: int) -> int:
        """Stock a product that no other scenario sells."""
        slug = self.slugs.pop()
        if not self.keeper.change(slug, {"quantity": pieces}):
            raise RuntimeError(f"{slug} could not be stocked")
        self.stocked[self.ids[slug]] = pieces
        return self.ids[slug]

    def buyer(self) -> Buyer:
        """Let somebody come in who has not been here before."""
        number = len(self.buyers)
        token = register(self.stage.shop, f"basil-{number}")
        self.buyers.append(Buyer(number, self.stage.orders, token, self.journal))
        return self.buyers[-1]

    def ready(self, product: int, method: str = "tok_ok") -> Ready:
        """Let somebody come in, choose a product and look at the total."""
        buyer, wish = self.buyer(), self.wish(product, method)
        deadline = time.monotonic() + PATIENCE
        while (agreement := buyer.fill_basket(wish)) is None:
            # After an accident the shop leaves a service alone for two seconds.
            if time.monotonic() > deadline:
                raise TimeoutError("the shop does not take anything into the basket")
            time.sleep(_SECONDS_BETWEEN_TRIES)
        return Ready(buyer, wish, agreement)

    def wish(self, product: int, method: str = "tok_ok") -> Wish:
        """Wish for one piece of a product, and for nothing unusual."""
        return Wish(
            key=f"scene-{len(self.buyers)}-{product}-{len(self.journal.asked)}",
            quantities={product: 1},
            method=method,
            delivery="standard",
            is_doubled=False,
            hesitates=False,
            second_thoughts=SecondThoughts.NEVER,
            confirms=True,
        )

    def order_of(self, wish: Wish) -> Order:
        """Look into the book for the order of a wish."""
        orders = self.stage.ledger().orders
        return next(order for order in orders if order.key == wish.key)

    def violations(self) -> list[Violation]:
        """Wait until nothing is on its way, and look into all books."""
        self.stage.seconds_until_settled(PATIENCE)
        ledger = self.stage.ledger()
        return find_violations(self.journal.heard, ledger, self.stocked)

    def leave(self) -> None:
        """Let everybody go home."""
        for buyer in self.buyers:
            buyer.leave()
        self.keeper.leave()
        self.journal.close()


@contextmanager
def scene(environment: Mapping[str, str] | None = None) -> Iterator[Scene]:
    """Open a shop for scenarios, its applications told something more if need be."""
    with (
        staged(environment) as stage,
        tempfile.TemporaryDirectory(prefix="chaos-journal-") as folder,
    ):
        journal = Journal(Path(folder) / "journal.jsonl")
        keeper = Shopkeeper(stage.shop)
        opened = Scene(stage, journal, keeper, *keeper.shelves())
        yield opened
        opened.leave()
