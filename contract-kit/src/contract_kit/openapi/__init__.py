"""Holds pacts against the OpenAPI documents of their providers.

A document that a provider publishes is read by people who sign no contract. Where both
speak of one call they must say the same: `inconsistencies` lists where they do not,
`relied_on` what a consumer needs and the document calls optional, `promised` how many
contracts speak of an answer, and `unpromised` what none of them promises.
"""

from contract_kit.openapi.comparison import inconsistencies
from contract_kit.openapi.documents import Document, Operation
from contract_kit.openapi.findings import Inconsistency
from contract_kit.openapi.surplus import promised, relied_on, unpromised

__all__ = [
    "Document",
    "Inconsistency",
    "Operation",
    "inconsistencies",
    "promised",
    "relied_on",
    "unpromised",
]
