"""How many there are of each product. Every change is one conditional UPDATE, made in
the order of the products' ids: stock is never read first and written later, and two
orders never wait for each other in a circle."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Update, select, update

from product_service.database import changed_one_row, db
from product_service.errors import OutOfStock
from product_service.models import Product


@dataclass(frozen=True, order=True)
class Quantity:
    """So many of one product."""

    product_id: int
    quantity: int


def take(wanted: Iterable[Quantity], currency: str) -> dict[int, int]:
    """Take all of this and return the prices of now; raise `OutOfStock`."""
    lines = sorted(wanted)
    short = [line.product_id for line in lines if not _taken(line, currency)]
    if short:
        raise OutOfStock(_available(short, currency))
    return _prices(lines)


def give_back(lines: Iterable[Quantity]) -> None:
    """Put all of this back."""
    for line in sorted(lines):
        changed_one_row(_change(line.product_id, line.quantity))


def _taken(line: Quantity, currency: str) -> bool:
    return changed_one_row(
        _change(line.product_id, -line.quantity).where(
            Product.available >= line.quantity, *_for_sale(currency)
        )
    )


def _change(product_id: int, difference: int) -> Update:
    return (
        update(Product)
        .where(Product.id == product_id)
        .values(available=Product.available + difference, version=Product.version + 1)
    )


def _available(short: Sequence[int], currency: str) -> dict[int, int]:
    asked = select(Product.id, Product.available).where(
        Product.id.in_(short), *_for_sale(currency)
    )
    found = dict(db.session.execute(asked).all())
    return {product_id: found.get(product_id, 0) for product_id in short}


def _prices(lines: Iterable[Quantity]) -> dict[int, int]:
    asked = select(Product.id, Product.price).where(
        Product.id.in_([line.product_id for line in lines])
    )
    return dict(db.session.execute(asked).all())


def _for_sale(currency: str) -> tuple[ColumnElement[bool], ...]:
    return Product.is_active.is_(True), Product.currency == currency
