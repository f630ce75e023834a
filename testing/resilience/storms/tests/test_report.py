from collections import Counter
from dataclasses import replace
from typing import Any

from testing.resilience.storms.concurrent_shoppers import Purchases
from testing.resilience.storms.consistency_checker import Kind, Violation
from testing.resilience.storms.database_rows import Order, Snapshot
from testing.resilience.storms.fault_schedule import FaultKind
from testing.resilience.storms.journal import CHECKOUT, Request, Response
from testing.resilience.storms.proxy_modes import STORM_MODES
from testing.resilience.storms.report import has_passed, report, shortcomings
from testing.resilience.storms.storm_run import StormPlan, StormResult

PAID = Order("o1", "ADA1-0001", 3, "key-ada-1", "paid", None, 1490, 1490, {7: 2})
FAILED = replace(PAID, id="o2", number="ADA1-0002", state="failed", reason="sold-out")
PLACED = Response(Request(1, CHECKOUT, "key-ada-1", "14.90"), 201, seconds=0.1)
GOOD = StormResult(
    plan=StormPlan(seed=4711, seconds=60),
    purchases=Purchases(Snapshot((PAID, FAILED), (), (), {}), 2, (PLACED, PLACED), ()),
    struck=Counter({(str(fault), "order-service"): 2 for fault in FaultKind}),
    hits=Counter({str(mode): 1 for mode in STORM_MODES}),
    prices_changed=5,
    seconds_to_recover=3.25,
)


def with_purchases(**changes: Any) -> StormResult:
    return replace(GOOD, purchases=replace(GOOD.purchases, **changes))


def test_good_run_passes_and_says_how_to_repeat_it() -> None:
    text = report(GOOD)

    assert has_passed(GOOD)
    assert "PASSED" in text
    assert "--seconds 60 --seed 4711 --shoppers 48 --faults 1.6" in text
    assert "everything was final 3.2 s after" in text


def test_report_counts_what_was_survived() -> None:
    text = report(GOOD)

    assert "2 checkouts of 48 shoppers under 12 faults, 6 of them kill -9" in text
    assert "order-service 2" in text
    assert "paid 1, failed (sold-out) 1; 50% paid" in text


def test_one_violation_fails_the_run() -> None:
    bad = with_purchases(violations=(Violation(Kind.LOST, "ADA1-0009"),))

    assert not has_passed(bad)
    assert "FAILED" in report(bad)
    assert "ADA1-0009" in report(bad)


def test_run_that_does_not_recover_fails() -> None:
    assert not has_passed(replace(GOOD, seconds_to_recover=None))


def test_run_in_which_nobody_bought_fails() -> None:
    empty = with_purchases(snapshot=Snapshot((FAILED,), (), (), {}))
    nobody = with_purchases(snapshot=Snapshot((), (), (), {}))

    assert "only 0% of 1 checkouts were paid" in shortcomings(empty)[0]
    assert not has_passed(empty)
    assert not has_passed(nobody)


def test_run_without_some_fault_fails() -> None:
    struck = {
        who: count for who, count in GOOD.struck.items() if who[0] != FaultKind.FREEZE
    }

    assert shortcomings(replace(GOOD, struck=struck)) == ["nothing was hit by: freeze"]


def test_trouble_that_nobody_met_fails_the_run() -> None:
    hits = Counter(GOOD.hits)
    del hits["hold"]

    assert shortcomings(replace(GOOD, hits=hits)) == ["no request met: hold"]
