"""What the storms have shown, for people."""

from collections.abc import Sequence

from tools.cluster.storm import Outcome

_ROW = "{:<22}{:>10}{:>8}{:>8}{:>6}{:>24}  {}"


def table(outcomes: Sequence[Outcome]) -> str:
    """Write a line for each cluster, and a sentence for each complaint."""
    columns = (
        "cluster",
        "checkouts",
        "orders",
        "paid",
        "lost",
        "longest without a sale",
    )
    lines = [_ROW.format(*columns, "killed")]
    for outcome in outcomes:
        lines.append(_line(outcome))
        lines += [str(outcome.race)] if outcome.race else []
        lines += [f"FAILED: {sentence}" for sentence in outcome.complaints]
    return "\n".join(lines)


def _line(outcome: Outcome) -> str:
    bought = outcome.bought
    return _ROW.format(
        outcome.cluster,
        bought.asked,
        len(bought.ledger.orders),
        bought.paid,
        bought.lost,
        f"{outcome.pause:.1f} s",
        ", ".join(outcome.killed),
    )
