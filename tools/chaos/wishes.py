"""What shoppers want, drawn from a seed: the same seed is the same shopping day."""

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
_SECOND_THOUGHTS = 0.06


class SecondThoughts(StrEnum):
    """When a shopper cancels, if at all."""

    NEVER = "never"
    AT_ONCE = "at once"
    WHEN_PAID = "when paid"


@dataclass(frozen=True)
class Range:
    """What there is to buy: by the dozen, in last pieces, and of unsteady price."""

    plenty: Sequence[int]
    last: Sequence[int]
    unsteady: Sequence[int]

    @property
    def everything(self) -> list[int]:
        """All products of the shop."""
        return [*self.plenty, *self.last, *self.unsteady]


@dataclass(frozen=True)
class Wish:
    """One checkout that a shopper is going to try."""

    key: str
    quantities: dict[int, int]
    method: str
    delivery: str
    is_doubled: bool
    hesitates: bool
    second_thoughts: SecondThoughts
    confirms: bool


def wishes(seed: int, shopper: int, products: Range) -> Iterator[Wish]:
    """Draw the wishes of one shopper, without end."""
    dice = random.Random(f"{seed}/{shopper}")  # noqa: S311 (repeats a run)
    number = 0
    while True:
        number += 1
        yield Wish(
            key=f"chaos-{seed}-{shopper}-{number}",
            quantities=_quantities(dice, products),
            method=dice.choices(list(METHODS), list(METHODS.values()))[0],
            delivery=dice.choice(("standard", "express")),
            is_doubled=dice.random() < _DOUBLED,
            hesitates=dice.random() < _SECOND_THOUGHTS,
            second_thoughts=_second_thoughts(dice),
            confirms=dice.random() < 0.75,
        )


def _quantities(dice: random.Random, products: Range) -> dict[int, int]:
    chosen = dice.sample(list(products.plenty), dice.randint(1, 2))
    if dice.random() < 0.12:
        chosen.append(dice.choice(list(products.last)))
    if dice.random() < 0.2:
        chosen.append(dice.choice(list(products.unsteady)))
    return {product: dice.randint(1, 3) for product in chosen}


def _second_thoughts(dice: random.Random) -> SecondThoughts:
    if dice.random() >= _SECOND_THOUGHTS:
        return SecondThoughts.NEVER
    return dice.choice((SecondThoughts.AT_ONCE, SecondThoughts.WHEN_PAID))
