"""Measure a shop with slow clients: `.venv/bin/python -m bench.slow_clients`.

A crowd sends a byte a second; others read pages and register, also while the server
reloads, while the sessions are locked, and at last while the server stops. With
`--gateway` all requests come through the gateway, to fewer threads.
"""

import os
import signal
import sqlite3
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path
from urllib.parse import urlsplit

import requests

from bench.process_memory import megabytes_below
from bench.slowloris_clients import (
    CHUNKS,
    GIGABYTE,
    HALF_BODY,
    HALF_HEAD,
    slow_connections,
)
from testing.driver.example_accounts import account_of, new_name
from testing.driver.form_browser import HttpBrowser, NotServed
from tools.applications import FRONTEND
from tools.gateway import running_gateway
from tools.shop import RunningShop, running_shop

LOOKS = 200
AT_ONCE = 4
_SECONDS_HELD = 3.0
_PATHS = ("/", "/basket", "/help", "/login")


def main() -> None:
    """Open a shop, measure every case, and print each figure and its limit."""
    if "--gateway" in sys.argv[1:]:
        _through_the_gateway()
    else:
        _at_the_storefront()


def _through_the_gateway() -> None:
    with (
        running_shop({"WEB_THREADS": "8", "TRUSTED_PROXIES": "1"}) as shop,
        running_gateway({"storefront": shop.url}) as gateway,
    ):

        def slow(*kinds: bytes) -> AbstractContextManager[None]:
            return slow_connections(gateway.port, kinds, 64)

        _play(gateway.url, "nobody", nullcontext())
        _play(gateway.url, "64 slow heads, 64 slow bodies", slow(HALF_HEAD, HALF_BODY))
        _play(gateway.url, "64 bodies of 1 GiB announced", slow(GIGABYTE))
        _play(gateway.url, "64 bodies in slow chunks", slow(CHUNKS))
        held = megabytes_below(os.getpid())
        print(f"all processes of shop and gateway: {held:.0f} MB PSS")


def _at_the_storefront() -> None:
    with running_shop({"REGISTRATIONS_PER_HOUR": "1000"}) as shop:
        port = urlsplit(shop.url).port or 0

        def slow(*kinds: bytes) -> AbstractContextManager[None]:
            return slow_connections(port, kinds, 64)

        _play(shop.url, "nobody", nullcontext())
        _play(shop.url, "64 slow heads, 64 slow bodies", slow(HALF_HEAD, HALF_BODY))
        _play(shop.url, "64 bodies of 1 GiB announced", slow(GIGABYTE))
        _play(shop.url, "64 bodies in slow chunks", slow(CHUNKS))
        with slow(HALF_HEAD, HALF_BODY):
            _play(shop.url, "both, and a reload a second", _reloading(shop))
        _play(shop.url, "a session write of 3 s, 20 wait", _held(shop))
        held = megabytes_below(os.getpid())
        print(f"all processes of the shop: {held:.0f} MB PSS (≤ 500 wanted)")
        with slow(HALF_HEAD, HALF_BODY):
            _stop_in_flight(shop)


def _play(url: str, beside: str, disturbance: AbstractContextManager[None]) -> None:
    with disturbance, ThreadPoolExecutor(AT_ONCE) as pool:
        waits = sorted(pool.map(lambda turn: _look(url, turn), range(LOOKS)))
    quick = sum(wait < 1 for wait in waits) / LOOKS
    print(
        f"{beside:34} {quick:6.1%} in < 1 s (≥ 99 % wanted),"
        f" median {waits[LOOKS // 2] * 1000:4.0f} ms, longest {waits[-1]:.2f} s",
        flush=True,
    )


def _look(url: str, turn: int) -> float:
    begin = time.perf_counter()
    try:
        answer = requests.get(url + _PATHS[turn % len(_PATHS)], timeout=5)
        answer.raise_for_status()
    except requests.RequestException as error:
        print(f"  not answered: {error}")
        return 5.0
    return time.perf_counter() - begin


@contextmanager
def _reloading(shop: RunningShop) -> Iterator[None]:
    gunicorn = shop.process_id(FRONTEND.folder)
    with _again_and_again(lambda: os.kill(gunicorn, signal.SIGHUP)):
        yield


@contextmanager
def _held(shop: RunningShop) -> Iterator[None]:
    """Lock the sessions for three seconds, while twenty shoppers wait to write."""
    file = shop.logs.parent / "data" / f"{FRONTEND.folder}.db"
    with ThreadPoolExecutor(21) as pool:
        is_held = threading.Event()
        pool.submit(_hold, file, is_held)
        is_held.wait()
        waiting = [pool.submit(_begin_basket, shop.url) for _ in range(20)]
        yield
        for each in waiting:
            each.result()


def _hold(file: Path, is_held: threading.Event) -> None:
    connection = sqlite3.connect(file, isolation_level=None)
    connection.execute("BEGIN IMMEDIATE")
    is_held.set()
    # Not a wait for an event: the lock is held this long while others are timed.
    time.sleep(_SECONDS_HELD)
    connection.execute("ROLLBACK")
    connection.close()


def _begin_basket(url: str) -> None:
    form = {"product_id": "1", "quantity": "1"}
    headers = {"Sec-Fetch-Site": "same-origin"}
    answer = requests.post(f"{url}/basket/add", data=form, headers=headers, timeout=9)
    answer.raise_for_status()


def _stop_in_flight(shop: RunningShop) -> None:
    """Stop the server while ten people have sent their registration."""
    gunicorn = shop.process_id(FRONTEND.folder)
    people = [_filled_in(shop.url) for _ in range(10)]
    with ThreadPoolExecutor(10) as pool:
        waiting = [pool.submit(register) for register in people]
        # A stopping server refuses connections that it has not accepted yet.
        time.sleep(0.1)
        begin = time.perf_counter()
        os.kill(gunicorn, signal.SIGTERM)
        lost = [it for it in waiting if it.exception()]
    shop.wait_until_ready(FRONTEND.folder)
    seconds = time.perf_counter() - begin
    print(f"SIGTERM beside both, 10 in flight: {len(lost)} lost (0 wanted)")
    print(f"  and {seconds:.1f} s until the next server answered")
    for each in lost:
        print(f"  {each.exception()}")


def _filled_in(url: str) -> Callable[[], None]:
    """Fill in the registration form; return the function that sends it."""
    browser, page = HttpBrowser(url), "/register"
    fields = browser.fields(page, page) | account_of(new_name("bench"))

    def register() -> None:
        status = browser.send(page, page, fields, follow=False).status
        if status != 303:
            raise NotServed(f"Registering was answered with {status}.")

    return register


@contextmanager
def _again_and_again(action: Callable[[], None]) -> Iterator[None]:
    is_over = threading.Event()

    def go_on() -> None:
        while not is_over.wait(1.0):
            action()

    with ThreadPoolExecutor(1) as pool:
        pool.submit(go_on)
        try:
            yield
        finally:
            is_over.set()


if __name__ == "__main__":
    main()
