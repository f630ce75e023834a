"""Prints the books of the shop as JSON; it runs in the container `setup`, which has the
keys to all databases, and not in the code under test.
"""

import json
from pathlib import Path

from sqlalchemy import create_engine, text

_BOOKS = {
    "order-service": ("orders", "order_line"),
    "product-service": ("product", "reservation", "reservation_line"),
    "payment-sandbox": ("payment",),
}


def main() -> None:
    """Read every table that a judge asks for."""
    found: dict[str, dict[str, list[dict[str, object]]]] = {}
    for application, tables in _BOOKS.items():
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
