from collections import Counter
from dataclasses import replace

import pytest

from tools.chaos.checker import Kind, Violation
from tools.chaos.crowd import Purchases
from tools.chaos.journal import CHECKOUT, LOOK, Heard, Question
from tools.chaos.ledger import Ledger, Order
from tools.cluster.storm import Outcome, longest_pause
from tools.cluster.table import table
from tools.cluster.two_writers import Race

PAID = Order("a", "ADA1-0001", 1, "key", "paid", None, 290, 290, {})


def sale(number: str, at: float, state: str = "paid", deed: str = CHECKOUT) -> Heard:
    return Heard(Question(1, deed, "key"), 200, number, state, at=at)


@pytest.fixture
def outcome() -> Outcome:
    heard = [sale("ADA1-0001", 1.0), sale("BOB1-0001", 5.5)]
    bought = Purchases(Ledger((PAID,), (), (), {}), 2, heard, [])
    return Outcome("MariaDB Galera", ["mariadb-1"], bought, [])


def test_longest_pause_is_between_two_sales() -> None:
    heard = [sale("ADA1-0001", 1.0), sale("BOB1-0001", 9.0), sale("EVE1-0001", 10.0)]

    assert longest_pause(heard) == 8.0


def test_second_look_at_a_paid_order_is_no_sale() -> None:
    heard = [sale("ADA1-0001", 1.0), sale("ADA1-0001", 5.0, deed=LOOK)]

    assert longest_pause([*heard, sale("BOB1-0001", 9.0)]) == 8.0


def test_order_that_is_not_paid_yet_is_no_sale() -> None:
    heard = [sale("ADA1-0001", 1.0), sale("BOB1-0001", 5.0, state="reserved")]

    assert longest_pause([*heard, sale("BOB1-0001", 9.0)]) == 8.0


def test_storm_in_which_all_went_well_has_no_complaints(outcome: Outcome) -> None:
    assert outcome.complaints == []
    assert "4.5 s" in table([outcome])


def test_shop_that_stood_still_fails(outcome: Outcome) -> None:
    heard = [sale("ADA1-0001", 1.0), sale("BOB1-0001", 16.0)]
    worse = replace(outcome, bought=replace(outcome.bought, heard=heard))

    assert "nobody bought anything for 15.0 s" in worse.complaints[0]
    assert "FAILED: nobody bought anything" in table([worse])


def test_lost_order_fails(outcome: Outcome) -> None:
    lost = [Violation(Kind.LOST, "BOB1-0001")]
    worse = replace(outcome, bought=replace(outcome.bought, violations=lost))

    assert worse.bought.lost == 1
    assert worse.complaints


def test_server_with_other_books_fails(outcome: Outcome) -> None:
    worse = replace(outcome, differing=["mariadb-3"])

    assert worse.complaints == ["mariadb-3 has other books than the writer"]


def test_balancer_that_goes_back_fails(outcome: Outcome) -> None:
    worse = replace(outcome, killed=["mariadb-1", "mariadb-1"])

    assert "went back" in worse.complaints[0]


def test_race_in_which_a_packet_was_sold_twice_fails() -> None:
    assert Race(Counter(held=20, sold=180), met=3, left=0).complaints == []
    assert Race(Counter(held=21), met=3, left=0).complaints


def test_race_in_which_nobody_met_proves_nothing() -> None:
    assert "proves nothing" in Race(Counter(held=20), met=0, left=0).complaints[0]
