"""What a run has shown, for people: faults survived, orders, recovery, the verdict."""

from collections import Counter
from collections.abc import Iterator
from statistics import median, quantiles

from tools.chaos.checker import Kind, count_kinds
from tools.chaos.faults import Fault
from tools.chaos.journal import CHECKOUT, UNKNOWN
from tools.chaos.ledger import ONCE_PAID
from tools.chaos.modes import TROUBLES
from tools.chaos.run import Outcome

# A run in which hardly anybody bought anything proves nothing.
LEAST_PAID = 0.4
_MOST_EXAMPLES = 8


def report(outcome: Outcome) -> str:
    """Write all of it."""
    return "\n".join(
        [
            _headline(outcome),
            "",
            *_faults(outcome),
            "",
            *_orders(outcome),
            "",
            *_verdict(outcome),
        ]
    )


def shortcomings(outcome: Outcome) -> list[str]:
    """Say why a run has proved nothing, however clean its books are."""
    orders = outcome.ledger.orders
    found = []
    if paid_share(outcome) < LEAST_PAID:
        share = f"{paid_share(outcome):.0%} of {len(orders)} checkouts"
        found.append(f"only {share} were paid; {LEAST_PAID:.0%} are wanted")
    happened = {fault for fault, _ in outcome.struck}
    wanted = [str(fault) for fault in Fault if fault != Fault.LINE]
    found += [f"nothing was hit by: {name}" for name in wanted if name not in happened]
    found += [f"no request met: {mode}" for mode in TROUBLES if not outcome.hits[mode]]
    return found


def has_passed(outcome: Outcome) -> bool:
    """Tell whether the run proves what it is to prove."""
    return not (
        outcome.violations
        or outcome.seconds_to_recover is None
        or shortcomings(outcome)
    )


def paid_share(outcome: Outcome) -> float:
    """Tell which part of all orders was paid at some time."""
    orders = outcome.ledger.orders
    paid = sum(order.state in ONCE_PAID for order in orders)
    return paid / len(orders) if orders else 0.0


def kills(outcome: Outcome) -> int:
    """Count the kill -9 of a run."""
    return sum(
        count for (name, _), count in outcome.struck.items() if name.startswith("kill")
    )


def _headline(outcome: Outcome) -> str:
    plan = outcome.plan
    return (
        f"Chaos of {plan.seconds:.0f} s, seed {plan.seed}:"
        f" {len(outcome.ledger.orders)} checkouts of {plan.shoppers} shoppers under"
        f" {sum(outcome.struck.values())} faults, {kills(outcome)} of them kill -9."
    )


def _faults(outcome: Outcome) -> Iterator[str]:
    yield f"{'fault':<30} survived  of whom"
    by_name: dict[str, Counter[str]] = {}
    for (name, victim), count in sorted(outcome.struck.items()):
        by_name.setdefault(name, Counter())[victim] += count
    for name, victims in by_name.items():
        whom = _points(victims) if name == Fault.KILL_AT_POINT else _listed(victims)
        yield f"{name:<30} {victims.total():>8}  {whom}"
    met = ", ".join(f"{mode} {outcome.hits[mode]}" for mode in TROUBLES)
    yield f"Requests, answers and connections that met a line's trouble: {met}."


def _points(victims: Counter[str]) -> str:
    return f"{len(victims)} different points"


def _listed(victims: Counter[str]) -> str:
    return ", ".join(f"{name} {count}" for name, count in victims.most_common())


def _orders(outcome: Outcome) -> Iterator[str]:
    ends = Counter(
        f"{order.state} ({order.reason})" if order.reason else order.state
        for order in outcome.ledger.orders
    )
    yield f"orders     {_listed(ends)}; {paid_share(outcome):.0%} paid"
    pressed = [heard for heard in outcome.heard if heard.question.deed == CHECKOUT]
    answers = Counter(_answer(heard.status) for heard in pressed)
    yield f"answers    {_listed(answers)}; {outcome.prices_changed} prices changed"
    waits = [heard.seconds for heard in pressed]
    if len(waits) > 1:
        p95 = quantiles(waits, n=20)[-1]
        yield (
            f"waiting    median {median(waits):.2f} s, p95 {p95:.2f} s,"
            f" longest {max(waits):.2f} s for an answer to a checkout"
        )
    recovery = outcome.seconds_to_recover
    if recovery is None:
        yield "recovery   NOT everything was final within 30 s of the last fault"
    else:
        yield f"recovery   everything was final {recovery:.1f} s after the last fault"


def _answer(status: int) -> str:
    return "none" if status == UNKNOWN else str(status)


def _verdict(outcome: Outcome) -> Iterator[str]:
    counts = count_kinds(outcome.violations)
    for kind in Kind:
        yield f"{counts.get(kind, 0):>6}  {kind}"
    for violation in outcome.violations[:_MOST_EXAMPLES]:
        yield f"        {violation.kind}: {violation.about} {violation.sentence}"
    for sentence in shortcomings(outcome):
        yield f"This run proves nothing: {sentence}."
    yield ""
    yield "PASSED" if has_passed(outcome) else "FAILED"
    words = outcome.plan.words
    yield f"Repeat its wishes and faults with: nox -s chaos -- {words}"
