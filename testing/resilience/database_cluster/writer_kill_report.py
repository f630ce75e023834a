"""Prints what the kills have shown."""

from collections.abc import Sequence

from testing.resilience.database_cluster.writer_kills import WriterKillResult

_ROW = "{:<22}{:>10}{:>8}{:>8}{:>6}{:>24}  {}"


def report(results: Sequence[WriterKillResult]) -> str:
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
    for result in results:
        lines.append(_line(result))
        lines += [str(result.race)] if result.race else []
        lines += [f"FAILED: {sentence}" for sentence in result.complaints]
    return "\n".join(lines)


def _line(result: WriterKillResult) -> str:
    bought = result.bought
    return _ROW.format(
        result.cluster,
        bought.requested,
        len(bought.snapshot.orders),
        bought.paid,
        bought.lost,
        f"{result.pause:.1f} s",
        ", ".join(result.killed),
    )
