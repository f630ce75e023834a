"""Reload every service under load: `.venv/bin/python -m bench.gunicorn_reload`.

Two clients write through `service_kit.http_client` and one reads, as fast as they can,
while gunicorn reloads 25 times; no call may fail. Then the same write is timed on a new
connection and on a pooled one. `--kept` reloads under writes on pooled connections, to
show why each write has a new one.
"""

import os
import secrets
import signal
import statistics
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from service_kit.http_client import CallFailed, Connection
from testing.driver.administrator import register
from tools.applications import (
    ORDER_SERVICE,
    PAYMENT_SANDBOX,
    PRODUCT_SERVICE,
    USER_SERVICE,
)
from tools.shop import RunningShop, running_shop
from tools.shop.keys import ORDER_SERVICE_SECRET, PAYMENT_SECRET, read_key
from tools.waiting import comes_true

RELOADS = 25
WRITES = 2_000
# More of them keep a SQLite without WAL so busy that some wait for a whole second, the
# longest that a call may take, with no reload at all.
_WRITERS, _READERS = 2, 1
_TIMED = 300
_PATIENCE = 30.0
# The callers stop after these seconds at the latest; the table shows their writes.
_LONGEST = 600.0


class PooledConnection(Connection):
    """A client that sends writes over pooled connections, too."""

    def _on_new_connection(
        self, method: str, url: str, **request: Any
    ) -> requests.Response:
        return self._session("pooled").request(method, url, **request)


@dataclass(frozen=True)
class Target:
    """A service, a write that changes something each time, and a read."""

    name: str
    way: Connection
    write: Callable[[], object]
    read: Callable[[], object]


@dataclass
class Tally:
    """How many calls were made, and how many failed."""

    calls: Counter[str] = field(default_factory=Counter)
    failures: Counter[str] = field(default_factory=Counter)

    def attempt(self, kind: str, call: Callable[[], object]) -> None:
        """Call once, and count."""
        try:
            call()
        except CallFailed as failure:
            self.failures[f"{kind}: {failure}"] += 1
        self.calls[kind] += 1


def main() -> int:
    """Reload and measure; print each figure and its limit."""
    failed = 0
    with running_shop({"REGISTRATIONS_PER_HOUR": "1000"}) as shop:
        for target in _targets(
            shop, PooledConnection if "--kept" in sys.argv else Connection
        ):
            tally = _reload_under_load(shop, target)
            failed += sum(tally.failures.values())
            _print_tally(target.name, tally)
        _print_cost(shop)
    return 1 if failed else 0


def _reload_under_load(shop: RunningShop, target: Target) -> Tally:
    tally, is_over = Tally(), threading.Event()

    def go_on(kind: str, call: Callable[[], object]) -> None:
        while not is_over.is_set():
            tally.attempt(kind, call)

    callers = [
        threading.Thread(target=go_on, args=work)
        for work in [("writes", target.write)] * _WRITERS
        + [("reads", target.read)] * _READERS
    ]
    for caller in callers:
        caller.start()
    try:
        for _ in range(RELOADS):
            _reload(shop.process_id(target.name))
        comes_true(lambda: tally.calls["writes"] >= WRITES, _LONGEST, pause=0.1)
    finally:
        is_over.set()
        for caller in callers:
            caller.join()
    return tally


def _reload(gunicorn: int) -> None:
    """Ask for new workers, and wait until the old ones are gone."""
    before = _workers(gunicorn)
    os.kill(gunicorn, signal.SIGHUP)

    def are_replaced() -> bool:
        now = _workers(gunicorn)
        return bool(now) and not now & before

    if not comes_true(are_replaced, _PATIENCE, pause=0.05):
        raise TimeoutError("The old workers do not go.")


def _workers(gunicorn: int) -> set[str]:
    children = Path(f"/proc/{gunicorn}/task/{gunicorn}/children")
    return set(children.read_text().split())


def _targets(shop: RunningShop, kind: type[Connection]) -> Iterator[Target]:
    keys = shop.logs.parent / "secrets"
    ways = {name: kind("bench", name, url) for name, url in shop.services.items()}
    person = register(shop.services[USER_SERVICE.folder], "bench")
    yield _target(
        ways[USER_SERVICE.folder],
        lambda way: way.send(
            "PUT", "/api/user/profile", {"bio": secrets.token_hex(8)}, token=person
        ),
        lambda way: way.get("/api/user", token=person),
    )
    service = _service_token(ways[USER_SERVICE.folder], keys)
    yield _target(
        ways[PRODUCT_SERVICE.folder],
        lambda way: way.send(
            "DELETE", f"/api/reservations/{secrets.token_hex(8)}", token=service
        ),
        lambda way: way.get("/api/categories"),
    )
    yield _target(
        ways[ORDER_SERVICE.folder],
        lambda way: way.send("POST", "/api/order/forget-me", token=person),
        lambda way: way.get("/api/orders", token=person),
    )
    secret = read_key(keys, PAYMENT_SECRET)
    yield _target(
        ways[PAYMENT_SANDBOX.folder],
        lambda way: way.send(
            "POST", f"/api/payments/{secrets.token_hex(8)}/cancel", token=secret
        ),
        lambda way: way.get("/api/payments", params={"limit": 1}, token=secret),
    )


def _target(
    way: Connection,
    write: Callable[[Connection], object],
    read: Callable[[Connection], object],
) -> Target:
    return Target(way.provider, way, lambda: write(way), lambda: read(way))


def _service_token(way: Connection, keys: Path) -> str:
    asked = {
        "client_id": "order-service",
        "client_secret": read_key(keys, ORDER_SERVICE_SECRET),
    }
    reply = way.send("POST", "/api/service-token", asked)
    return str(reply.document["result"]["token"])


def _print_tally(name: str, tally: Tally) -> None:
    failed = sum(tally.failures.values())
    print(
        f"{name:<16} {RELOADS} reloads, {tally.calls['writes']} writes and "
        f"{tally.calls['reads']} reads: {failed} failed (0 wanted)",
        flush=True,
    )
    for failure, times in tally.failures.most_common():
        print(f"    {times} × {failure}")


def _print_cost(shop: RunningShop) -> None:
    """Time the same write on a new connection and on a pooled one, in turns."""
    own, kept = (
        list(_targets(shop, kind))[-1] for kind in (Connection, PooledConnection)
    )
    pairs = [(_timed(own.write), _timed(kept.write)) for _ in range(_TIMED)]
    alone, shared = (
        statistics.median(times) * 1000 for times in zip(*pairs, strict=True)
    )
    print(
        f"a write on a new connection {alone:.2f} ms, on a pooled one {shared:.2f} ms"
    )


def _timed(call: Callable[[], object]) -> float:
    begin = time.perf_counter()
    call()
    return time.perf_counter() - begin


if __name__ == "__main__":
    sys.exit(main())
