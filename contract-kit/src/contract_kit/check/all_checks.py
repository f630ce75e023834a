"""Checks all contracts of a project in one run, and puts the results in one table."""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from contract_kit.check.check_context import Project
from contract_kit.check.complaint import Complaint
from contract_kit.check.consumer_tests import check_consumers
from contract_kit.check.integration_table import (
    IntegrationRow,
    as_document,
    rows,
    table,
)
from contract_kit.check.openapi_documents import check_documents
from contract_kit.check.provider_tests import check_providers
from contract_kit.check.scores import check_scores
from contract_kit.check.static_checks import (
    complaints_about_sources,
    expected_integrations,
)
from contract_kit.pact_files import read_all_interactions
from contract_kit.report.check_results import DocumentedOperation

CHECKS = ("write", "compare", "lint", "verify", "score", "openapi")


@dataclass(frozen=True)
class CheckReport:
    """What a check has found: a row for each integration, and what is to be mended."""

    rows: Sequence[IntegrationRow]
    operations: Sequence[DocumentedOperation]
    complaints: Sequence[Complaint]
    seconds: float

    def document(self) -> dict[str, object]:
        """Return the results as `contract-kit report` reads them."""
        return as_document(self.rows, self.operations)

    def __str__(self) -> str:
        end = (
            "The contracts do not hold: each line above says what to mend."
            if self.complaints
            else f"Every contract holds ({self.seconds:.0f} s)."
        )
        return f"\n{table(self.rows)}\n\n{end}"


def check(project: Project, folder: Path) -> CheckReport:
    """Write, compare, lint, verify, measure and hold against OpenAPI.

    `folder` is an empty one, for pacts and outcomes on the way.
    """
    began = time.monotonic()
    settings = project.settings
    fresh = folder / "pacts"
    fresh.mkdir()
    consumers = check_consumers(project, fresh)
    lint = [Complaint("lint", text) for text in complaints_about_sources(settings)]
    providers = check_providers(project, folder / "outcomes")
    scores = check_scores(project, folder / "measured")
    documents = check_documents(project)
    found = rows(
        expected_integrations(settings),
        read_all_interactions(settings.pacts),
        providers.kept,
        providers.pending,
        scores.pacts,
        consumers.unused,
    )
    complaints = (
        *consumers.complaints,
        *lint,
        *providers.complaints,
        *scores.complaints,
        *documents.complaints,
    )
    seconds = time.monotonic() - began
    operations = tuple(documents.operations())
    return CheckReport(found, operations, complaints, seconds)
