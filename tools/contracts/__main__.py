"""Writes or checks the contracts: `python -m tools.contracts write`, or `check`.

`write` puts into `pacts/` what the consumers' tests promise; `check` demands that
nothing has changed, that every provider keeps every promise and documents what it
keeps, that somebody reads each promised field, and that every promise would notice a
fault.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from contract_kit.compare import compare, report
from contract_kit.outcomes import FoundOutcomes, read_outcomes
from contract_kit.pact_files import pact_paths, read_pacts
from contract_kit.pact_text import UnreadablePact
from contract_kit.results import ContractResults
from contract_kit.strength import measure_strength
from tools.contracts.arrows import ARROWS, PACTS, consumer_tests, provider_tests
from tools.contracts.documents import held_documents, summary
from tools.contracts.runs import run_tests
from tools.contracts.sources import complaints_about_sources
from tools.contracts.table import rows, table, write_rows

_REMEDY = "run `nox -s pacts`, read the difference, and commit it by itself"


def main(words: Sequence[str] | None = None) -> None:
    """Do what the first word says."""
    parser = argparse.ArgumentParser(prog="tools.contracts")
    parser.add_argument("deed", choices=["write", "check"])
    parser.add_argument("--json", type=Path, help="write the table to this file, too")
    chosen = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        sys.exit(_done(chosen.deed, fresh, chosen.json))


def _done(deed: str, fresh: Path, file: Path | None) -> int:
    try:
        return write(fresh) if deed == "write" else check(fresh, file)
    except UnreadablePact as error:
        print(f"{PACTS.name}/{error}")
        return 1


def write(fresh: Path) -> int:
    """Replace the committed pacts, dead promises included."""
    if _make_promises(fresh).failed:
        print("Nothing was written: first let every consumer make its promises.")
        return 1
    for old in pact_paths(PACTS):
        old.unlink()
    for new in pact_paths(fresh):
        shutil.copy(new, PACTS)
    print(f"{len(pact_paths(PACTS))} pacts in {PACTS.name}/.")
    return 0


def check(fresh: Path, file: Path | None) -> int:
    """Compare, lint, verify and measure; end with a table and what is to be mended."""
    began = time.monotonic()
    _say("Consumers make their promises, and show that they need each field.")
    made = _make_promises(fresh)
    complaints = [f"A consumer's test failed: {name}." for name in made.failed]
    if not complaints and (differences := compare(fresh, PACTS)):
        complaints.append(report(differences, _REMEDY))
    complaints += complaints_about_sources()
    _say("Providers are held to their promises.")
    held = _hold_providers(fresh / "outcomes")
    complaints += held.complaints
    _say("Every promised answer is spoiled, bit by bit.")
    strength = measure_strength(PACTS)
    if not strength.is_full:
        complaints.append(str(strength))
    _say("Promises are held against what their providers publish.")
    documents = held_documents(read_pacts(PACTS))
    complaints += [
        str(one) for document in documents for one in document.inconsistencies
    ]
    _say(summary(documents))
    found = rows(ARROWS, read_pacts(PACTS), held.outcomes, strength, made.unused)
    complaints += [
        f"{row.arrow}: not every promise is kept." for row in found if row.is_lacking
    ]
    print(f"\n{table(found)}\n")
    if file:
        answers = [row for document in documents for row in document.rows()]
        write_rows(found, answers, file)
    return _conclude(complaints, time.monotonic() - began)


def _make_promises(folder: Path) -> ContractResults:
    options = ("--pact-output", str(folder), "--unused-promises")
    return run_tests(consumer_tests(), *options)


@dataclass(frozen=True)
class _Held:
    """What verify_provider has found, and what is wrong with it."""

    outcomes: FoundOutcomes
    complaints: list[str]


def _hold_providers(folder: Path) -> _Held:
    """Count what was found of each promise, not which tests were green."""
    options = ("--dist", "loadfile", "--contract-outcomes", str(folder))
    red = run_tests(provider_tests(), *options).failed
    found = read_outcomes(folder, read_pacts(PACTS))
    complaints = [f"A promise is broken: {words}" for words in found.broken]
    complaints += [f"A provider's test failed: {name}." for name in red]
    return _Held(found, complaints)


def _conclude(complaints: Sequence[str], seconds: float) -> int:
    for complaint in complaints:
        print(complaint)
    if complaints:
        print("The contracts do not hold: each line above says what to mend.")
        return 1
    print(f"Every contract holds ({seconds:.0f} s).")
    return 0


def _say(sentence: str) -> None:
    print(sentence, flush=True)


if __name__ == "__main__":
    main()
