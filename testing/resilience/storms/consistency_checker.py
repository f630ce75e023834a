"""Finds what must never happen, in the databases of the services and in the journal.

`reconcile` checks the same databases in its own way; this one knows besides what the
the shop confirmed, and how much there was to sell.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from testing.resilience.storms.database_rows import (
    BOUGHT,
    ONCE_PAID,
    Order,
    Payment,
    Quantities,
    Reservation,
    Snapshot,
)
from testing.resilience.storms.journal import CANCEL, CHECKOUT, Response

# Refusals that are for ever: what was true of the cart once stays true of the key.
_NO_ORDER = {"cart-changed", "empty-cart", "idempotency-key-reused"}


class Kind(StrEnum):
    """What can be wrong, in the words of the report."""

    LOST = "lost: the shopper was promised it"
    DUPLICATED = "duplicated: two orders for one key"
    CONTRADICTED = "one key, answers that contradict each other"
    OVERSOLD = "oversold"
    CHARGED_WITHOUT_ORDER = "charged without an order"
    CHARGED_TWICE = "charged more than once"
    CHARGED_WRONGLY = "charged another total than was shown"
    PAID_WITHOUT_CHARGE = "paid without a charge"
    PAID_WITHOUT_PACKETS = "paid, and the packets are not set aside"
    DANGLING = "held or authorised for nobody"
    STOCK_DRIFT = "stock drift"
    NOT_FINAL = "not final in time"
    BROKEN = "answered 500: something broke that nobody had thought of"
    MISMATCH = "mismatch that reconcile lists"


@dataclass(frozen=True)
class Violation:
    """Something that must not be, and about what."""

    kind: Kind
    about: str
    sentence: str = ""


def find_violations(
    responses: Iterable[Response], snapshot: Snapshot, stocked: Quantities
) -> list[Violation]:
    """Compare what was confirmed and what was stocked with the databases."""
    answers = list(responses)
    return [
        *_lost_or_contradicted(answers, snapshot),
        *_duplicated(snapshot),
        *_money(snapshot),
        *_packets(snapshot),
        *_stock(snapshot, stocked),
        *_unsettled(snapshot),
        *_broken(answers),
    ]


def _lost_or_contradicted(
    responses: Iterable[Response], snapshot: Snapshot
) -> Iterator[Violation]:
    by_number = {order.number: order for order in snapshot.orders}
    by_key: dict[str, list[Response]] = defaultdict(list)
    for answer in responses:
        by_key[answer.request.key].append(answer)
    for key, answers in by_key.items():
        promised = {answer.number for answer in answers if answer.number}
        for number in sorted(promised - set(by_number)):
            yield Violation(
                Kind.LOST, number, f"this number was confirmed for key {key}"
            )
        if len(promised) > 1:
            yield Violation(Kind.DUPLICATED, key, f"orders {sorted(promised)}")
        for number in sorted(promised & set(by_number)):
            yield from _contradictions(key, answers, by_number[number])


def _contradictions(
    key: str, answers: list[Response], order: Order
) -> Iterator[Violation]:
    if order.key != key:
        yield Violation(
            Kind.CONTRADICTED, order.number, f"belongs to key {order.key}, not {key}"
        )
    was_cancelled = any(answer.request.action == CANCEL for answer in answers)
    for answer in answers:
        reported = _reported_state(answer)
        if reported and not _may_have_become(reported, order.state, was_cancelled):
            yield Violation(
                Kind.CONTRADICTED, order.number, f"was {reported}, is now {order.state}"
            )
        if _refused_without_order(answer):
            yield Violation(
                Kind.CONTRADICTED, order.number, f"key {key} was refused as well"
            )


def _reported_state(answer: Response) -> str | None:
    if answer.state:
        return answer.state
    is_refused = answer.request.action == CHECKOUT and answer.status == 409
    return "failed" if is_refused and answer.number else None


def _may_have_become(reported: str, state: str, was_cancelled: bool) -> bool:
    if reported == "failed":
        return state == "failed"
    if reported in ONCE_PAID and state not in ONCE_PAID:
        return False
    if reported == "paid" and not was_cancelled:
        return state in BOUGHT
    return True


def _refused_without_order(answer: Response) -> bool:
    return answer.request.action == CHECKOUT and answer.problem in _NO_ORDER


def _duplicated(snapshot: Snapshot) -> Iterator[Violation]:
    counts = Counter((order.user_id, order.key) for order in snapshot.orders)
    for (_, key), count in counts.items():
        if count > 1:
            yield Violation(Kind.DUPLICATED, key, f"{count} orders")


def _money(snapshot: Snapshot) -> Iterator[Violation]:
    orders = {order.id: order for order in snapshot.orders}
    payments = {payment.id: payment for payment in snapshot.payments}
    for payment in snapshot.payments:
        yield from _payment(payment, orders.get(payment.id))
    for order in snapshot.orders:
        taken = payments.get(order.id)
        if order.is_bought and (taken is None or taken.state != "captured"):
            yield Violation(Kind.PAID_WITHOUT_CHARGE, order.number)


def _payment(payment: Payment, order: Order | None) -> Iterator[Violation]:
    name = order.number if order else payment.id
    state = order.state if order else "missing"
    if payment.captures > 1:
        yield Violation(Kind.CHARGED_TWICE, name, f"{payment.captures} captures")
    if payment.captures and state in ("failed", "missing"):
        # Even where it was given back: the shop has shown that nothing is charged.
        yield Violation(
            Kind.CHARGED_WITHOUT_ORDER, name, f"captured, the order is {state}"
        )
    if payment.state == "captured" and state == "refunded":
        yield Violation(
            Kind.CHARGED_WITHOUT_ORDER, name, "refunded, but not given back"
        )
    if payment.state in ("authorised", "requires_action") and _is_over(order):
        yield Violation(Kind.DANGLING, name, f"{payment.state}, the order is {state}")
    if order and payment.captures and payment.amount != order.expected_total:
        yield Violation(
            Kind.CHARGED_WRONGLY, name, f"{payment.amount}, not {order.expected_total}"
        )


def _packets(snapshot: Snapshot) -> Iterator[Violation]:
    orders = {order.id: order for order in snapshot.orders}
    reservations = {each.id: each for each in snapshot.reservations}
    for reservation in snapshot.reservations:
        order = orders.get(reservation.id)
        if reservation.state in ("held", "committed") and _is_unwanted(order):
            state = order.state if order else "missing"
            about = order.number if order else reservation.id
            reported = f"{reservation.state}, the order is {state}"
            yield Violation(Kind.DANGLING, about, reported)
    for order in snapshot.orders:
        if order.is_bought and not _is_set_aside(order, reservations.get(order.id)):
            yield Violation(Kind.PAID_WITHOUT_PACKETS, order.number)


def _is_set_aside(order: Order, reservation: Reservation | None) -> bool:
    return (
        reservation is not None
        and reservation.state == "committed"
        and dict(reservation.quantities) == dict(order.quantities)
    )


def _is_over(order: Order | None) -> bool:
    return order is None or order.is_settled


def _is_unwanted(order: Order | None) -> bool:
    return order is None or order.state in ("failed", "refunded")


def _stock(snapshot: Snapshot, stocked: Quantities) -> Iterator[Violation]:
    gone: Counter[int] = Counter()
    for reservation in snapshot.reservations:
        if reservation.state in ("held", "committed"):
            gone.update(reservation.quantities)
    sold: Counter[int] = Counter()
    for order in snapshot.orders:
        if order.is_bought:
            sold.update(order.quantities)
    for product, initial in stocked.items():
        available = snapshot.available.get(product, 0)
        if available < 0 or sold[product] > initial:
            yield Violation(
                Kind.OVERSOLD, f"product {product}", f"{sold[product]} of {initial}"
            )
        drift = initial - available - gone[product]
        if drift:
            yield Violation(Kind.STOCK_DRIFT, f"product {product}", f"{drift:+d}")


def _unsettled(snapshot: Snapshot) -> Iterator[Violation]:
    for order in snapshot.orders:
        if not order.is_settled:
            yield Violation(Kind.NOT_FINAL, order.number, f"is {order.state}")


def _broken(responses: Iterable[Response]) -> Iterator[Violation]:
    for answer in responses:
        if answer.status == 500:
            action = answer.request.action
            yield Violation(Kind.BROKEN, answer.request.key, f"sent a {action}")


def count_kinds(violations: Iterable[Violation]) -> Mapping[Kind, int]:
    """Count violations by kind."""
    return Counter(violation.kind for violation in violations)
