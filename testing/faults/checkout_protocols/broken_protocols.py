"""Six broken protocols of checkout, each with the scenario that it does not survive."""

from dataclasses import dataclass

from testing.faults.edit import Edit
from tools.errors import Refusal

_ORDERS = "order-service/src/order_service"
_PRODUCTS = "product-service/src/product_service"


@dataclass(frozen=True)
class BrokenProtocol:
    """A broken protocol, the bad luck that it does not survive, and what is seen."""

    name: str
    description: str
    edits: tuple[Edit, ...]
    scenario: str
    # Kinds of violations, as the scenarios call them.
    seen_as: frozenset[str]


PROTOCOLS = (
    BrokenProtocol(
        name="read-modify-write-stock",
        description="Somebody reads how many there are, and later writes how many are left.",
        edits=(
            Edit(
                f"{_PRODUCTS}/routes/reservations.py",
                "    reserved = use_cases.reserve(",
                """\
    from flask import g
    from product_service.models import Product
    from product_service.database import db
    wanted = [line.product_id for line in body.wanted()]
    g.seen = {each: db.session.get_one(Product, each).available for each in wanted}
    reserved = use_cases.reserve(""",
            ),
            Edit(
                f"{_PRODUCTS}/stock.py",
                """\
    return changed_one_row(
        _change(line.product_id, -line.quantity).where(
            Product.available >= line.quantity, *_for_sale(currency)
        )
    )
""",
                """\
    from flask import g
    left = g.seen[line.product_id] - line.quantity
    return left >= 0 and changed_one_row(
        update(Product).where(Product.id == line.product_id).values(available=left)
    )
""",
            ),
        ),
        scenario="two-for-the-last-piece",
        seen_as=frozenset({"OVERSOLD", "STOCK_DRIFT"}),
    ),
    BrokenProtocol(
        name="no-idempotency",
        description="Somebody places an order for every request, whatever its key.",
        edits=(
            Edit(
                f"{_ORDERS}/checkout.py",
                "    placed = find_by_key(buyer, key)\n",
                "    placed = None\n",
            ),
            Edit(
                f"{_ORDERS}/checkout.py",
                "    is_taken = _took_cart(buyer, checkout.cart_version)\n",
                "    is_taken = True\n",
            ),
            Edit(
                f"{_ORDERS}/checkout.py",
                "    db.session.execute(delete(CartLine).where(CartLine.owner == buyer))\n",
                "",
            ),
            Edit(
                f"{_ORDERS}/checkout.py",
                "        idempotency_key=key,\n",
                '        idempotency_key=f"{key[:40]}-{secrets.token_hex(8)}",\n',
            ),
        ),
        scenario="one-key-pressed-twice",
        seen_as=frozenset({"DUPLICATED"}),
    ),
    BrokenProtocol(
        name="timeout-treated-as-failure",
        description="Somebody reads that it failed, because no answer came.",
        edits=(
            Edit(
                f"{_ORDERS}/settlement.py",
                """\
            log.warning("Order %s stays %s: %s", order.number, order.state, error)
""",
                """\
            log.warning("Order %s fails: %s", order.number, error)
            fail(order, FailureReason.PAYMENT_REFUSED)
            finish_failed(load(order_id))
""",
            ),
        ),
        scenario="lost-answer-of-the-provider",
        seen_as=frozenset({"DANGLING"}),
    ),
    BrokenProtocol(
        name="no-tombstones",
        description="Somebody finds nothing to release, and forgets that it was asked to.",
        edits=(
            Edit(
                f"{_PRODUCTS}/reservations.py",
                """\
    is_tombstone = _claimed(
        id=reservation_id,
        state=ReservationState.RELEASED,
        fingerprint="",
        currency=currency,
    )
    if not is_tombstone:
        _let_go(reservation_id, _OPEN)
    return db.session.get_one(Reservation, reservation_id)
""",
                """\
    _let_go(reservation_id, _OPEN)
    return db.session.get(Reservation, reservation_id) or Reservation(
        id=reservation_id,
        state=ReservationState.RELEASED,
        currency=currency,
        total=0,
    )
""",
            ),
        ),
        scenario="late-hold-of-a-cancelled-order",
        seen_as=frozenset({"DANGLING"}),
    ),
    BrokenProtocol(
        name="no-sweeper",
        description="Somebody trusts that the shopper will ask again.",
        edits=(
            Edit(
                f"{_ORDERS}/sweeping.py",
                "    return sum(_swept(due) for due in _until(should_end, due_orders()))\n",
                "    return 0\n",
            ),
        ),
        scenario="crash-with-nobody-asking-again",
        seen_as=frozenset({"NOT_FINAL"}),
    ),
    BrokenProtocol(
        name="capture-before-commit",
        description="Somebody takes the money before the packets are certain.",
        edits=(
            Edit(
                f"{_ORDERS}/settlement.py",
                """\
            services().products.commit(order.id)
""",
                """\
            services().payments.capture(order.id)
            services().products.commit(order.id)
""",
            ),
        ),
        scenario="hold-that-ended-before-the-commit",
        seen_as=frozenset({"CHARGED_WITHOUT_ORDER"}),
    ),
)


def protocol_called(name: str) -> BrokenProtocol:
    """Find a broken protocol; refuse an unknown name with a list of those there are."""
    for protocol in PROTOCOLS:
        if protocol.name == name:
            return protocol
    names = ", ".join(protocol.name for protocol in PROTOCOLS)
    raise Refusal(
        f"There is no broken protocol called `{name}`, but there are {names}."
    )
