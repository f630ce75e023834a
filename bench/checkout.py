"""Measures the checkout: `.venv/bin/python -m bench.checkout`.

Crowds, double clicks, a frozen service, and how long one shopper waits when nobody else
is there. Each figure stands beside what is wanted; one that misses it ends with 1.
"""

import signal
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import TypeVar

import requests

from bench.purchase import median_checkout
from tools.chaos.buyer import Buyer
from tools.chaos.door import Answer
from tools.chaos.scene import Ready, Scene, scene
from tools.chaos.wishes import Wish
from tools.shop import running_shop
from tools.waiting import comes_true

CROWD = 200
LAST_ITEMS = 5
PAIRS = 500
_BUYERS = 50
_VISITORS = 4
_SECONDS_FROZEN = 6.0
_PATIENCE = 60.0
T = TypeVar("T")


@dataclass(frozen=True)
class Figure:
    """What was measured, what is wanted, and whether it is so."""

    what: str
    measured: str
    wanted: str
    is_good: bool

    def __str__(self) -> str:
        mark = "" if self.is_good else "  MISSED"
        return f"{self.what:<52} {self.measured:>22}  ({self.wanted} wanted){mark}"


def main() -> int:
    """Measure, and print what was found beside what is wanted."""
    missed = 0
    for measure in (_idle, _last_items, _pairs, _two_tabs, _frozen_shelf):
        for figure in measure():
            missed += not figure.is_good
            print(figure, flush=True)
    return 1 if missed else 0


def _idle() -> Iterator[Figure]:
    limits = {"REGISTRATIONS_PER_HOUR": "1000", "NAME_CHECKS_PER_MINUTE": "1000"}
    with running_shop(limits) as shop:
        wait = median_checkout(shop.url) * 1000
    yield Figure(
        "checkout through the storefront, nobody else there",
        f"{wait:.0f} ms median",
        "≤ 60 ms",
        wait <= 60,
    )


def _last_items() -> Iterator[Figure]:
    with _scene() as scene:
        product = scene.product(LAST_ITEMS)
        crowd = [scene.ready(product) for _ in range(CROWD)]
        with ThreadPoolExecutor(CROWD) as threads:
            list(threads.map(_insist, crowd))
        violations = scene.violations()
        orders = scene.stage.ledger().orders
    paid = sum(order.state == "paid" for order in orders)
    yield Figure(
        f"{CROWD} shoppers for the last {LAST_ITEMS} packets",
        f"{paid} paid, {len(violations)} violations",
        f"{LAST_ITEMS} paid, 0",
        paid == LAST_ITEMS and not violations,
    )


