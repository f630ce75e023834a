"""Measure how soon another service refuses an ended sign-in, among 100,000 others.

`.venv/bin/python -m bench.ended_sign_in_latency`; exits with 1 if a figure is missed.
"""

import secrets
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

from testing.driver.administrator import register
from testing.driver.lenient_http_client import ApiClient
from tools.measurement_targets import Measurement, print_measurements
from tools.shop import RunningShop, running_shop
from tools.waiting import comes_true

ENDED = 100_000
TRIES = 5
WANTED_SECONDS = 5.0
_PATIENCE = 60.0
_LIMITS = {"ENVIRONMENT": "test", "HASH_MEMORY_KIB": "64", "HASH_PASSES": "1"}


def main() -> int:
    """Measure; print each figure and its limit."""
    with running_shop(_LIMITS) as shop:
        return print_measurements(_figures(shop))


def _figures(shop: RunningShop) -> Iterator[Measurement]:
    orders = shop.services["order-service"]
    token = register(shop.services["user-service"], "basil")
    _wait_for(lambda: _status(orders, token) == 200)
    _end_many(shop.logs.parent / "data" / "user-service.db")
    yield _figure("whole list, without a cursor", _seconds_of_whole_list(shop))
    deaths = [_seconds_to_die(shop) for _ in range(TRIES)]
    yield _figure("ended sign-in dead at order-service, longest", max(deaths))
    shop.kill("order-service")
    begin = time.monotonic()
    _wait_for(lambda: _status(orders, token) == 200)
    yield _figure("first load of a service that starts", time.monotonic() - begin)
    yield _figure("ended sign-in dead after that start", _seconds_to_die(shop))


def _figure(what: str, seconds: float) -> Measurement:
    wanted = f"≤ {WANTED_SECONDS:g} s"
    return Measurement(what, f"{seconds:.2f} s", wanted, seconds <= WANTED_SECONDS)


def _end_many(file: Path) -> None:
    """Write so many ended sign-ins as an hour of a large shop leaves behind."""
    moment = datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    ends = moment + timedelta(hours=12)
    rows = [
        (secrets.token_urlsafe(32), str(moment), str(ends), str(moment), number)
        for number in range(10, 10 + ENDED)
    ]
    with closing(sqlite3.connect(file, timeout=30)) as connection, connection:
        connection.executemany(
            "INSERT INTO sign_in (id, user_id, created_at, expires_at, ended_at,"
            " end_number, user_agent, address) VALUES (?, 1, ?, ?, ?, ?, '', '')",
            rows,
        )
        connection.execute("DELETE FROM end_counter")
        connection.execute("INSERT INTO end_counter VALUES (1, ?)", (10 + ENDED,))


def _seconds_of_whole_list(shop: RunningShop) -> float:
    client = ApiClient(shop.services["user-service"])
    begin = time.monotonic()
    found = len(client.ask("GET", "/api/revocations").document["results"])
    seconds = time.monotonic() - begin
    client.close()
    if found < ENDED:
        raise RuntimeError(f"The response lists {found} of {ENDED} ended sign-ins.")
    return seconds


def _seconds_to_die(shop: RunningShop) -> float:
    orders = shop.services["order-service"]
    token = register(shop.services["user-service"], "sage")
    _wait_for(lambda: _status(orders, token) == 200)
    accounts = ApiClient(shop.services["user-service"], token)
    accounts.ask("POST", "/api/user/logout")
    accounts.close()
    begin = time.monotonic()
    _wait_for(lambda: _status(orders, token) == 401)
    return time.monotonic() - begin


def _status(address: str, token: str) -> int | None:
    client = ApiClient(address, token)
    status = client.ask("GET", "/api/order").status
    client.close()
    return status


def _wait_for(condition: Callable[[], bool]) -> None:
    if not comes_true(condition, _PATIENCE, pause=0.05):
        raise TimeoutError("it does not come true")


if __name__ == "__main__":
    sys.exit(main())
