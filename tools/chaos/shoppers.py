"""Shoppers: each buys one thing after the other, and repeats itself until it knows.

Who is told to wait goes on shopping meanwhile, and looks now and then what has become
of the order; the last of them is seen through to its end.
"""

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

from tools.chaos.buyer import Buyer
from tools.chaos.door import Answer
from tools.chaos.ledger import SETTLED
from tools.chaos.wishes import SecondThoughts, Wish

# How long a shopper goes on asking once the shop has closed: so long as the house
# promises that it takes at most.
PATIENCE = 30.0
_PAUSE = 0.3
# A crowd that looks all the time would be a fault of its own.
_FIRST_LOOK = 1.0
_LOOK_AT_CLOSING = 2.5
_LOOKS_LESS = 1.5
_SELDOMEST_LOOK = 5.0
# The house lets nobody have more than three orders on their way.
_MOST_OPEN = 2


@dataclass
class Waiting:
    """An order that was placed and of which the shopper does not know the end."""

    wish: Wish
    number: str
    last: Answer
    looked_at: float
    pause: float = _FIRST_LOOK

    @property
    def is_over(self) -> bool:
        """Tell whether the shopper knows the end."""
        return self.last.result.get("state") in SETTLED

    def is_due(self, is_closing: bool) -> bool:
        """Tell whether it is time to look again; at closing time nobody waits long."""
        pause = min(self.pause, _LOOK_AT_CLOSING) if is_closing else self.pause
        return time.monotonic() - self.looked_at > pause


class Shopper(threading.Thread):
    """Buys until the shop closes."""

    def __init__(
        self, buyer: Buyer, wishes: Iterator[Wish], closing: threading.Event
    ) -> None:
        """Take who shops, what for, and how one hears of the closing time."""
        super().__init__(name=f"shopper-{buyer.number}", daemon=True)
        self.buyer = buyer
        self._wishes = wishes
        self._closing = closing
        self._open: list[Waiting] = []
        self._deadline: float | None = None
        self.failure: Exception | None = None

    def run(self) -> None:
        """Shop until closing time, and see every order through."""
        try:
            while not self._closing.is_set():
                if not self.begin(next(self._wishes)):
                    self._closing.wait(_PAUSE)
                self._look_after(_MOST_OPEN)
            self._look_after(0)
        except Exception as error:
            # Told by whoever waits for this thread: a harness that dies sees nothing.
            self.failure = error
        finally:
            self.buyer.leave()

    def fulfil(self, wish: Wish) -> None:
        """Check out once, however long it takes, and follow that to its end."""
        while not self.begin(wish) and not self._is_late():
            time.sleep(_PAUSE)
        self._look_after(0)

    def begin(self, wish: Wish) -> bool:
        """Check out, until there is an answer; tell whether the basket could be had."""
        agreement = self.buyer.fill_basket(wish)
        if agreement is None:
            return False
        if wish.hesitates:
            self._closing.wait(1)
        press = self.buyer.press
        if wish.is_doubled:
            answer, _ = self.buyer.press_twice(wish, agreement)
        else:
            answer = press(wish, agreement)
        while answer.is_unknown and not self._is_late():
            time.sleep(_PAUSE)
            answer = press(wish, agreement)
        number = answer.result.get("number")
        if number:
            self._wait_for(Waiting(wish, str(number), answer, time.monotonic()))
        return True

    def _wait_for(self, waiting: Waiting) -> None:
        if waiting.wish.second_thoughts == SecondThoughts.AT_ONCE:
            self.buyer.cancel(waiting.wish, waiting.number)
        self._open.append(waiting)

    def _look_after(self, most: int) -> None:
        """Look at orders that are on their way, until only so many are left."""
        self._look()
        while len(self._open) > most and not self._is_late():
            time.sleep(_PAUSE)
            self._look()

    def _look(self) -> None:
        for waiting in list(self._open):
            if not waiting.is_over and waiting.is_due(self._closing.is_set()):
                self.buyer.confirm(waiting.wish, waiting.last)
                waiting.last = self.buyer.look(waiting.wish, waiting.number)
                waiting.looked_at = time.monotonic()
                waiting.pause = min(waiting.pause * _LOOKS_LESS, _SELDOMEST_LOOK)
            if waiting.is_over:
                self._open.remove(waiting)
                if waiting.wish.second_thoughts == SecondThoughts.WHEN_PAID:
                    self.buyer.cancel(waiting.wish, waiting.number)

    def _is_late(self) -> bool:
        if not self._closing.is_set():
            return False
        if self._deadline is None:
            self._deadline = time.monotonic() + PATIENCE
        return time.monotonic() > self._deadline
