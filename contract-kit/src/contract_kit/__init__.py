"""A contract discipline on top of Pact: nothing empty, stale or vague stays green.

A consumer's test makes promises with the fixture `agree` and the shapes of
`contract_kit.shapes`; a provider registers `States` and is held to its promises by
`verify_provider`. The other modules look after the promises themselves: `compare`,
`lint`, `strength`, `unused`, `parsed_fields` and `forbidden`.
"""

from contract_kit.agreement import (
    Agreement,
    IncompletePromise,
    Promise,
    PromiseNotKept,
)
from contract_kit.pact_files import Interaction, State, read_pacts
from contract_kit.pact_folder import DuplicatePromise
from contract_kit.states import States, open_state_door
from contract_kit.values import UnsafeShape
from contract_kit.verification import promises_of, verify_provider
from contract_kit.verified import ContractBroken, Verification

__all__ = [
    "Agreement",
    "ContractBroken",
    "DuplicatePromise",
    "IncompletePromise",
    "Interaction",
    "Promise",
    "PromiseNotKept",
    "State",
    "States",
    "UnsafeShape",
    "Verification",
    "open_state_door",
    "promises_of",
    "read_pacts",
    "verify_provider",
]
