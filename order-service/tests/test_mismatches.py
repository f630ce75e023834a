from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from order_service.clients.payment import Payment, PaymentState
from order_service.clients.product_service import (
    Reservation,
    ReservationState,
    ReservedLine,
)
from order_service.mismatches import MismatchKind, OrderRecord, Remedy, find_mismatches
from order_service.states import UNSETTLED, OrderState
from service_kit import clock
from service_kit.money import Money

NOW = clock.now()
LATER = NOW + timedelta(hours=1)
TWO_BASIL = {1: ReservedLine(2, Money(240, "EUR"))}
THREE_BASIL = {1: ReservedLine(3, Money(240, "EUR"))}
ORDER = OrderRecord(
    id="order-1",
    number="7K3M-9PQR",
    state=OrderState.PAID,
    total=Money(770, "EUR"),
    delivery=Money(290, "EUR"),
    lines=TWO_BASIL,
    since=NOW,
    give_up_at=NOW + timedelta(minutes=15),
)
SOLD = Reservation(
    "order-1", ReservationState.COMMITTED, Money(480, "EUR"), None, TWO_BASIL
)
HELD = replace(
    SOLD, state=ReservationState.HELD, expires_at=NOW + timedelta(minutes=15)
)
FREE = replace(SOLD, state=ReservationState.RELEASED)
CHARGED = Payment("order-1", PaymentState.CAPTURED, Money(770, "EUR"), 1)
SET_ASIDE = replace(CHARGED, state=PaymentState.AUTHORISED, captures=0)
GIVEN_BACK = replace(CHARGED, state=PaymentState.CANCELLED)

Found = list[tuple[MismatchKind, Remedy | None]]


def found(
    order: OrderRecord | None,
    reservation: Reservation | None,
    payment: Payment | None,
    now: datetime = NOW,
) -> Found:
    books = [[one] if one else [] for one in (order, reservation, payment)]
    return [(one.kind, one.remedy) for one in find_mismatches(*books, now=now)]


def in_state(state: OrderState) -> OrderRecord:
    return replace(ORDER, state=state)


@pytest.mark.parametrize("state", ["paid", "shipped", "delivered"])
def test_sold_order_that_was_paid_agrees(state: OrderState) -> None:
    assert found(in_state(OrderState(state)), SOLD, CHARGED) == []


@pytest.mark.parametrize(
    "payment", [None, SET_ASIDE, GIVEN_BACK, replace(SET_ASIDE, state="declined")]
)
def test_paid_order_without_a_charge_is_found(payment: Payment | None) -> None:
    assert found(ORDER, SOLD, payment) == [(MismatchKind.NOT_CHARGED, None)]


@pytest.mark.parametrize("reservation", [None, HELD, FREE])
def test_paid_order_without_a_sale_is_found(reservation: Reservation | None) -> None:
    assert found(ORDER, reservation, CHARGED) == [(MismatchKind.NOT_SOLD, None)]


def test_other_amount_than_the_order_says_is_found() -> None:
    dear = replace(CHARGED, amount=Money(1540, "EUR"))

    assert found(ORDER, SOLD, dear) == [(MismatchKind.AMOUNT_DIFFERS, None)]


@pytest.mark.parametrize(
    "reservation",
    [
        replace(SOLD, lines=THREE_BASIL),
        replace(SOLD, lines={}),
        replace(SOLD, total=Money(481, "EUR")),
        replace(SOLD, total=Money(480, "USD")),
    ],
)
def test_other_lines_than_the_order_has_are_found(reservation: Reservation) -> None:
    assert found(ORDER, reservation, CHARGED) == [(MismatchKind.LINES_DIFFER, None)]


def test_total_that_is_no_sum_is_found() -> None:
    wrong = replace(ORDER, lines=THREE_BASIL)
    reservation = replace(SOLD, lines=THREE_BASIL)

    assert found(wrong, reservation, CHARGED) == [(MismatchKind.SUM_DIFFERS, None)]


@pytest.mark.parametrize("order", [ORDER, None, in_state(OrderState.COMMITTED)])
def test_second_charge_is_found_whatever_the_order(order: OrderRecord | None) -> None:
    twice = replace(CHARGED, captures=2)

    assert (MismatchKind.CHARGED_TWICE, None) in found(order, SOLD, twice)


