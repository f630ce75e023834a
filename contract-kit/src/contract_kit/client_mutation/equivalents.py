"""The file of equivalent mutants: edits that no request and no response can show.

Each entry names its client, function and edit as the score does, and says why nobody
could notice. An entry that is not needed any more is a finding.
"""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contract_kit.client_mutation.sites import sites_in

_FIELDS = {"client", "function", "edit", "reason"}
_FEWEST_WORDS = 5
_LARGEST_SHARE, _FEW = 0.05, 2


class UnreadableEquivalents(Exception):
    """The file of equivalent mutants is not what it should be."""


@dataclass(frozen=True)
class Equivalent:
    """One edit of one client that changes nothing, and why."""

    client: str
    function: str
    edit: str
    reason: str

    @property
    def key(self) -> tuple[str, str, str]:
        """Name the edit that is meant."""
        return self.client, self.function, self.edit

    def __str__(self) -> str:
        return f"{self.client}, {self.function or 'module'}: {self.edit}"


def read_equivalents(file: Path) -> list[Equivalent]:
    """Read the file; raise `UnreadableEquivalents` with what is to be mended."""
    try:
        entries = tomllib.loads(file.read_text("utf-8")).get("equivalent", [])
    except (OSError, ValueError) as error:
        raise UnreadableEquivalents(f"{file}: {error}") from error
    return [_entry(file, number, entry) for number, entry in enumerate(entries, 1)]


def unneeded(
    equivalents: Iterable[Equivalent],
    survived: Iterable[tuple[str, str, str]],
    measured: Sequence[str],
) -> Iterator[str]:
    """Name the entries about measured clients whose edit is noticed, or missing."""
    known = set(survived)
    for entry in equivalents:
        if entry.client in measured and entry.key not in known:
            yield f"{entry}: a test notices it, or there is none. Take the entry out."


def equivalent_findings(
    equivalents: Iterable[Equivalent], clients: Iterable[Path], root: Path
) -> Iterator[str]:
    """Yield a finding where more than 5 % of the sites are called equivalent."""
    sources = {
        client.resolve().relative_to(root.resolve()).as_posix(): client
        for client in clients
    }
    sites = sum(len(sites_in(path.read_text("utf-8"))) for path in sources.values())
    count = sum(entry.client in sources for entry in equivalents)
    if count > max(_FEW, _LARGEST_SHARE * sites):
        yield (
            f"{count} of {sites} edits are called equivalent, more than "
            f"{_LARGEST_SHARE:.0%}. Write tests for some."
        )


def _entry(file: Path, number: int, entry: object) -> Equivalent:
    where = f"{file.name}, entry {number}"
    if not isinstance(entry, dict) or set(entry) != _FIELDS:
        words = ", ".join(sorted(_FIELDS))
        raise UnreadableEquivalents(f"{where} must have exactly: {words}.")
    if not all(isinstance(value, str) for value in entry.values()):
        raise UnreadableEquivalents(f"{where}: every value is a text.")
    if len(entry["reason"].split()) < _FEWEST_WORDS:
        raise UnreadableEquivalents(
            f"{where}: the reason is too short; say why nobody could notice."
        )
    return Equivalent(**entry)
