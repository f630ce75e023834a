"""Decides from git alone whether a version may be deployed beside those that are.

Tags say what runs in an environment, `deployed/<environment>/<application>`, and what
each version expects and does lies in its commit. So no cell of the matrix stays
unknown: whatever nobody has verified yet is verified now.
"""

from contract_kit.deployment.can_i_deploy import (
    Decision,
    PairResult,
    Question,
    can_i_deploy,
    version_of,
)
from contract_kit.deployment.deployment_record import Record, record_deployment
from contract_kit.deployment.git_repository import Repository, UsageError
from contract_kit.deployment.isolated_pytest import Undecided
from contract_kit.deployment.layout_from_settings import layout_of, repository_of
from contract_kit.deployment.pact_verification import VerificationResult
from contract_kit.deployment.repository_layout import RepositoryLayout
from contract_kit.deployment.result_cache import ResultCache, Verifications
from contract_kit.deployment.text_report import as_text
from contract_kit.deployment.version_pairs import Pact, Pair, Version, read

__all__ = [
    "VerificationResult",
    "Verifications",
    "ResultCache",
    "RepositoryLayout",
    "UsageError",
    "Pact",
    "Pair",
    "Question",
    "Record",
    "Repository",
    "Undecided",
    "PairResult",
    "Version",
    "Decision",
    "can_i_deploy",
    "layout_of",
    "read",
    "record_deployment",
    "repository_of",
    "as_text",
    "version_of",
]
