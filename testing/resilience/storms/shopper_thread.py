"""A thread for each shopper, who buys again and again and repeats what failed.

Who has to wait goes on shopping meanwhile, and looks now and then what has become
of the order; the last of them is seen through to its end.
"""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from testing.driver.lenient_http_client import ApiResponse
from testing.resilience.storms.api_shopper import ApiShopper
from testing.resilience.storms.database_rows import SETTLED
from testing.resilience.storms.purchase_plans import CancelWhen, PurchasePlan

# How long a shopper goes on asking once the shop has closed: as long as the shop
# promises that it takes at most.
PATIENCE = 30.0
_PAUSE = 0.3
# Shoppers who look all the time would be a fault of its own.
_FIRST_LOOK = 1.0
_LOOK_AT_CLOSING = 2.5
_LOOKS_LESS = 1.5
_SELDOMEST_LOOK = 5.0
# The shop lets nobody have more than three orders on their way.
_MOST_OPEN = 2


@dataclass
class OpenOrder:
    """An order that was placed and of which the shopper does not know the end."""

    plan: PurchasePlan
    number: str
    last: ApiResponse
    looked_at: float
    pause: float = _FIRST_LOOK

    @property
    def is_over(self) -> bool:
        """Return whether the shopper knows the end."""
        return self.last.result.get("state") in SETTLED

    def is_due(self, is_closing: bool) -> bool:
        """Return whether to look again; at closing time nobody waits long."""
        pause = min(self.pause, _LOOK_AT_CLOSING) if is_closing else self.pause
        return time.monotonic() - self.looked_at > pause


class ShopperThread(threading.Thread):
    """Buys until the shop closes."""

    def __init__(
        self,
        shopper: ApiShopper,
        plans: Iterator[PurchasePlan],
        closing: threading.Event,
    ) -> None:
        """Take who shops, what is bought, and the event of closing time."""
        super().__init__(name=f"shopper-{shopper.number}", daemon=True)
        self.shopper = shopper
        self._plans = plans
        self._closing = closing
        self._open: list[OpenOrder] = []
        self._deadline: float | None = None
        self.failure: Exception | None = None

    def run(self) -> None:
        """Shop until closing time, and see every order through."""
        try:
            while not self._closing.is_set():
                if not self.begin(next(self._plans)):
                    self._closing.wait(_PAUSE)
                self._follow_all(_MOST_OPEN)
            self._follow_all(0)
        except Exception as error:
            # Raised by who waits for this thread: a harness that dies sees nothing.
            self.failure = error
        finally:
            self.shopper.close()

    def fulfil(self, plan: PurchasePlan) -> None:
        """Check out once, however long it takes, and follow that to its end."""
        while not self.begin(plan) and not self._is_late():
            time.sleep(_PAUSE)
        self._follow_all(0)

    def begin(self, plan: PurchasePlan) -> bool:
        """Check out until there is an answer; return whether there was a basket."""
        checkout = self.shopper.fill_basket(plan)
        if checkout is None:
            return False
        if plan.hesitates:
            self._closing.wait(1)
        if plan.is_doubled:
            answer, _ = self.shopper.place_order_twice(plan, checkout)
        else:
            answer = self.shopper.place_order(plan, checkout)
        while answer.is_unknown and not self._is_late():
            time.sleep(_PAUSE)
            answer = self.shopper.place_order(plan, checkout)
        number = answer.result.get("number")
        if number:
            self._follow(OpenOrder(plan, str(number), answer, time.monotonic()))
        return True

    def _follow(self, order: OpenOrder) -> None:
        if order.plan.cancel_when == CancelWhen.AT_ONCE:
            self.shopper.cancel(order.plan, order.number)
        self._open.append(order)

    def _follow_all(self, most: int) -> None:
        """Look at orders that are on their way, until only so many are left."""
        self._look()
        while len(self._open) > most and not self._is_late():
            time.sleep(_PAUSE)
            self._look()

    def _look(self) -> None:
        for order in list(self._open):
            if not order.is_over and order.is_due(self._closing.is_set()):
                self.shopper.confirm(order.plan, order.last)
                order.last = self.shopper.get_order(order.plan, order.number)
                order.looked_at = time.monotonic()
                order.pause = min(order.pause * _LOOKS_LESS, _SELDOMEST_LOOK)
            if order.is_over:
                self._open.remove(order)
                if order.plan.cancel_when == CancelWhen.WHEN_PAID:
                    self.shopper.cancel(order.plan, order.number)

    def _is_late(self) -> bool:
        if not self._closing.is_set():
            return False
        if self._deadline is None:
            self._deadline = time.monotonic() + PATIENCE
        return time.monotonic() > self._deadline
