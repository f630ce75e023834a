"""What came of each promise, written down by whoever held the provider to it.

The names of tests say little: a test may forget to look, be skipped or be expected to
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

from contract_kit.pact_files import Interaction

Arrow = tuple[str, str]


@dataclass(frozen=True)
class Outcome:
    """What came of one promise; it is kept when there is nothing to complain about."""

    promise: Interaction
    complaints: tuple[str, ...] = ()

    def __str__(self) -> str:
        promise = self.promise
        given = "".join(f"\n  given {state.name}" for state in promise.states)
        lines = "".join(f"\n    {complaint}" for complaint in self.complaints)
        return f"{promise.consumer} expects: {promise.description}{given}{lines}"


@dataclass(frozen=True)
class FoundOutcomes:
    """How many promises of each arrow were kept, may fail, and which are broken."""

    kept: Counter[Arrow]
    pending: Counter[Arrow]
    broken: tuple[str, ...]


def write_outcomes(folder: Path, outcomes: Iterable[Outcome]) -> None:
    """Write what one verification has found into a file of its own."""
    folder.mkdir(parents=True, exist_ok=True)
    found = [
        {
            "promise": _fingerprint(outcome.promise),
            "words": str(outcome),
            "is_kept": not outcome.complaints,
        }
        for outcome in outcomes
    ]
    (folder / f"{uuid4().hex}.json").write_text(json.dumps(found), "utf-8")


def read_outcomes(folder: Path, promises: Collection[Interaction]) -> FoundOutcomes:
    """Count what a run has found out about these very promises.

    A promise that was verified several times is kept only if it was kept each time.
    """
    found: dict[str, list[dict[str, Any]]] = {}
    for record in _records(folder):
        found.setdefault(record["promise"], []).append(record)
    kept, pending, broken = Counter[Arrow](), Counter[Arrow](), []
    for promise in promises:
        records = found.get(_fingerprint(promise), [])
        arrow = (promise.consumer, promise.provider)
        failed = [record["words"] for record in records if not record["is_kept"]]
        if failed and promise.may_fail():
            pending[arrow] += 1
        elif failed:
            broken.append(failed[0])
        elif records:
            kept[arrow] += 1
    return FoundOutcomes(kept, pending, tuple(broken))


def _records(folder: Path) -> Iterator[dict[str, Any]]:
    for path in sorted(folder.glob("*.json")):
        yield from json.loads(path.read_text("utf-8"))


def _fingerprint(promise: Interaction) -> str:
    """Digest all that a promise says, so that another of its name is not counted."""
    text = json.dumps(asdict(promise), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()
