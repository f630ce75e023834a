"""What a run has shown, for people: faults survived, orders, recovery, the verdict."""

from collections import Counter
from collections.abc import Iterator
from statistics import median, quantiles

from testing.driver.lenient_http_client import UNKNOWN
from testing.resilience.storms.concurrent_shoppers import LEAST_PAID
from testing.resilience.storms.consistency_checker import Kind, count_kinds
from testing.resilience.storms.fault_schedule import FaultKind
from testing.resilience.storms.journal import CHECKOUT
from testing.resilience.storms.proxy_modes import STORM_MODES
from testing.resilience.storms.storm_run import StormResult
from testing.resilience.storms.unmet_faults import unmet_faults

_MOST_EXAMPLES = 8


def report(result: StormResult) -> str:
    """Write all of it."""
    return "\n".join(
        [
            _headline(result),
            "",
            *_faults(result),
            "",
            *_orders(result),
            "",
            *_verdict(result),
        ]
    )


def shortcomings(result: StormResult) -> list[str]:
    """Return why a run has proved nothing, however clean its databases are."""
    orders = result.purchases.snapshot.orders
    found = []
    if paid_share(result) < LEAST_PAID:
        share = f"{paid_share(result):.0%} of {len(orders)} checkouts"
        found.append(f"only {share} were paid; {LEAST_PAID:.0%} are wanted")
    return [*found, *unmet_faults(result.struck, result.hits)]


def has_passed(result: StormResult) -> bool:
    """Return whether the run proves what it is to prove."""
    has_recovered = result.seconds_to_recover is not None
    is_sound = not result.purchases.violations
    return is_sound and has_recovered and not shortcomings(result)


def paid_share(result: StormResult) -> float:
    """Return which part of all orders was paid at some time."""
    orders = len(result.purchases.snapshot.orders)
    return result.purchases.paid / orders if orders else 0.0


def kills(result: StormResult) -> int:
    """Count the kill -9 of a run."""
    return sum(
        count for (name, _), count in result.struck.items() if name.startswith("kill")
    )


def _headline(result: StormResult) -> str:
    plan, orders = result.plan, result.purchases.snapshot.orders
    return (
        f"Chaos of {plan.seconds:.0f} s, seed {plan.seed}:"
        f" {len(orders)} checkouts of {plan.shoppers} shoppers under"
        f" {sum(result.struck.values())} faults, {kills(result)} of them kill -9."
    )


def _faults(result: StormResult) -> Iterator[str]:
    yield f"{'fault':<30} survived  of whom"
    by_name: dict[str, Counter[str]] = {}
    for (name, victim), count in sorted(result.struck.items()):
        by_name.setdefault(name, Counter())[victim] += count
    for name, victims in by_name.items():
        is_at_point = name == FaultKind.KILL_AT_POINT
        whom = _count_failpoints(victims) if is_at_point else _listed(victims)
        yield f"{name:<30} {victims.total():>8}  {whom}"
    met = ", ".join(f"{mode} {result.hits[mode]}" for mode in STORM_MODES)
    yield f"Requests, answers and connections that met a fault of a link: {met}."


def _count_failpoints(victims: Counter[str]) -> str:
    return f"{len(victims)} different failpoints"


def _listed(victims: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in victims.most_common())


def _orders(result: StormResult) -> Iterator[str]:
    ends = Counter(
        f"{order.state} ({order.reason})" if order.reason else order.state
        for order in result.purchases.snapshot.orders
    )
    yield f"orders     {_listed(ends)}; {paid_share(result):.0%} paid"
    sent = [
        each for each in result.purchases.responses if each.request.action == CHECKOUT
    ]
    answers = Counter(_answer(each.status) for each in sent)
    yield f"answers    {_listed(answers)}; {result.prices_changed} prices changed"
    waits = [each.seconds for each in sent]
    if len(waits) > 1:
        p95 = quantiles(waits, n=20)[-1]
        yield (
            f"waiting    median {median(waits):.2f} s, p95 {p95:.2f} s,"
            f" longest {max(waits):.2f} s for an answer to a checkout"
        )
    recovery = result.seconds_to_recover
    if recovery is None:
        yield "recovery   NOT everything was final within 30 s of the last fault"
    else:
        yield f"recovery   everything was final {recovery:.1f} s after the last fault"


def _answer(status: int) -> str:
    return "none" if status == UNKNOWN else str(status)


def _verdict(result: StormResult) -> Iterator[str]:
    counts = count_kinds(result.purchases.violations)
    for kind in Kind:
        yield f"{counts.get(kind, 0):>6}  {kind}"
    for violation in result.purchases.violations[:_MOST_EXAMPLES]:
        yield f"        {violation.kind}: {violation.about} {violation.sentence}"
    for sentence in shortcomings(result):
        yield f"This run proves nothing: {sentence}."
    yield ""
    yield "PASSED" if has_passed(result) else "FAILED"
    words = result.plan.words
    yield f"Repeat its purchases and faults with: nox -s chaos -- {words}"
