"""Spoils the clients of a consumer: its contract tests alone must notice.

A pact is worth as much as the test that wrote it. Each client is spoiled at every place
where clients go wrong, one edit at a time, and the tests of its interactions run.
"""

from contract_kit.client_mutation.client_score import ClientMutant, ClientScore
from contract_kit.client_mutation.consumers import (
    UnknownClient,
    chosen_clients,
    consumers_in,
)
from contract_kit.client_mutation.edit_kinds import EditKind
from contract_kit.client_mutation.equivalents import (
    Equivalent,
    UnreadableEquivalents,
    equivalent_findings,
    read_equivalents,
)
from contract_kit.client_mutation.findings import findings, table
from contract_kit.client_mutation.measurement import (
    ConsumerClients,
    FailedContractTests,
    score_clients,
)

__all__ = [
    "ClientMutant",
    "ClientScore",
    "ConsumerClients",
    "EditKind",
    "Equivalent",
    "FailedContractTests",
    "UnknownClient",
    "UnreadableEquivalents",
    "consumers_in",
    "findings",
    "chosen_clients",
    "read_equivalents",
    "score_clients",
    "table",
    "equivalent_findings",
]
