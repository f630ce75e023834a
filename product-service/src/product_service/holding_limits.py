"""Limits how much of a product one holder may have set aside at once.

Asked within the transaction that has just taken the stock. It holds the rows of those
products until it ends, so of two reservations of one holder the second one waits, and
then counts the first.
"""

from collections.abc import Sequence

from sqlalchemy import func, select

from product_service.database import db
from product_service.errors import TooManyHeld
from product_service.models import (
    Product,
    Reservation,
    ReservationLine,
    ReservationState,
)
from product_service.stock import Quantity

# However little there is, so many are never too many: the last packet can be bought.
FREE_FOR_ALL = 10


def check_holding_limits(holder: str, taken: Sequence[Quantity]) -> None:
    """Raise `TooManyHeld` where what was taken is more than one holder's fair share.

    That is half of what is on the shelf and set aside, or ten packets.
    """
    products = [line.product_id for line in taken]
    left = _left(products)
    held, own = _held(products), _held(products, holder)
    over = {}
    for line in taken:
        product_id = line.product_id
        others_and_own = held.get(product_id, 0) + line.quantity
        share = max(FREE_FOR_ALL, (left[product_id] + others_and_own) // 2)
        if own.get(product_id, 0) + line.quantity > share:
            # Less than was taken, so that the shelf has as much.
            over[product_id] = max(0, share - own.get(product_id, 0))
    if over:
        raise TooManyHeld(over)


def _left(products: Sequence[int]) -> dict[int, int]:
    asked = select(Product.id, Product.available).where(Product.id.in_(products))
    return dict(db.session.execute(asked).all())


def _held(products: Sequence[int], holder: str | None = None) -> dict[int, int]:
    asked = (
        select(ReservationLine.product_id, func.sum(ReservationLine.quantity))
        .join(Reservation, Reservation.id == ReservationLine.reservation_id)
        .where(
            Reservation.state == ReservationState.HELD,
            ReservationLine.product_id.in_(products),
        )
        .group_by(ReservationLine.product_id)
    )
    if holder is not None:
        asked = asked.where(Reservation.holder == holder)
    rows = db.session.execute(asked)
    return {product_id: int(quantity) for product_id, quantity in rows}
