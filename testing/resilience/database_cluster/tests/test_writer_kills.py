from collections import Counter
from dataclasses import replace

import pytest

from testing.resilience.database_cluster.two_writers import Race
from testing.resilience.database_cluster.writer_kill_report import report
from testing.resilience.database_cluster.writer_kills import (
    WriterKillResult,
    longest_pause,
)
from testing.resilience.storms.concurrent_shoppers import Purchases
from testing.resilience.storms.consistency_checker import Kind, Violation
from testing.resilience.storms.database_rows import Order, Snapshot
from testing.resilience.storms.journal import CHECKOUT, VIEW, Request, Response

PAID = Order("a", "ADA1-0001", 1, "key", "paid", None, 290, 290, {})


def sale(number: str, at: float, state: str = "paid", deed: str = CHECKOUT) -> Response:
    return Response(Request(1, deed, "key"), 200, number, state, at=at)


@pytest.fixture
def result() -> WriterKillResult:
    responses = [sale("ADA1-0001", 1.0), sale("BOB1-0001", 5.5)]
    bought = Purchases(Snapshot((PAID,), (), (), {}), 2, responses, [])
    return WriterKillResult("MariaDB Galera", ["mariadb-1"], bought, [])


def test_longest_pause_is_between_two_sales() -> None:
    responses = [
        sale("ADA1-0001", 1.0),
        sale("BOB1-0001", 9.0),
        sale("EVE1-0001", 10.0),
    ]

    assert longest_pause(responses) == 8.0


def test_second_look_at_a_paid_order_is_no_sale() -> None:
    responses = [sale("ADA1-0001", 1.0), sale("ADA1-0001", 5.0, deed=VIEW)]

    assert longest_pause([*responses, sale("BOB1-0001", 9.0)]) == 8.0


def test_order_that_is_not_paid_yet_is_no_sale() -> None:
    responses = [sale("ADA1-0001", 1.0), sale("BOB1-0001", 5.0, state="reserved")]

    assert longest_pause([*responses, sale("BOB1-0001", 9.0)]) == 8.0


def test_storm_in_which_all_went_well_has_no_complaints(
    result: WriterKillResult,
) -> None:
    assert result.complaints == []
    assert "4.5 s" in report([result])


def test_shop_that_stood_still_fails(result: WriterKillResult) -> None:
    responses = [sale("ADA1-0001", 1.0), sale("BOB1-0001", 16.0)]
    worse = replace(result, bought=replace(result.bought, responses=responses))

    assert "nobody bought anything for 15.0 s" in worse.complaints[0]
    assert "FAILED: nobody bought anything" in report([worse])


def test_lost_order_fails(result: WriterKillResult) -> None:
    lost = [Violation(Kind.LOST, "BOB1-0001")]
    worse = replace(result, bought=replace(result.bought, violations=lost))

    assert worse.bought.lost == 1
    assert worse.complaints


def test_server_with_other_data_fails(result: WriterKillResult) -> None:
    worse = replace(result, differing=["mariadb-3"])

    assert worse.complaints == ["mariadb-3 has other data than the writer"]


def test_balancer_that_goes_back_fails(result: WriterKillResult) -> None:
    worse = replace(result, killed=["mariadb-1", "mariadb-1"])

    assert "went back" in worse.complaints[0]


def test_race_in_which_a_packet_was_sold_twice_fails() -> None:
    assert Race(Counter(held=20, sold=180), met=3, left=0).complaints == []
    assert Race(Counter(held=21), met=3, left=0).complaints


def test_race_in_which_nobody_met_proves_nothing() -> None:
    assert "proves nothing" in Race(Counter(held=20), met=0, left=0).complaints[0]
