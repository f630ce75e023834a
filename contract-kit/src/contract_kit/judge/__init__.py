"""Decides whether an exchange keeps a contract, in pure Python and with reasons.

Recorded traffic and the stub need a verdict far from any mock or verifier. The judge is
held to pact's own verdict by a differential test; where it differs, it is stricter.
"""

from contract_kit.judge.bodies import agreed_bytes
from contract_kit.judge.exchange import Answer, Headers, Request, read_parameters
from contract_kit.judge.mismatch import Mismatch, UnknownRule
from contract_kit.judge.verdict import (
    answer_mismatches,
    distance,
    request_mismatches,
)

__all__ = [
    "Answer",
    "Headers",
    "Mismatch",
    "Request",
    "UnknownRule",
    "agreed_bytes",
    "answer_mismatches",
    "distance",
    "read_parameters",
    "request_mismatches",
]
