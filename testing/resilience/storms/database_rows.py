"""Reads orders, reservations and payments straight from all databases.

Not through their APIs: the code under test must not be its own witness.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# The database of a busy shop may be locked for a moment.
_PATIENCE = 10.0
Quantities = Mapping[int, int]

SETTLED = frozenset({"paid", "shipped", "delivered", "failed", "refunded"})
BOUGHT = frozenset({"paid", "shipped", "delivered"})
ONCE_PAID = BOUGHT | {"refunding", "refunded"}


@dataclass(frozen=True)
class Order:
    """An order in the database of order-service."""

    id: str
    number: str
    user_id: int
    key: str
    state: str
    reason: str | None
    expected_total: int
    total: int
    quantities: Quantities

    @property
    def is_settled(self) -> bool:
        """Return whether nothing is left to be done for it."""
        return self.state in SETTLED

    @property
    def is_bought(self) -> bool:
        """Return whether the shopper has paid and keeps the packets."""
        return self.state in BOUGHT


@dataclass(frozen=True)
class Reservation:
    """A reservation in the database of product-service."""

    id: str
    state: str
    total: int
    quantities: Quantities


@dataclass(frozen=True)
class Payment:
    """A payment in the database of the provider."""

    id: str
    state: str
    amount: int
    captures: int


@dataclass(frozen=True)
class Snapshot:
    """All databases at one moment."""

    orders: tuple[Order, ...]
    reservations: tuple[Reservation, ...]
    payments: tuple[Payment, ...]
    available: Quantities

    @property
    def unsettled(self) -> int:
        """Count what is still on its way: orders, and packets that are only held."""
        orders = sum(not order.is_settled for order in self.orders)
        return orders + sum(each.state == "held" for each in self.reservations)


def read_snapshot(data: Path) -> Snapshot:
    """Read all databases of the shop in a folder."""

    def rows(application: str, table: str) -> list[sqlite3.Row]:
        with _opened(data, application) as database:
            return _rows(database, table)

    return snapshot_of(rows)


def snapshot_of(rows: Callable[[str, str], Sequence[Any]]) -> Snapshot:
    """Make a snapshot of the rows of tables, wherever those lie."""
    ordered = _quantities(rows("order-service", "order_line"), "order_id")
    held = _quantities(rows("product-service", "reservation_line"), "reservation_id")
    reservations = rows("product-service", "reservation")
    products = rows("product-service", "product")
    return Snapshot(
        tuple(_order(row, ordered) for row in rows("order-service", "orders")),
        tuple(_reservation(row, held) for row in reservations),
        tuple(_payment(row) for row in rows("payment-sandbox", "payment")),
        {row["id"]: row["available"] for row in products},
    )


def count_unsettled(data: Path) -> int:
    """Count what is still on its way: orders, and packets that are only held."""
    states = ", ".join(f"'{state}'" for state in sorted(SETTLED))
    orders = f"SELECT count(*) FROM orders WHERE state NOT IN ({states})"  # noqa: S608  # nosec B608
    reservations = "SELECT count(*) FROM reservation WHERE state = 'held'"
    return _count(data, "order-service", orders) + _count(
        data, "product-service", reservations
    )


def make_overdue(data: Path, order_id: str) -> None:
    """Expire a reservation now, instead of in a quarter of an hour."""
    words = "UPDATE reservation SET expires_at = '2020-01-01 00:00:00' WHERE id = ?"
    path = data / "product-service.db"
    with closing(sqlite3.connect(path, timeout=_PATIENCE)) as database, database:
        database.execute(words, (order_id,))


@contextmanager
def _opened(data: Path, application: str) -> Iterator[sqlite3.Connection]:
    address = f"file:{data / application}.db?mode=ro"
    with closing(sqlite3.connect(address, timeout=_PATIENCE, uri=True)) as database:
        database.row_factory = sqlite3.Row
        yield database


def _count(data: Path, application: str, request: str) -> int:
    with _opened(data, application) as database:
        return int(database.execute(request).fetchone()[0])


def _rows(database: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    return database.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  # nosec B608


def _quantities(rows: Sequence[Any], owner: str) -> Mapping[str, Quantities]:
    found: dict[str, dict[int, int]] = defaultdict(dict)
    for row in rows:
        found[row[owner]][row["product_id"]] = row["quantity"]
    return found


def _order(row: Any, lines: Mapping[str, Quantities]) -> Order:
    return Order(
        row["id"],
        row["number"],
        row["user_id"],
        row["idempotency_key"],
        row["state"],
        row["reason"],
        row["expected_total"],
        row["total"],
        lines.get(row["id"], {}),
    )


def _reservation(row: Any, lines: Mapping[str, Quantities]) -> Reservation:
    return Reservation(
        row["id"], row["state"].lower(), row["total"], lines.get(row["id"], {})
    )


def _payment(row: Any) -> Payment:
    return Payment(row["id"], row["state"].lower(), row["amount"], row["captures"])
