"""Prints the tables that `database_rows` reads, as JSON.

It runs in the container `setup`, which has the keys to all databases, and not in the
code under test.
"""

import json
from pathlib import Path

from sqlalchemy import create_engine, text

_TABLES = {
    "order-service": ("orders", "order_line"),
    "product-service": ("product", "reservation", "reservation_line"),
    "payment-sandbox": ("payment",),
}


def main() -> None:
    """Read every table and print it."""
    found: dict[str, dict[str, list[dict[str, object]]]] = {}
    for application, tables in _TABLES.items():
        address = Path("/secrets", application, "database-url").read_text()
        with create_engine(address, hide_parameters=True).connect() as book:
            found[application] = {
                table: [
                    dict(row)
                    for row in book.execute(text(f"SELECT * FROM {table}")).mappings()  # noqa: S608  # nosec B608
                ]
                for table in tables
            }
    print(json.dumps(found, default=str))


if __name__ == "__main__":
    main()
