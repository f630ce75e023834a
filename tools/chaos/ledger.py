"""The books of all services, read straight from their databases.

Not through their APIs: the code under test must not be the one that says it is right.
"""

import sqlite3
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# The book of a shop that is busy may be locked for a moment.
_PATIENCE = 10.0
Quantities = Mapping[int, int]

SETTLED = frozenset({"paid", "shipped", "delivered", "failed", "refunded"})
BOUGHT = frozenset({"paid", "shipped", "delivered"})
ONCE_PAID = BOUGHT | {"refunding", "refunded"}


@dataclass(frozen=True)
class Order:
    """An order in the book of order-service."""

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
        """Tell whether nothing is left to be done for it."""
        return self.state in SETTLED

    @property
    def is_bought(self) -> bool:
        """Tell whether the shopper has paid and keeps the packets."""
        return self.state in BOUGHT


@dataclass(frozen=True)
class Hold:
    """A reservation in the book of product-service."""

    id: str
    state: str
    total: int
    quantities: Quantities


@dataclass(frozen=True)
class Payment:
    """A payment in the book of the provider."""

    id: str
    state: str
    amount: int
    captures: int


@dataclass(frozen=True)
class Ledger:
    """All books at one moment."""

    orders: tuple[Order, ...]
    holds: tuple[Hold, ...]
    payments: tuple[Payment, ...]
    available: Quantities

    @property
    def unsettled(self) -> int:
        """Count what is still on its way: orders, and packets that are only held."""
        orders = sum(not order.is_settled for order in self.orders)
        return orders + sum(hold.state == "held" for hold in self.holds)


def read_ledger(data: Path) -> Ledger:
    """Read all books of the shop whose databases are in a folder."""

    def rows(application: str, table: str) -> list[sqlite3.Row]:
        with _book(data, application) as book:
            return _rows(book, table)

    return ledger_of(rows)


def ledger_of(rows: Callable[[str, str], Sequence[Any]]) -> Ledger:
    """Put the ledger together from the rows of tables, wherever those lie."""
    ordered = _quantities(rows("order-service", "order_line"), "order_id")
    held = _quantities(rows("product-service", "reservation_line"), "reservation_id")
    products = rows("product-service", "product")
    return Ledger(
        tuple(_order(row, ordered) for row in rows("order-service", "orders")),
        tuple(_hold(row, held) for row in rows("product-service", "reservation")),
        tuple(_payment(row) for row in rows("payment-sandbox", "payment")),
        {row["id"]: row["available"] for row in products},
    )


def count_unsettled(data: Path) -> int:
    """Count what is still on its way: orders, and packets that are only held."""
    states = ", ".join(f"'{state}'" for state in sorted(SETTLED))
    orders = f"SELECT count(*) FROM orders WHERE state NOT IN ({states})"  # noqa: S608  # nosec B608
    holds = "SELECT count(*) FROM reservation WHERE state = 'held'"
    return _count(data, "order-service", orders) + _count(
        data, "product-service", holds
    )


def make_overdue(data: Path, order_id: str) -> None:
    """Let the time of a hold be over now, instead of in a quarter of an hour."""
    words = "UPDATE reservation SET expires_at = '2020-01-01 00:00:00' WHERE id = ?"
    path = data / "product-service.db"
    with closing(sqlite3.connect(path, timeout=_PATIENCE)) as book, book:
        book.execute(words, (order_id,))


@contextmanager
def _book(data: Path, application: str) -> Iterator[sqlite3.Connection]:
    address = f"file:{data / application}.db?mode=ro"
    with closing(sqlite3.connect(address, timeout=_PATIENCE, uri=True)) as book:
        book.row_factory = sqlite3.Row
        yield book


def _count(data: Path, application: str, question: str) -> int:
    with _book(data, application) as book:
        return int(book.execute(question).fetchone()[0])


def _rows(book: sqlite3.Connection, table: str) -> list[sqlite3.Row]:
    return book.execute(f"SELECT * FROM {table}").fetchall()  # noqa: S608  # nosec B608


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


def _hold(row: Any, lines: Mapping[str, Quantities]) -> Hold:
    return Hold(row["id"], row["state"].lower(), row["total"], lines.get(row["id"], {}))


def _payment(row: Any) -> Payment:
    return Payment(row["id"], row["state"].lower(), row["amount"], row["captures"])
