"""Reads which documented responses no interaction covers on purpose, and why.

The list names every operation with every status, so that an operation or a status which
is new is in nobody's list. One reason may stand for many of them.
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_FORM = (
    'write it as [[exemption]], why = "…", and below [exemption.PROVIDER] a line '
    '"GET /path" = [404] for each operation'
)


class UnreadableExemptions(ValueError):
    """A list of exemptions that nobody can read."""


@dataclass(frozen=True)
class CoverageExemption:
    """A documented response that no interaction covers, and the reason."""

    provider: str
    operation: str
    status: str
    why: str

    @property
    def response(self) -> tuple[str, str, str]:
        """Which response it is about."""
        return self.provider, self.operation, self.status

    def __str__(self) -> str:
        return f"{self.provider}, {self.operation} → {self.status}"


def read_exemptions(path: Path) -> list[CoverageExemption]:
    """Read a `contract-coverage.toml`; where there is none, nothing is exempted."""
    if not path.exists():
        return []
    try:
        written = tomllib.loads(path.read_text("utf-8"))
    except ValueError as error:
        raise UnreadableExemptions(f"{path.name} is no TOML ({error}).") from None
    if fault := next(_faults(written), ""):
        raise UnreadableExemptions(f"{path.name}: {fault}: {_FORM}.")
    return [one for entry in written.get("exemption", ()) for one in _read(entry)]


def _faults(written: Mapping[str, Any]) -> Iterator[str]:
    for name in written.keys() - {"exemption"}:
        yield f"{name!r} means nothing here"
    entries = written.get("exemption", [])
    if not isinstance(entries, list):
        yield "the exemptions are no list"
        return
    for number, entry in enumerate(entries, 1):
        yield from (f"exemption {number} {fault}" for fault in _entry_faults(entry))


def _entry_faults(entry: Any) -> Iterator[str]:
    why = entry.get("why") if isinstance(entry, dict) else None
    if not isinstance(why, str) or not why.strip():
        yield "does not say why"
        return
    providers = {name: each for name, each in entry.items() if name != "why"}
    if not providers:
        yield "names no provider"
    for provider, operations in providers.items():
        if not isinstance(operations, dict) or not operations:
            yield f"names no operation of {provider}"
            continue
        for operation, statuses in operations.items():
            if not isinstance(statuses, list) or not statuses:
                yield f"names no status of {operation}"
            elif not all(_is_status(status) for status in statuses):
                yield f"names something else than statuses of {operation}"


def _is_status(status: Any) -> bool:
    return isinstance(status, int | str) and not isinstance(status, bool)


def _read(entry: Mapping[str, Any]) -> Iterator[CoverageExemption]:
    for provider, operations in entry.items():
        if provider == "why":
            continue
        for operation, statuses in operations.items():
            for status in statuses:
                yield CoverageExemption(provider, operation, str(status), entry["why"])
