"""What is to be mended after clients were spoiled, and the table of the figures."""

from collections.abc import Iterable, Iterator, Sequence

from contract_kit.client_mutation.client_score import ClientScore
from contract_kit.client_mutation.equivalents import Equivalent, unneeded

_HEADS = ("consumer", "client", "sites", "killed", "equivalent", "survive", "seconds")


def findings(
    scores: Sequence[ClientScore], equivalents: Iterable[Equivalent]
) -> Iterator[str]:
    """List what keeps the scores from being enough, and justifications gone stale."""
    for score in scores:
        if not score.mutants:
            yield f"{score.client}: nothing in it can be spoiled. Is it a client?"
        elif not score.is_enough:
            yield from map(str, score.survivors)
    survived = [each.key for score in scores for each in score.unnoticed]
    yield from unneeded(equivalents, survived, [score.client for score in scores])


def table(scores: Sequence[ClientScore]) -> str:
    """Write the figures of each client, one line each."""
    rows = [_HEADS, *map(_row, scores)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if number < 2 else cell.rjust(width)
            for number, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    )


def _row(score: ClientScore) -> tuple[str, ...]:
    figures = (score.sites, score.killed, score.equivalent, len(score.survivors))
    seconds = f"{score.seconds:.0f}"
    return score.consumer, score.client, *map(str, figures), seconds
