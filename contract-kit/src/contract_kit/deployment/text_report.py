"""Prints the results for a person: a row for each pair, the reasons, and the word."""

import re
from collections.abc import Iterable, Iterator

from contract_kit.deployment.can_i_deploy import Decision, PairResult, Question
from contract_kit.deployment.git_repository import SHORT
from contract_kit.deployment.version_pairs import Version

_INDEX = re.compile(r"\[\d+\]")


def as_text(
    question: Question, asked: Version, results: list[PairResult], limit: int = 3
) -> str:
    """Write the whole answer, at most so many reasons a pair, the result at last."""
    paragraphs = [
        "\n".join(_aligned(_row(question, result) for result in results)),
        *(_reasoned(one, limit) for one in results if one.word != Decision.YES),
        _last_line(question, asked, results),
    ]
    return "\n\n".join(filter(None, paragraphs))


def _row(question: Question, result: PairResult) -> list[str]:
    pair = result.pair
    word = f"{result.word}{', as known' * result.was_known}"
    provider = f"{pair.pact.provider} (absent)"
    return [
        _side(question, pair.consumer),
        "→",
        _side(question, pair.provider) if pair.provider else provider,
        f"{pair.pact.interactions} interaction{'s' * (pair.pact.interactions != 1)}",
        word,
    ]


def _side(question: Question, version: Version) -> str:
    if version.name == question.application:
        return str(version)
    return f"{version} (in {question.environment})"


def _aligned(rows: Iterable[list[str]]) -> Iterator[str]:
    table = list(rows)
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = [cell.ljust(width) for cell, width in zip(row, widths, strict=True)]
        yield "  ".join(cells).rstrip()


def _reasoned(result: PairResult, limit: int) -> str:
    pact = result.pair.pact
    head = f"{result.word}  {pact.consumer} → {pact.provider}"
    lines = [line for reason in result.reasons[:limit] for line in _once(reason)]
    if more := result.reasons[limit:]:
        lines.append(f"and {len(more)} more like these: --all shows them")
    return "\n".join([head, *(f"  {line}" for line in (*lines, result.advice))])


def _once(reason: str) -> Iterator[str]:
    """Leave out what only repeats itself for the next element of a list."""
    shown = set()
    for line in reason.splitlines():
        place = _INDEX.sub("[]", line)
        if place == line or place not in shown:
            yield line
        shown.add(place)


def _last_line(question: Question, asked: Version, results: list[PairResult]) -> str:
    subject = f"{asked.name} {asked.commit[:SHORT]}"
    words = {result.word for result in results}
    if Decision.NO in words:
        return f"No: {subject} may not be deployed to {question.environment}."
    if Decision.UNKNOWN in words:
        return (
            f"No: nobody could find out whether {subject} may be deployed to "
            f"{question.environment}."
        )
    if not results:
        return (
            f"Yes: nobody in {question.environment} asks {subject} for anything, "
            "and it asks nobody."
        )
    return f"Yes: {subject} may be deployed to {question.environment}."
