"""How slow the machine itself is while everybody runs about.

Bounds are for pages, not for machines: what waits for nobody shows how much later a
page may be. A action makes several calls before it answers, and a page follows it.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from testing.driver.form_browser import HttpBrowser

_WAITS_FOR_NOBODY = "/health/live"
_STEPS_OF_A_DEED = 4
_SECONDS_BETWEEN_LOOKS = 0.1


class LatencyBaseline(threading.Thread):
    """Asks the storefront, again and again, what it answers out of its head."""

    def __init__(self, address: str) -> None:
        """Take the address of the storefront."""
        super().__init__(name="latency baseline", daemon=True)
        self.slowest = 0.0
        self._browser = HttpBrowser(address)
        self._is_over = threading.Event()

    def run(self) -> None:
        """Ask until it is over."""
        while not self._is_over.wait(_SECONDS_BETWEEN_LOOKS):
            answer = self._browser.open(_WAITS_FOR_NOBODY)
            self.slowest = max(self.slowest, answer.seconds)

    @property
    def slack(self) -> float:
        """How many seconds the machine may take for itself."""
        return _STEPS_OF_A_DEED * self.slowest

    def end(self) -> None:
        """Ask no more."""
        self._is_over.set()
        self.join()
        self._browser.close()


@contextmanager
def baseline(address: str) -> Iterator[LatencyBaseline]:
    """Measure for the length of a `with`."""
    measuring = LatencyBaseline(address)
    measuring.start()
    try:
        yield measuring
    finally:
        measuring.end()
