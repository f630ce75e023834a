"""Audits a folder: all findings in the order of harm, and a score."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from contract_kit.audit.audited_pacts import AuditedPact, OmittedFile, read_folder
from contract_kit.audit.confidential_texts import confidential_texts
from contract_kit.audit.findings import AuditFinding, by_harm
from contract_kit.audit.git_queries import GitHistory
from contract_kit.audit.interaction_faults import interaction_faults
from contract_kit.audit.matcher_faults import matcher_faults
from contract_kit.audit.misspelt_providers import provider_names
from contract_kit.audit.stale_pacts import stale_pacts
from contract_kit.audit.volatile_literals import literal_values

_CHECKS = (confidential_texts, interaction_faults, matcher_faults, literal_values)


@dataclass(frozen=True)
class FolderAudit:
    """What was found in a folder of pacts."""

    pacts: tuple[AuditedPact, ...]
    findings: tuple[AuditFinding, ...]
    passed_by: tuple[OmittedFile, ...]

    @property
    def faults(self) -> tuple[AuditFinding, ...]:
        """The findings that do harm, which hints do not."""
        return tuple(one for one in self.findings if one.fault.harm)

    @property
    def score(self) -> int:
        """Return how much of all interactions is worth something, of 100.

        Each interaction loses the harm of its worst finding; a finding about a whole
        file counts for all its interactions, and a file that has none is one that is
        lost. Rounded down, so that 100 is a folder without findings.
        """
        worst: dict[tuple[str, str], float] = {
            (pact.file, one.title): 0.0
            for pact in self.pacts
            for one in pact.interactions
        }
        for finding in self.findings:
            for key in self._concerned(finding, list(worst)):
                worst[key] = max(worst.get(key, 0.0), finding.fault.harm)
        if not worst:
            return 0
        # A sum of shares may be a hair beside a whole number.
        exact = 100 * (1 - sum(worst.values()) / len(worst))
        return min(int(exact + 1e-9), 99 if self.faults else 100)

    @staticmethod
    def _concerned(
        finding: AuditFinding, known: Sequence[tuple[str, str]]
    ) -> list[tuple[str, str]]:
        if finding.interaction:
            return [(finding.file, finding.interaction)]
        inside = [key for key in known if key[0] == finding.file]
        return inside or [(finding.file, "")]


def audit_folder(folder: Path) -> FolderAudit:
    """Audit every pact below a folder."""
    read = list(read_folder(folder))
    pacts = [one for one in read if isinstance(one, AuditedPact)]
    findings = [one for one in read if isinstance(one, AuditFinding)]
    for check in _CHECKS:
        findings += [found for pact in pacts for found in check(pact)]
    history = GitHistory.of(folder)
    findings += provider_names(pacts, history)
    if history:
        findings += stale_pacts(pacts, history)
    return FolderAudit(
        tuple(pacts),
        tuple(sorted(findings, key=by_harm)),
        tuple(one for one in read if isinstance(one, OmittedFile)),
    )
