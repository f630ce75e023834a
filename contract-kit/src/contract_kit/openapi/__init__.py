"""Checks pacts against the OpenAPI documents of their providers.

A document that a provider publishes is read by people who sign no contract. Where both
describe the same call they must agree: `inconsistencies` lists where they do not,
`relied_on` what a consumer needs and the document calls optional, `covered` how many
interactions have a documented response, and `uncovered` which responses have none.
`response_coverage` holds each operation × status against interactions and exemptions.
"""

from contract_kit.openapi.comparison import inconsistencies
from contract_kit.openapi.coverage_exemptions import (
    CoverageExemption,
    UnreadableExemptions,
    read_exemptions,
)
from contract_kit.openapi.coverage_table import coverage_summary, coverage_table
from contract_kit.openapi.findings import Inconsistency
from contract_kit.openapi.openapi_document import OpenApiDocument, Operation
from contract_kit.openapi.operation_coverage import covered, relied_on, uncovered
from contract_kit.openapi.response_coverage import (
    CoverageFinding,
    DocumentedResponse,
    coverage_findings,
    response_coverage,
)

__all__ = [
    "CoverageExemption",
    "CoverageFinding",
    "DocumentedResponse",
    "Inconsistency",
    "OpenApiDocument",
    "Operation",
    "UnreadableExemptions",
    "coverage_findings",
    "coverage_summary",
    "coverage_table",
    "covered",
    "inconsistencies",
    "read_exemptions",
    "relied_on",
    "response_coverage",
    "uncovered",
]