@pytest.mark.parametrize("state", UNSETTLED)
def test_order_on_its_way_is_given_its_time(state: OrderState) -> None:
    order = in_state(state)

    assert found(order, HELD, SET_ASIDE) == []
    assert found(order, None, None) == []
    assert found(order, HELD, SET_ASIDE, LATER) == [
        (MismatchKind.UNFINISHED, Remedy.WAKE)
    ]


def test_old_order_that_has_moved_lately_is_given_its_time() -> None:
    refund = replace(in_state(OrderState.REFUNDING), since=LATER)

    assert found(refund, SOLD, CHARGED, LATER) == []


@pytest.mark.parametrize("state", ["pending", "reserved", "authorised"])
def test_charge_before_the_sale_is_found_at_once(state: str) -> None:
    order = in_state(OrderState(state))

    assert found(order, HELD, CHARGED) == [(MismatchKind.CHARGED_IN_VAIN, None)]


def test_cart_prices_of_a_pending_order_are_no_sum() -> None:
    pending = replace(in_state(OrderState.PENDING), lines=THREE_BASIL)

    assert found(pending, None, None) == []


@pytest.mark.parametrize("state", ["failed", "refunded"])
@pytest.mark.parametrize(
    "payment", [None, GIVEN_BACK, replace(SET_ASIDE, state=PaymentState.DECLINED)]
)
def test_undone_order_of_which_nothing_is_left_agrees(
    state: str, payment: Payment | None
) -> None:
    assert found(in_state(OrderState(state)), FREE, payment) == []
    assert found(in_state(OrderState(state)), None, payment) == []


@pytest.mark.parametrize("state", ["failed", "refunded"])
@pytest.mark.parametrize("reservation", [HELD, SOLD])
def test_stock_of_an_undone_order_can_be_released(
    state: str, reservation: Reservation
) -> None:
    order = in_state(OrderState(state))

    assert found(order, reservation, GIVEN_BACK) == [
        (MismatchKind.DANGLING_RESERVATION, Remedy.UNDO)
    ]


@pytest.mark.parametrize("state", [PaymentState.AUTHORISED, "requires_action"])
def test_money_set_aside_for_a_failed_order_can_be_released(state: str) -> None:
    payment = replace(SET_ASIDE, state=PaymentState(state))

    assert found(in_state(OrderState.FAILED), FREE, payment) == [
        (MismatchKind.DANGLING_PAYMENT, Remedy.UNDO)
    ]


def test_charge_of_a_failed_order_is_left_to_a_person() -> None:
    assert found(in_state(OrderState.FAILED), SOLD, CHARGED) == [
        (MismatchKind.CHARGED_IN_VAIN, None),
        (MismatchKind.DANGLING_RESERVATION, None),
    ]


def test_charge_of_an_unknown_order_is_left_to_a_person() -> None:
    assert found(None, SOLD, CHARGED) == [
        (MismatchKind.CHARGED_IN_VAIN, None),
        (MismatchKind.DANGLING_RESERVATION, None),
    ]


def test_young_hold_of_an_unknown_order_may_expire_by_itself() -> None:
    assert found(None, HELD, SET_ASIDE) == [
        (MismatchKind.DANGLING_PAYMENT, None),
        (MismatchKind.DANGLING_RESERVATION, None),
    ]
    assert found(None, HELD, SET_ASIDE, LATER) == [
        (MismatchKind.DANGLING_PAYMENT, Remedy.UNDO),
        (MismatchKind.DANGLING_RESERVATION, Remedy.UNDO),
    ]


def test_sale_to_an_unknown_order_that_nobody_paid_can_be_undone() -> None:
    assert found(None, SOLD, None) == [(MismatchKind.DANGLING_RESERVATION, Remedy.UNDO)]


def test_leftovers_of_unknown_orders_that_hold_nothing_agree() -> None:
    assert found(None, FREE, GIVEN_BACK) == []


def test_sentence_names_both_sides() -> None:
    (mismatch,) = find_mismatches(
        [ORDER], [replace(SOLD, lines=THREE_BASIL)], [CHARGED]
    )

    assert mismatch.number == "7K3M-9PQR"
    assert mismatch.sentence == (
        "It holds 2 of product 1 at 2.40 EUR; its reservation over 4.80 EUR holds 3 of"
        " product 1 at 2.40 EUR."
    )
