"""What shoppers buy and how, drawn from a seed: the same seed, the same purchases."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

# Most pay as they should; the others try every way in which a payment can go.
METHODS = {
    "tok_ok": 78,
    "tok_declined": 3,
    "tok_insufficient_funds": 1,
    "tok_slow": 4,
    "tok_lost": 4,
    "tok_500_once": 4,
    "tok_capture_refused": 3,
    "tok_requires_action": 3,
}
_DOUBLED = 0.2
_CANCELLED = 0.06


class CancelWhen(StrEnum):
    """When a shopper cancels, if at all."""

    NEVER = "never"
    AT_ONCE = "at once"
    WHEN_PAID = "when paid"


@dataclass(frozen=True)
class ProductRange:
    """What there is to buy: by the dozen, in last pieces, and of unsteady price."""

    plenty: Sequence[int]
    last: Sequence[int]
    unsteady: Sequence[int]

    @property
    def everything(self) -> list[int]:
        """All products of the shop."""
        return [*self.plenty, *self.last, *self.unsteady]


@dataclass(frozen=True)
class PurchasePlan:
    """One checkout that a shopper is going to try."""

    key: str
    quantities: dict[int, int]
    method: str
    delivery: str
    is_doubled: bool
    hesitates: bool
    cancel_when: CancelWhen
    confirms: bool


def purchase_plans(
    seed: int, shopper: int, products: ProductRange
) -> Iterator[PurchasePlan]:
    """Draw the purchases of one shopper, without end."""
    dice = random.Random(f"{seed}/{shopper}")  # noqa: S311 (repeats a run)
    number = 0
    while True:
        number += 1
        yield PurchasePlan(
            key=f"chaos-{seed}-{shopper}-{number}",
            quantities=_quantities(dice, products),
            method=dice.choices(list(METHODS), list(METHODS.values()))[0],
            delivery=dice.choice(("standard", "express")),
            is_doubled=dice.random() < _DOUBLED,
            hesitates=dice.random() < _CANCELLED,
            cancel_when=_cancel_when(dice),
            confirms=dice.random() < 0.75,
        )


def _quantities(dice: random.Random, products: ProductRange) -> dict[int, int]:
    chosen = dice.sample(list(products.plenty), dice.randint(1, 2))
    if dice.random() < 0.12:
        chosen.append(dice.choice(list(products.last)))
    if dice.random() < 0.2:
        chosen.append(dice.choice(list(products.unsteady)))
    return {product: dice.randint(1, 3) for product in chosen}


def _cancel_when(dice: random.Random) -> CancelWhen:
    if dice.random() >= _CANCELLED:
        return CancelWhen.NEVER
    return dice.choice((CancelWhen.AT_ONCE, CancelWhen.WHEN_PAID))
