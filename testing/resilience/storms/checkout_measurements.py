"""Measures checkouts: by many at once, sent twice, and beside a frozen service.

`.venv/bin/python -m testing.resilience.storms.checkout_measurements`. Each figure
stands beside what is wanted; one that misses it ends with 1.
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
from dataclasses import replace
from typing import TypeVar

import requests

from testing.driver.lenient_http_client import ApiResponse
from testing.resilience.storms.api_shopper import ApiShopper
from testing.resilience.storms.purchase_plans import PurchasePlan
from testing.resilience.storms.scenario_shop import (
    ReadyCheckout,
    ScenarioShop,
    running_scenario_shop,
)
from tools.measurement_targets import Measurement, print_measurements
from tools.waiting import comes_true

SHOPPERS = 200
LAST_ITEMS = 5
PAIRS = 500
_SHOPPERS_WITH_PAIRS = 50
_VISITORS = 4
_SECONDS_FROZEN = 6.0
_PATIENCE = 60.0
T = TypeVar("T")


def main() -> int:
    """Measure, and print what was found beside what is wanted."""
    measures = (_last_items, _pairs, _two_tabs, _frozen_products)
    return print_measurements(figure for measure in measures for figure in measure())


def _last_items() -> Iterator[Measurement]:
    with _running_shop() as shop:
        product = shop.product(LAST_ITEMS)
        checkouts = [shop.ready(product) for _ in range(SHOPPERS)]
        with ThreadPoolExecutor(SHOPPERS) as threads:
            list(threads.map(_insist, checkouts))
        violations = shop.violations()
        orders = shop.proxied.snapshot().orders
    paid = sum(order.state == "paid" for order in orders)
    yield Measurement(
        f"{SHOPPERS} shoppers for the last {LAST_ITEMS} packets",
        f"{paid} paid, {len(violations)} violations",
        f"{LAST_ITEMS} paid, 0",
        paid == LAST_ITEMS and not violations,
    )


def _pairs() -> Iterator[Measurement]:
    with _running_shop() as shop:
        product = shop.product(100_000)
        shoppers = [shop.shopper() for _ in range(_SHOPPERS_WITH_PAIRS)]

        def send_pairs(shopper: ApiShopper) -> None:
            for turn in range(PAIRS // _SHOPPERS_WITH_PAIRS):
                plan = _keyed(shop.plan(product), shopper, turn)
                checkout = _filled(shopper, plan)
                checkout.place_order_twice()
                _insist(checkout)

        with ThreadPoolExecutor(_SHOPPERS_WITH_PAIRS) as threads:
            list(threads.map(send_pairs, shoppers))
        violations = shop.violations()
        orders = shop.proxied.snapshot().orders
    paid = sum(order.state == "paid" for order in orders)
    yield Measurement(
        f"{PAIRS} simultaneous pairs, each with one key",
        f"{len(orders)} orders, {paid} paid, {len(violations)} violations",
        f"{PAIRS}, {PAIRS}, 0",
        len(orders) == paid == PAIRS and not violations,
    )


def _two_tabs() -> Iterator[Measurement]:
    """Two tabs show one cart; each has a key of its own."""
    seen: Counter[str] = Counter()
    with _running_shop() as shop:
        for turn in range(20):
            first = shop.ready(shop.product(100))
            second = replace(first, plan=_keyed(first.plan, first.shopper, turn))
            other = first.shopper.another_connection()
            with ThreadPoolExecutor(2) as threads:
                tabs = (
                    threads.submit(first.place_order),
                    threads.submit(
                        first.shopper.place_order, second.plan, second.checkout, other
                    ),
                )
                seen[
                    " and ".join(sorted(_described(tab.result()) for tab in tabs))
                ] += 1
            other.close()
        violations = shop.violations()
    good = seen["201 and 409 cart-changed"]
    yield Measurement(
        "two tabs, one cart, 20 times",
        f"{good} × one order and one 409 cart-changed",
        "20",
        good == 20 and not violations,
    )


def _frozen_products() -> Iterator[Measurement]:
    with _running_shop() as shop:
        product = shop.product(100_000)
        checkouts = [shop.ready(product) for _ in range(16)]
        shop.proxied.processes.signal_whole("product-service", signal.SIGSTOP)
        stop = threading.Event()
        with ThreadPoolExecutor(len(checkouts) + _VISITORS) as threads:
            url = shop.proxied.running.url
            pages = [threads.submit(_browse, url, stop) for _ in range(_VISITORS)]
            sending = [threads.submit(_keep_sending, each, stop) for each in checkouts]
            # Nobody sets it before: this is how long is measured.
            stop.wait(_SECONDS_FROZEN)
            stop.set()
            waits = [wait for each in sending for wait in each.result()]
            views = [wait for each in pages for wait in each.result()]
        shop.proxied.processes.signal_whole("product-service", signal.SIGCONT)
        violations = shop.violations()
        orders = shop.proxied.snapshot().orders
    paid = sum(order.state == "paid" for order in orders)
    p95 = statistics.quantiles(views, n=20)[-1] * 1000
    yield Measurement(
        f"product-service frozen: {len(waits)} checkout requests",
        f"longest {max(waits):.2f} s",
        "≤ 3 s",
        max(waits) <= 3,
    )
    yield Measurement(
        f"product-service frozen: {len(views)} views of the catalogue",
        f"p95 {p95:.0f} ms",
        "≤ 100 ms",
        p95 <= 100,
    )
    yield Measurement(
        "product-service thawed: orders that were waiting",
        f"{paid} of {len(checkouts)} paid, {len(violations)} violations",
        "all, 0",
        paid == len(checkouts) and not violations,
    )


def _running_shop() -> AbstractContextManager[ScenarioShop]:
    """Open a shop whose applications call each other without any detour."""
    return running_scenario_shop({"SHOP_DETOURS": "", "WEB_WORKERS": "2"})


def _filled(shopper: ApiShopper, plan: PurchasePlan) -> ReadyCheckout:
    return ReadyCheckout(shopper, plan, _until(lambda: shopper.fill_basket(plan)))


def _keyed(plan: PurchasePlan, shopper: ApiShopper, turn: int) -> PurchasePlan:
    return replace(plan, key=f"bench-{shopper.number}-{turn}-other")


def _insist(checkout: ReadyCheckout) -> ApiResponse:
    """Repeat a checkout until there is an answer, as the storefront advises."""

    def known() -> ApiResponse | None:
        answer = checkout.place_order()
        return None if answer.is_unknown else answer

    return _until(known)


def _keep_sending(checkout: ReadyCheckout, stop: threading.Event) -> Sequence[float]:
    waits = []
    while not stop.wait(0.1):
        begin = time.monotonic()
        checkout.place_order()
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


def _described(answer: ApiResponse) -> str:
    reason = str(answer.document.get("type", "")).rpartition(":")[2]
    return f"{answer.status} {reason}".strip()


def _until(look: Callable[[], T | None]) -> T:
    found = comes_true(look, _PATIENCE, pause=0.1)
    if found is None:
        raise TimeoutError("the shop does not answer")
    return found


if __name__ == "__main__":
    sys.exit(main())
