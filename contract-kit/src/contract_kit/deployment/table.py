"""Tells the verdicts to a person: a row for each pair, the reasons, and the word."""

import re
from collections.abc import Iterable, Iterator

from contract_kit.deployment.matrix import Version
from contract_kit.deployment.question import Question, Verdict, Word
from contract_kit.deployment.repository import SHORT

_INDEX = re.compile(r"\[\d+\]")


def told(
    question: Question, asked: Version, verdicts: list[Verdict], limit: int = 3
) -> str:
    """Write the whole answer, at most so many reasons a pair, the verdict at last."""
    paragraphs = [
        "\n".join(_aligned(_row(question, verdict) for verdict in verdicts)),
        *(_reasoned(one, limit) for one in verdicts if one.word != Word.YES),
        _last_line(question, asked, verdicts),
    ]
    return "\n\n".join(filter(None, paragraphs))


def _row(question: Question, verdict: Verdict) -> list[str]:
    pair = verdict.pair
    word = f"{verdict.word}{', as known' * verdict.was_known}"
    provider = f"{pair.pact.provider} (absent)"
    return [
        _side(question, pair.consumer),
        "→",
        _side(question, pair.provider) if pair.provider else provider,
        f"{pair.pact.promises} promise{'s' * (pair.pact.promises != 1)}",
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


def _reasoned(verdict: Verdict, limit: int) -> str:
    pact = verdict.pair.pact
    head = f"{verdict.word}  {pact.consumer} → {pact.provider}"
    lines = [line for reason in verdict.reasons[:limit] for line in _once(reason)]
    if more := verdict.reasons[limit:]:
        lines.append(f"and {len(more)} more like these: --all tells them")
    return "\n".join([head, *(f"  {line}" for line in (*lines, verdict.advice))])


def _once(reason: str) -> Iterator[str]:
    """Leave out what is only said again of the next element of a list."""
    said = set()
    for line in reason.splitlines():
        place = _INDEX.sub("[]", line)
        if place == line or place not in said:
            yield line
        said.add(place)


def _last_line(question: Question, asked: Version, verdicts: list[Verdict]) -> str:
    subject = f"{asked.name} {asked.commit[:SHORT]}"
    words = {verdict.word for verdict in verdicts}
    if Word.NO in words:
        return f"No: {subject} may not be deployed to {question.environment}."
    if Word.UNKNOWN in words:
        return (
            f"No: nobody could find out whether {subject} may be deployed to "
            f"{question.environment}."
        )
    if not verdicts:
        return (
            f"Yes: nobody in {question.environment} asks {subject} for anything, "
            "and it asks nobody."
        )
    return f"Yes: {subject} may be deployed to {question.environment}."
