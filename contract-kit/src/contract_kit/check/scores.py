"""Measures the mutation score of each pact, unless this very pact was measured."""

import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from contract_kit.check.check_context import Project
from contract_kit.check.complaint import Complaint
from contract_kit.check.pacts_by_integration import PactFile
from contract_kit.pact_files import Integration
from contract_kit.quality.mutation_score import MutationScore, measure_mutation_score


@dataclass(frozen=True)
class PactScore:
    """How many mutants a pact has, and how many of them it notices."""

    mutants: int = 0
    killed: int = 0


@dataclass(frozen=True)
class Scores:
    """The score of each pact, and what is to be mended."""

    pacts: Mapping[Integration, PactScore]
    complaints: tuple[Complaint, ...] = ()


def check_scores(project: Project, folder: Path) -> Scores:
    """Change every expected response of the pacts that are not known."""
    keys = {
        file.integration: project.key("score", [file.path], has_code=False)
        for file in project.pacts
    }
    known = {each: project.cache.find(key) for each, key in keys.items()}
    full = {each: PactScore(**counts) for each, counts in known.items() if counts}
    waiting = [file for file in project.pacts if file.integration not in full]
    if not waiting:
        project.report("Mutation score: nothing has changed.")
        return Scores(full)
    score = _measure(project, waiting, folder)
    for integration in (file.integration for file in waiting):
        own = score.between(*integration)
        full[integration] = PactScore(len(own.mutants), own.killed)
        if own.is_full:
            project.cache.keep(keys[integration], vars(full[integration]))
    complaints = () if score.is_full else (Complaint("score", str(score)),)
    return Scores(full, complaints)


def _measure(
    project: Project, waiting: Sequence[PactFile], folder: Path
) -> MutationScore:
    names = ", ".join(str(file.integration) for file in waiting)
    project.report(f"Every expected response is changed, one fault at a time: {names}.")
    folder.mkdir(parents=True, exist_ok=True)
    for file in waiting:
        shutil.copy(file.path, folder)
    return measure_mutation_score(folder)
