"""Writes the coverage of documents as a table: operations × statuses, in a terminal."""

from collections.abc import Iterable, Sequence

from contract_kit.openapi.response_coverage import DocumentedResponse

_EXEMPTED, _UNCOVERED = "–", "!"


def coverage_table(responses: Sequence[DocumentedResponse]) -> str:
    """Write one table for each provider, and a line that counts."""
    providers = dict.fromkeys(one.provider for one in responses)
    tables = [
        _table(provider, [one for one in responses if one.provider == provider])
        for provider in providers
    ]
    return "\n\n".join([*tables, coverage_summary(responses)])


def coverage_summary(responses: Sequence[DocumentedResponse]) -> str:
    """Count what is covered, exempted and neither, in a line."""
    covered = sum(1 for one in responses if one.interactions)
    uncovered = sum(1 for one in responses if one.is_uncovered)
    return (
        f"{len(responses)} documented responses: {covered} covered by interactions, "
        f"{len(responses) - covered - uncovered} exempted with a reason, "
        f"{uncovered} neither."
    )


def _table(provider: str, responses: Sequence[DocumentedResponse]) -> str:
    statuses = sorted({one.status for one in responses})
    rows: dict[str, dict[str, str]] = {}
    for one in responses:
        rows.setdefault(one.operation, {})[one.status] = _cell(one)
    width = max(len(provider), *map(len, rows))
    lines = [_line(provider, statuses, statuses, width)]
    for operation, cells in rows.items():
        shown = [cells.get(status, "") for status in statuses]
        lines.append(_line(operation, shown, statuses, width))
    return "\n".join(lines)


def _line(name: str, cells: Iterable[str], statuses: Sequence[str], width: int) -> str:
    columns = [
        cell.rjust(max(3, len(status)))
        for cell, status in zip(cells, statuses, strict=True)
    ]
    return " ".join([name.ljust(width), *columns]).rstrip()


def _cell(one: DocumentedResponse) -> str:
    if one.interactions:
        return str(one.interactions)
    return _UNCOVERED if one.is_uncovered else _EXEMPTED
