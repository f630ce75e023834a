"""Replaces every application, one after the other, while people look and buy."""

import itertools
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from testing.driver.administrator import register
from testing.driver.lenient_http_client import ApiClient
from tools.applications import APPLICATIONS
from tools.containers.engine import Engine
from tools.shop import RunningShop

_VISITORS = 4
_VIEWS = ("/", "/login", "/api/products?limit=3", "/api/categories", "/help")
# Every so many looks something is written.
_VIEWS_PER_CHANGE = 5
_MOST_PACKETS = 9


@dataclass
class Update:
    """What was replaced in how many seconds, and what visitors were answered."""

    seconds: dict[str, float] = field(default_factory=dict)
    answers: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)

    def note(self, call: str, status: int | str) -> None:
        """Count an answer; whatever is no success is a failure."""
        self.answers[call] += 1
        if status not in (200, 201):
            self.failures.append(f"{call}: {status}")

    def __str__(self) -> str:
        """Write a table, and what failed."""
        lines = [f"{name:<18}{it:>6.1f} s" for name, it in self.seconds.items()]
        asked = sum(self.answers.values())
        lines += [f"{asked} requests meanwhile, {len(self.failures)} failed"]
        return "\n".join([*lines, *self.failures[:20]])


def roll_out(engine: Engine, stack: str, shop: RunningShop) -> Update:
    """Replace all tasks of every application; return what visitors saw of it."""
    update = Update()
    users = shop.services["user-service"]
    tokens = [register(users, f"visitor-{number}") for number in range(_VISITORS)]
    with _visiting(shop, tokens, update):
        for application in APPLICATIONS:
            begin = time.monotonic()
            service = f"{stack}_{application.folder}"
            engine.run("service", "update", "--force", "--quiet", service)
            update.seconds[application.folder] = time.monotonic() - begin
    return update


@contextmanager
def _visiting(shop: RunningShop, tokens: list[str], update: Update) -> Iterator[None]:
    closing = threading.Event()
    visitors = [
        threading.Thread(target=_visit, args=(shop.url, token, update, closing))
        for token in tokens
    ]
    for visitor in visitors:
        visitor.start()
    try:
        yield
    finally:
        closing.set()
        for visitor in visitors:
            visitor.join()


def _visit(url: str, token: str, update: Update, closing: threading.Event) -> None:
    _ask(url, token, update, "POST", "/api/order/add-item", {"product_id": 1, "qty": 1})
    for number, path in enumerate(itertools.cycle(_VIEWS)):
        if closing.is_set():
            return
        _ask(url, token, update, "GET", path)
        if number % _VIEWS_PER_CHANGE == 0:
            wanted = {"qty": 1 + number % _MOST_PACKETS}
            _ask(url, token, update, "PATCH", "/api/order/items/1", wanted)


def _ask(
    url: str,
    token: str,
    update: Update,
    method: str,
    path: str,
    body: dict[str, int] | None = None,
) -> None:
    """Ask on a connection of its own, as another visitor would."""
    client = ApiClient(url, token)
    answer = client.ask(method, path, body)
    client.close()
    update.note(f"{method} {path}", answer.status)
