"""Tells from git alone whether a version may be deployed beside those that are.

Tags say what runs in an environment, `deployed/<environment>/<application>`, and what
each version promises and does lies in its commit. So no cell of the matrix stays
unknown: whatever nobody has verified yet is verified now.
"""

from contract_kit.deployment.known import Inquiry, KnownFindings
from contract_kit.deployment.layout import Layout
from contract_kit.deployment.matrix import Pact, Pair, Version, read
from contract_kit.deployment.question import (
    Question,
    Verdict,
    Word,
    can_i_deploy,
    version_of,
)
from contract_kit.deployment.records import Record, record_deployment
from contract_kit.deployment.repository import Misuse, Repository
from contract_kit.deployment.runs import Undecided
from contract_kit.deployment.table import told
from contract_kit.deployment.trial import Finding

__all__ = [
    "Finding",
    "Inquiry",
    "KnownFindings",
    "Layout",
    "Misuse",
    "Pact",
    "Pair",
    "Question",
    "Record",
    "Repository",
    "Undecided",
    "Verdict",
    "Version",
    "Word",
    "can_i_deploy",
    "read",
    "record_deployment",
    "told",
    "version_of",
]
