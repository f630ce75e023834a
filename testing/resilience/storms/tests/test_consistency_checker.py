from dataclasses import replace

import pytest

from testing.resilience.storms.consistency_checker import Kind, find_violations
from testing.resilience.storms.database_rows import (
    Order,
    Payment,
    Reservation,
    Snapshot,
)
from testing.resilience.storms.journal import CANCEL, CHECKOUT, VIEW, Request, Response

TEAPOT = 7
STOCKED = {TEAPOT: 10}
ORDER = Order("o1", "ADA1-0001", 3, "key-ada-1", "paid", None, 1490, 1490, {TEAPOT: 2})
RESERVATION = Reservation("o1", "committed", 1200, {TEAPOT: 2})
PAYMENT = Payment("o1", "captured", 1490, 1)
HELD = replace(RESERVATION, state="held")
SOUND = Snapshot((ORDER,), (RESERVATION,), (PAYMENT,), {TEAPOT: 8})

FAILED = replace(ORDER, state="failed", reason="sold-out")
RELEASED = replace(RESERVATION, state="released")
CANCELLED = Payment("o1", "cancelled", 1490, 0)
UNDONE = Snapshot((FAILED,), (RELEASED,), (CANCELLED,), {TEAPOT: 10})


def answered(
    state: str | None = None,
    number: str | None = ORDER.number,
    *,
    action: str = CHECKOUT,
    status: int = 201,
    problem: str = "",
) -> Response:
    request = Request(1, action, ORDER.key, "14.90")
    return Response(request, status, number, state, "14.90", problem)


def kinds(snapshot: Snapshot, *responses: Response) -> set[Kind]:
    return {found.kind for found in find_violations(responses, snapshot, STOCKED)}


def test_sound_books_are_not_complained_about() -> None:
    assert kinds(SOUND, answered("paid"), answered("paid")) == set()
    assert kinds(UNDONE, answered(status=409, problem="sold-out")) == set()


def test_promised_order_that_vanished_is_lost() -> None:
    databases = Snapshot((), (), (), {TEAPOT: 10})

    assert kinds(databases, answered("pending", status=202)) == {Kind.LOST}


def test_one_key_with_two_numbers_is_duplicated() -> None:
    other = replace(ORDER, id="o2", number="ADA1-0002", key="key-ada-2")
    databases = Snapshot(
        (ORDER, other),
        (RESERVATION, replace(RESERVATION, id="o2")),
        (PAYMENT, replace(PAYMENT, id="o2")),
        {TEAPOT: 6},
    )

    found = kinds(databases, answered("paid"), answered("paid", other.number))

    assert Kind.DUPLICATED in found


def test_two_orders_under_one_key_are_duplicated() -> None:
    other = replace(ORDER, id="o2", number="ADA1-0002")
    databases = Snapshot(
        (ORDER, other),
        (RESERVATION, replace(RESERVATION, id="o2")),
        (PAYMENT, replace(PAYMENT, id="o2")),
        {TEAPOT: 6},
    )

    assert kinds(databases) == {Kind.DUPLICATED}


@pytest.mark.parametrize(
    ("databases", "response"),
    [
        (UNDONE, answered("paid")),
        (SOUND, answered(status=409, problem="sold-out")),
        (UNDONE, answered("refunded", action=VIEW, status=200)),
    ],
    ids=["paid that failed", "failed that is paid", "refunded that failed"],
)
def test_answer_that_is_no_longer_true_contradicts(
    databases: Snapshot, response: Response
) -> None:
    assert kinds(databases, response) == {Kind.CONTRADICTED}


def test_refusal_beside_an_order_contradicts() -> None:
    refused = answered(number=None, status=409, problem="cart-changed")

    assert kinds(SOUND, answered("paid"), refused) == {Kind.CONTRADICTED}


def test_refund_that_nobody_asked_for_contradicts() -> None:
    refunded = Snapshot(
        (replace(ORDER, state="refunded"),),
        (RELEASED,),
        (replace(PAYMENT, state="cancelled"),),
        {TEAPOT: 10},
    )

    assert kinds(refunded, answered("paid")) == {Kind.CONTRADICTED}
    assert (
        kinds(refunded, answered("paid"), answered("refunding", action=CANCEL)) == set()
    )


def test_more_sold_than_stocked_is_oversold() -> None:
    order = replace(ORDER, quantities={TEAPOT: 11})
    hold = replace(RESERVATION, quantities={TEAPOT: 11})

    found = kinds(Snapshot((order,), (hold,), (PAYMENT,), {TEAPOT: 0}))

    assert Kind.OVERSOLD in found


def test_packets_that_nobody_has_are_drift() -> None:
    assert kinds(replace(SOUND, available={TEAPOT: 7})) == {Kind.STOCK_DRIFT}
    assert kinds(replace(SOUND, available={TEAPOT: 9})) == {Kind.STOCK_DRIFT}


@pytest.mark.parametrize(
    "databases",
    [
        replace(UNDONE, payments=(PAYMENT,)),
        replace(UNDONE, payments=(replace(CANCELLED, captures=1),)),
        Snapshot((), (), (PAYMENT,), {TEAPOT: 10}),
        replace(
            UNDONE, orders=(replace(ORDER, state="refunded"),), payments=(PAYMENT,)
        ),
    ],
    ids=["failed", "failed and given back", "nobody's", "refunded in name"],
)
def test_charge_without_an_order_is_found(databases: Snapshot) -> None:
    assert Kind.CHARGED_WITHOUT_ORDER in kinds(databases)


def test_charge_that_was_taken_twice_is_found() -> None:
    twice = replace(PAYMENT, captures=2)

    assert kinds(replace(SOUND, payments=(twice,))) == {Kind.CHARGED_TWICE}


def test_charge_of_another_total_is_found() -> None:
    dear = replace(PAYMENT, amount=1491)

    assert kinds(replace(SOUND, payments=(dear,))) == {Kind.CHARGED_WRONGLY}


def test_paid_order_without_money_is_found() -> None:
    assert kinds(replace(SOUND, payments=())) == {Kind.PAID_WITHOUT_CHARGE}


@pytest.mark.parametrize(
    "hold",
    [
        RELEASED,
        replace(RESERVATION, state="held"),
        replace(RESERVATION, quantities={TEAPOT: 1}),
    ],
    ids=["released", "only held", "too few"],
)
def test_paid_order_without_packets_is_found(hold: Reservation) -> None:
    assert Kind.PAID_WITHOUT_PACKETS in kinds(replace(SOUND, reservations=(hold,)))


def test_what_is_kept_for_nobody_dangles() -> None:
    held = replace(
        UNDONE,
        reservations=(replace(RESERVATION, state="held"),),
        available={TEAPOT: 8},
    )
    authorised = replace(UNDONE, payments=(replace(CANCELLED, state="authorised"),))

    assert kinds(held) == {Kind.DANGLING}
    assert kinds(authorised) == {Kind.DANGLING}


def test_order_that_is_still_on_its_way_is_not_final() -> None:
    pending = replace(ORDER, state="pending")
    databases = Snapshot((pending,), (), (), {TEAPOT: 10})

    assert kinds(databases) == {Kind.NOT_FINAL}


def test_fault_that_nobody_had_thought_of_is_found() -> None:
    assert kinds(SOUND, answered("paid"), answered(None, None, status=500)) == {
        Kind.BROKEN
    }
    assert kinds(SOUND, answered("paid"), answered(None, None, status=503)) == set()
