"""Matches requests and responses with interactions, in pure Python and with reasons.

Recorded traffic and the stub compare far from any mock or verifier of pact. A
differential test compares the outcome with that of pact; where it differs, it is
stricter.
"""

from contract_kit.matching.actual_messages import (
    ActualRequest,
    ActualResponse,
    Headers,
    read_parameters,
)
from contract_kit.matching.bodies import expected_bytes
from contract_kit.matching.interaction_mismatches import (
    distance,
    request_mismatches,
    response_mismatches,
)
from contract_kit.matching.mismatch import Mismatch, UnknownRule

__all__ = [
    "ActualRequest",
    "ActualResponse",
    "Headers",
    "Mismatch",
    "UnknownRule",
    "expected_bytes",
    "response_mismatches",
    "distance",
    "read_parameters",
    "request_mismatches",
]
