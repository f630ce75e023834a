"""Draws a map of all contracts: a page to read them on, a picture to see them in."""

from contract_kit.report.check_results import (
    CallFields,
    CheckResults,
    FieldReader,
    IntegrationResult,
    read_check_results,
)
from contract_kit.report.diagram import NothingToDraw, picture
from contract_kit.report.page import contracts_page

__all__ = [
    "IntegrationResult",
    "CallFields",
    "FieldReader",
    "NothingToDraw",
    "CheckResults",
    "contracts_page",
    "picture",
    "read_check_results",
]
