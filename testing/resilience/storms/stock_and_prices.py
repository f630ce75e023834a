"""Stocks products before a storm, and changes prices during it."""

import random
import threading
from collections.abc import Sequence

from testing.driver.administrator import Administrator
from testing.resilience.storms.purchase_plans import ProductRange

PLENTY = 1_000_000
LAST_PIECES = 25
_PRODUCTS = 12
_SECONDS_BETWEEN_PRICES = 0.7


def stock(administrator: Administrator) -> tuple[ProductRange, list[str]]:
    """Stock plenty, last pieces, and some of unsteady price; name these, too."""
    products = administrator.products(_PRODUCTS)
    last, unsteady, plenty = products[:3], products[3:6], products[6:]
    for product in products:
        pieces = LAST_PIECES if product in last else PLENTY
        administrator.change(product["slug"], quantity=pieces)
    ids = ([int(each["id"]) for each in some] for some in (plenty, last, unsteady))
    return ProductRange(*ids), [each["slug"] for each in unsteady]


class PriceChanger(threading.Thread):
    """Changes a price now and then, until the shop closes."""

    def __init__(
        self,
        administrator: Administrator,
        slugs: Sequence[str],
        closing: threading.Event,
        seed: int,
    ) -> None:
        """Take whose prices change, and the seed that repeats them."""
        super().__init__(name="prices")
        self._administrator = administrator
        self._slugs = slugs
        self._closing = closing
        self._dice = random.Random(f"prices/{seed}")  # noqa: S311 (repeats a run)
        self.changed = 0

    def run(self) -> None:
        """Change one price after the other."""
        dice = self._dice
        while not self._closing.wait(_SECONDS_BETWEEN_PRICES):
            price = f"{dice.randint(1, 9)}.{dice.randint(10, 99)}"
            slug = dice.choice(self._slugs)
            # Every sale makes another version of a product; somebody is often quicker.
            self.changed += any(
                self._administrator.try_to_change(slug, price=price) for _ in range(5)
            )
