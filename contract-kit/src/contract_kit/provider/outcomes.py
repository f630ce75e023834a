"""What came of each interaction, written down by whoever verified the provider.

The names of tests prove little: a test may forget to look, be skipped or be expected to
fail. So a run is counted by what `verify_provider` itself has found.
"""

import hashlib
import json
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from contract_kit.pact_files import Integration, Interaction, integration_of


@dataclass(frozen=True)
class InteractionOutcome:
    """What came of one interaction; it is kept when there are no complaints."""

    interaction: Interaction
    complaints: tuple[str, ...] = ()

    def __str__(self) -> str:
        interaction = self.interaction
        given = "".join(f"\n  given {state.name}" for state in interaction.states)
        lines = "".join(f"\n    {complaint}" for complaint in self.complaints)
        return (
            f"{interaction.consumer} expects: {interaction.description}{given}{lines}"
        )


@dataclass(frozen=True)
class OutcomeCounts:
    """How many interactions of each integration were kept, and which failed."""

    kept: Counter[Integration]
    pending: Counter[Integration]
    broken: tuple[str, ...]


def write_outcomes(folder: Path, outcomes: Iterable[InteractionOutcome]) -> None:
    """Write what one verification has found into a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    found = [
        {
            "interaction": _fingerprint(outcome.interaction),
            "words": str(outcome),
            "is_kept": not outcome.complaints,
        }
        for outcome in outcomes
    ]
    (folder / f"{uuid4().hex}.json").write_text(json.dumps(found), "utf-8")


def read_outcomes(folder: Path, interactions: Collection[Interaction]) -> OutcomeCounts:
    """Count what a run has found out about these very interactions.

    An interaction that was verified several times is kept only if it was kept each
    time.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for record in _records(folder):
        found.setdefault(record["interaction"], []).append(record)
    kept, pending, broken = Counter[Integration](), Counter[Integration](), []
    for interaction in interactions:
        records = found.get(_fingerprint(interaction), [])
        integration = integration_of(interaction)
        failed = [record["words"] for record in records if not record["is_kept"]]
        if failed and interaction.may_fail():
            pending[integration] += 1
        elif failed:
            broken.append(failed[0])
        elif records:
            kept[integration] += 1
    return OutcomeCounts(kept, pending, tuple(broken))


def _records(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        yield from json.loads(path.read_text("utf-8"))


def _fingerprint(interaction: Interaction) -> str:
    """Digest all that an interaction holds, lest another of its name be counted."""
    text = json.dumps(asdict(interaction), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
