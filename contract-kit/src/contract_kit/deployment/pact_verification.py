"""Puts one pact to the test against the code of one commit, in a copy of its own.

Only what the layout names is copied. So the ids of those folders name everything that
the outcome depends on, and the outcome can be known again by them.
"""

import json
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from contract_kit.deployment import outcome_recorder
from contract_kit.deployment.git_repository import Repository
from contract_kit.deployment.isolated_pytest import Undecided, end_of_output, run_pytest
from contract_kit.deployment.layout_from_settings import layout_at
from contract_kit.deployment.repository_layout import RepositoryLayout
from contract_kit.deployment.version_pairs import Pact, Version
from contract_kit.pact_files import read_pact
from contract_kit.pact_files.pact_document import parse_document


@dataclass(frozen=True)
class VerificationResult:
    """Which interactions of a pact failed, in the words of the kit."""

    broken: tuple[str, ...] = ()
    pending: tuple[str, ...] = ()


def verify_pact(
    repository: Repository, today: RepositoryLayout, pact: Pact, provider: Version
) -> VerificationResult:
    """Verify a pact with a provider as it was at its commit, and where it was then."""
    layout = layout_at(repository, today, provider.commit)
    if not pact.interactions:
        raise Undecided(
            f"{pact.file} holds no interaction, so nobody knows what {pact.consumer} "
            "relies on: let its contract tests write it anew."
        )
    with tempfile.TemporaryDirectory(prefix="can-i-deploy-") as name:
        place = Path(name).resolve()
        copy = place / "copy"
        needs = layout.needs(provider.name)
        repository.check_out(provider.commit, needs, copy)
        if not (copy / layout.entry(provider.name)).exists():
            raise Undecided(
                f"{provider} has no {layout.entry(provider.name)}: it was renamed, or "
                f"is older than its contracts. Deploy a newer {provider.name} first."
            )
        (place / "pacts").mkdir()
        (place / "pacts" / pact.file).write_bytes(pact.content)
        shutil.copy(outcome_recorder.__file__, place / "deployment_outcome_recorder.py")
        return _result_of(_run(layout, provider.name, place), layout, pact, place)


def _run(layout: RepositoryLayout, provider: str, place: Path) -> Mapping[str, Any]:
    report = place / "report.json"
    done = run_pytest(
        layout.imports(provider),
        place,
        [
            *(layout.entry(provider), "--pacts", str(place / "pacts")),
            *("-p", "deployment_outcome_recorder"),
        ],
        {outcome_recorder.PLACE: str(report)},
    )
    if not report.exists():
        raise Undecided(
            f"The verification ended with {done.returncode}:\n{end_of_output(done)}"
        )
    found: Mapping[str, Any] = json.loads(report.read_text("utf-8"))
    return found


def _result_of(
    report: Mapping[str, Any], layout: RepositoryLayout, pact: Pact, place: Path
) -> VerificationResult:
    _demand_own_code(report["packages"], layout.imports(pact.provider), place / "copy")
    found = _by_interaction(report["outcomes"])
    tried = [found[key] for key in _interactions(pact) if key in found]
    finding = VerificationResult(
        tuple(words for one in tried for words in _broken(one)),
        tuple(words for one in tried for words in _pending(one)),
    )
    if finding.broken:
        return finding
    if report["troubles"]:
        raise Undecided("The verification itself failed:\n" + report["troubles"][0])
    if len(tried) != pact.interactions:
        raise Undecided(
            f"{len(tried)} of {pact.interactions} interactions were verified: "
            f"{layout.entry(pact.provider)} has to try each of them."
        )
    return finding


_Outcomes = list[Mapping[str, Any]]


def _by_interaction(outcomes: Iterable[Mapping[str, Any]]) -> dict[str, _Outcomes]:
    """Sort outcomes by all that an interaction holds; a name alone proves little."""
    found: dict[str, _Outcomes] = {}
    for outcome in outcomes:
        parts = ("consumer", "description", "states", "request", "response")
        key = json.dumps([outcome[part] for part in parts], sort_keys=True)
        found.setdefault(key, []).append(outcome)
    return found


def _interactions(pact: Pact) -> Iterator[str]:
    for interaction in read_pact(parse_document(pact.content, pact.file)):
        names = [state.name for state in interaction.states]
        named = [interaction.consumer, interaction.description, names]
        parts = [*named, interaction.request, interaction.response]
        yield json.dumps(parts, sort_keys=True)


def _broken(outcomes: _Outcomes) -> list[str]:
    """Take the first words about an interaction that failed and may not."""
    return [
        each["words"]
        for each in outcomes
        if not each["is_kept"] and not each["pending"]
    ][:1]


def _pending(outcomes: _Outcomes) -> list[str]:
    return [
        f"{each['pending']} {each['words']}"
        for each in outcomes
        if not each["is_kept"] and each["pending"]
    ][:1]


def _demand_own_code(
    packages: Mapping[str, str], imports: tuple[str, ...], copy: Path
) -> None:
    own = {
        entry.stem
        for folder in imports
        if (copy / folder).is_dir()
        for entry in (copy / folder).iterdir()
    }
    for name in sorted(own & packages.keys()):
        if not Path(packages[name]).resolve().is_relative_to(copy):
            raise Undecided(
                f"{name} was loaded from {packages[name]} instead of the commit: "
                "nobody may import it before the tests do."
            )
