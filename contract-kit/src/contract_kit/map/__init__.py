"""Draws a map of all contracts: a page to read them on, a picture to see them in."""

from contract_kit.map.page import contract_map
from contract_kit.map.picture import NothingToDraw, picture
from contract_kit.map.results import (
    ArrowResult,
    CallFields,
    FieldReader,
    Results,
    read_results,
)

__all__ = [
    "ArrowResult",
    "CallFields",
    "FieldReader",
    "NothingToDraw",
    "Results",
    "contract_map",
    "picture",
    "read_results",
]
