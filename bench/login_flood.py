"""Measure log-ins: `.venv/bin/python -m bench.login_flood`.

How many passwords of an account four worker processes check together, and how long the
catalogue and the public keys take during a flood of right log-ins.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from statistics import quantiles
from typing import Any

import requests
from requests.adapters import HTTPAdapter

from testing.driver.example_accounts import PASSWORD, account_of
from tools.shop import RunningShop, running_shop

SHOPPERS = 50
SECONDS = 10.0
_LIMITS = {"REGISTRATIONS_PER_HOUR": "1000"}


class From(HTTPAdapter):
    """Connect from one local address: each 127.0.N.0/24 is a network."""

    def __init__(self, network: int) -> None:
        """Store the address in this network."""
        self._address = f"127.0.{network}.1"
        super().__init__()

    def init_poolmanager(self, *args: Any, **kwargs: Any) -> None:
        """Bind every connection to the address."""
        kwargs["source_address"] = (self._address, 0)
        super().init_poolmanager(*args, **kwargs)


def main() -> None:
    """Open a shop of four workers for guesses, another for a flood; measure both."""
    with running_shop({**_LIMITS, "WEB_WORKERS": "4"}) as shop:
        _guess(shop)
    with running_shop(_LIMITS) as shop:
        _flood(shop)


def _guess(shop: RunningShop) -> None:
    users = shop.services["user-service"]
    for name in ("rosa", "maya", "noor"):
        _register(users, name)
    found = _at_once(lambda number: _log_in(users, "rosa", "a guess", 1), 200)
    print(f"one network, 200 at once       {_counts(found)} (401 ≤ 10 wanted)")
    found = _at_once(
        lambda number: _log_in(users, "maya", "a guess", 2 + number % 40), 800
    )
    print(f"40 networks, 800 at once       {_counts(found)} (401 ≤ 100 wanted)")
    found = _at_once(lambda number: _log_in(users, "noor", PASSWORD, 1), 50)
    print(f"right ones of one, 50 at once  {_counts(found)} (no 429 wanted)")


def _flood(shop: RunningShop) -> None:
    users = shop.services["user-service"]
    for number in range(SHOPPERS):
        _register(users, f"shopper{number}")
    catalogue, keys = shop.url, f"{users}/.well-known/jwks.json"
    alone = (_p95(catalogue), _p95(keys))
    with _log_ins(users) as found:
        beside = (_p95(catalogue), _p95(keys))
    print(f"right log-ins meanwhile        {_counts(found)} (no 429 wanted)")
    print(f"catalogue p95                  {_times(alone[0], beside[0])}")
    print(f"public keys p95                {_times(alone[1], beside[1])}")


@contextmanager
def _log_ins(users: str) -> Iterator[Counter[int]]:
    """Log everybody in at once, over and over, until the `with` ends."""
    is_over, found = threading.Event(), Counter[int]()

    def come(number: int) -> None:
        while not is_over.is_set():
            found[_log_in(users, f"shopper{number}", PASSWORD, 1)] += 1

    with ThreadPoolExecutor(SHOPPERS) as pool:
        pool.map(come, range(SHOPPERS))
        yield found
        is_over.set()


def _p95(url: str) -> float:
    with requests.Session() as browser:
        browser.get(url, timeout=5).raise_for_status()
        waits = []
        deadline = time.monotonic() + SECONDS
        while time.monotonic() < deadline:
            begin = time.perf_counter()
            browser.get(url, timeout=5).raise_for_status()
            waits.append(time.perf_counter() - begin)
    return quantiles(waits, n=20)[-1]


def _at_once(call: Callable[[int], int], times: int) -> Counter[int]:
    with ThreadPoolExecutor(SHOPPERS) as pool:
        return Counter(pool.map(call, range(times)))


def _log_in(users: str, name: str, password: str, network: int) -> int:
    form = {"username": name, "password": password}
    with requests.Session() as caller:
        caller.mount("http://", From(network))
        return caller.post(f"{users}/api/user/login", json=form, timeout=30).status_code


def _register(users: str, name: str) -> None:
    answer = requests.post(
        f"{users}/api/user/create", json=account_of(name), timeout=30
    )
    answer.raise_for_status()


def _counts(found: Counter[int]) -> str:
    return ", ".join(f"{count} × {status}" for status, count in sorted(found.items()))


def _times(alone: float, beside: float) -> str:
    return f"{beside * 1000:.0f} ms, alone {alone * 1000:.0f} ms (≤ 300 ms wanted)"


if __name__ == "__main__":
    main()
