"""What happens where two servers of a Galera write after all, as while a balancer errs.

Each lets its own callers wait for each other; between servers they meet at the commit.
"""

import logging
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from uuid import uuid4

from flask import Flask
from sqlalchemy.exc import OperationalError

from product_service import create_app, database
from product_service.administration import add_product
from product_service.config import Settings
from product_service.errors import OutOfStock
from product_service.models import Product
from product_service.product_details import Details
from product_service.reservations import reserve
from product_service.stock import Quantity
from service_kit.money import Money
from testing.resilience.database_cluster.cluster_protocol import Cluster, Member
from testing.resilience.database_cluster.database_snapshot import database_name
from tools.applications import PRODUCT_SERVICE

_PACKETS = 20
_SHOPPERS = 200
_AT_ONCE = 8
_AWAY = "http://nobody-is-called.invalid"


@dataclass(frozen=True)
class Race:
    """The answers to shoppers who wanted the last packets, and what is left of them."""

    outcomes: Counter[str]
    met: int
    left: int

    @property
    def complaints(self) -> list[str]:
        """Return what is wrong with it, or with what it proves."""
        found = []
        if self.outcomes["held"] + self.left != _PACKETS:
            found.append(
                f"{self.outcomes['held']} held, {self.left} left of {_PACKETS}"
            )
        if not self.met:
            found.append("two writers never met: that proves nothing")
        return found

    def __str__(self) -> str:
        outcomes = ", ".join(
            f"{count} {word}" for word, count in self.outcomes.most_common()
        )
        return (
            f"Two writers, {_SHOPPERS} shoppers for {_PACKETS} packets: {outcomes};"
            f" {self.met} transactions met another and were repeated"
        )


class _Meetings(logging.Filter):
    """Counts the transactions that are repeated, instead of a line for each."""

    count = 0

    def filter(self, record: logging.LogRecord) -> bool:
        self.count += record.levelno == logging.WARNING
        return False


def race(cluster: Cluster) -> Race:
    """Reserve the same packets through two servers at the same moment."""
    apps = [_catalogue(cluster, member) for member in cluster.members[:2]]
    product_id = _stock(apps[0])
    meetings = _Meetings()
    log = logging.getLogger("service_kit.database")
    log.addFilter(meetings)
    try:
        with ThreadPoolExecutor(_AT_ONCE) as threads:
            outcomes = threads.map(
                lambda number: _buy(apps[number % 2], product_id), range(_SHOPPERS)
            )
            return Race(Counter(outcomes), meetings.count, _left(apps[0], product_id))
    finally:
        log.removeFilter(meetings)
        for app in apps:
            _leave(app)


def _catalogue(cluster: Cluster, member: Member) -> Flask:
    address = cluster.url(member.port).set(database=database_name(PRODUCT_SERVICE))
    return create_app(
        Settings(
            environment="test",
            database_url=address.render_as_string(hide_password=False),
            user_service_url=_AWAY,
        )
    )


def _stock(app: Flask) -> int:
    slug = f"seed-{uuid4()}"
    price = Money.parse("2.40", "EUR")
    with app.app_context():
        details = Details(slug, price=price, slug=slug, quantity=_PACKETS)
        return add_product(details).id


def _buy(app: Flask, product_id: int) -> str:
    with app.app_context():
        try:
            reserve(str(uuid4()), [Quantity(product_id, 1)], "EUR")
        except OutOfStock:
            return "sold out"
        except OperationalError:
            return "asked to come again"
    return "held"


def _left(app: Flask, product_id: int) -> int:
    with app.app_context():
        return database.db.session.get_one(Product, product_id).available


def _leave(app: Flask) -> None:
    with app.app_context():
        database.db.engine.dispose()