def _pairs() -> Iterator[Figure]:
    with _scene() as scene:
        product = scene.product(100_000)
        buyers = [scene.buyer() for _ in range(_BUYERS)]

        def press_pairs(buyer: Buyer) -> None:
            for turn in range(PAIRS // _BUYERS):
                wish = _keyed(scene.wish(product), buyer, turn)
                ready = _filled(buyer, wish)
                ready.press_twice()
                _insist(ready)

        with ThreadPoolExecutor(_BUYERS) as threads:
            list(threads.map(press_pairs, buyers))
        violations = scene.violations()
        orders = scene.stage.ledger().orders
    paid = sum(order.state == "paid" for order in orders)
    yield Figure(
        f"{PAIRS} simultaneous pairs, each with one key",
        f"{len(orders)} orders, {paid} paid, {len(violations)} violations",
        f"{PAIRS}, {PAIRS}, 0",
        len(orders) == paid == PAIRS and not violations,
    )


def _two_tabs() -> Iterator[Figure]:
    """Two tabs show one cart; each has a key of its own."""
    seen: Counter[str] = Counter()
    with _scene() as scene:
        for turn in range(20):
            first = scene.ready(scene.product(100))
            second = replace(first, wish=_keyed(first.wish, first.buyer, turn))
            other = first.buyer.another_door()
            with ThreadPoolExecutor(2) as threads:
                tabs = (
                    threads.submit(first.press),
                    threads.submit(
                        first.buyer.press, second.wish, second.agreement, other
                    ),
                )
                seen[" and ".join(sorted(_told(tab.result()) for tab in tabs))] += 1
            other.close()
        violations = scene.violations()
    good = seen["201 and 409 cart-changed"]
    yield Figure(
        "two tabs, one cart, 20 times",
        f"{good} × one order and one 409 cart-changed",
        "20",
        good == 20 and not violations,
    )


def _frozen_shelf() -> Iterator[Figure]:
    with _scene() as scene:
        product = scene.product(100_000)
        crowd = [scene.ready(product) for _ in range(16)]
        scene.stage.processes.signal_whole("product-service", signal.SIGSTOP)
        stop = threading.Event()
        with ThreadPoolExecutor(len(crowd) + _VISITORS) as threads:
            url = scene.stage.shop.url
            pages = [threads.submit(_browse, url, stop) for _ in range(_VISITORS)]
            pressing = [threads.submit(_keep_pressing, buyer, stop) for buyer in crowd]
            # Nobody sets it before: this is how long is measured.
            stop.wait(_SECONDS_FROZEN)
            stop.set()
            waits = [wait for each in pressing for wait in each.result()]
            views = [wait for each in pages for wait in each.result()]
        scene.stage.processes.signal_whole("product-service", signal.SIGCONT)
        violations = scene.violations()
        orders = scene.stage.ledger().orders
    paid = sum(order.state == "paid" for order in orders)
    p95 = statistics.quantiles(views, n=20)[-1] * 1000
    yield Figure(
        f"product-service frozen: {len(waits)} checkout requests",
        f"longest {max(waits):.2f} s",
        "≤ 3 s",
        max(waits) <= 3,
    )
    yield Figure(
        f"product-service frozen: {len(views)} views of the catalogue",
        f"p95 {p95:.0f} ms",
        "≤ 100 ms",
        p95 <= 100,
    )
    yield Figure(
        "product-service thawed: orders that were waiting",
        f"{paid} of {len(crowd)} paid, {len(violations)} violations",
        "all, 0",
        paid == len(crowd) and not violations,
    )


def _scene() -> AbstractContextManager[Scene]:
    """Open a shop whose applications call each other without any detour."""
    return scene({"SHOP_DETOURS": "", "WEB_WORKERS": "2"})


def _filled(buyer: Buyer, wish: Wish) -> Ready:
    return Ready(buyer, wish, _until(lambda: buyer.fill_basket(wish)))


def _keyed(wish: Wish, buyer: Buyer, turn: int) -> Wish:
    return replace(wish, key=f"bench-{buyer.number}-{turn}-other")


def _insist(buyer: Ready) -> Answer:
    """Press until there is an answer, as the storefront advises."""

    def known() -> Answer | None:
        answer = buyer.press()
        return None if answer.is_unknown else answer

    return _until(known)


def _keep_pressing(buyer: Ready, stop: threading.Event) -> Sequence[float]:
    waits = []
    while not stop.wait(0.1):
        begin = time.monotonic()
        buyer.press()
        waits.append(time.monotonic() - begin)
    return waits


def _browse(url: str, stop: threading.Event) -> Sequence[float]:
    waits = []
    with requests.Session() as browser:
        while not stop.wait(0.05):
            begin = time.monotonic()
            browser.get(url, timeout=10)
            waits.append(time.monotonic() - begin)
    return waits


def _told(answer: Answer) -> str:
    reason = str(answer.document.get("type", "")).rpartition(":")[2]
    return f"{answer.status} {reason}".strip()


def _until(look: Callable[[], T | None]) -> T:
    found = comes_true(look, _PATIENCE, pause=0.1)
    if found is None:
        raise TimeoutError("the shop does not answer")
    return found


if __name__ == "__main__":
    sys.exit(main())
