"""Every named fault."""

import difflib
from collections.abc import Collection

from contract_kit import Interaction
from testing.faults.consumer_faults import CONSUMER_FAULTS
from testing.faults.edit import FaultStale
from testing.faults.fault import Fault, InteractionName
from testing.faults.response_body_faults import RESPONSE_BODY_FAULTS
from testing.faults.status_and_header_faults import STATUS_AND_HEADER_FAULTS
from testing.faults.tutorial_api_faults import TUTORIAL_API_FAULTS
from tools.errors import Refusal

FAULTS = (
    *RESPONSE_BODY_FAULTS,
    *STATUS_AND_HEADER_FAULTS,
    *CONSUMER_FAULTS,
    *TUTORIAL_API_FAULTS,
)


def fault_called(name: str) -> Fault:
    """Find a fault; refuse an unknown name, with the one that was meant."""
    for fault in FAULTS:
        if fault.name == name:
            return fault
    names = [fault.name for fault in FAULTS]
    near = difflib.get_close_matches(name, names, n=1, cutoff=0.4)
    advice = f"Did you mean `{near[0]}`?" if near else "Name one of the list."
    raise Refusal(
        f"There is no fault called `{name}`. {advice} `nox -s break` lists them all."
    )


def check_interactions_exist(
    faults: Collection[Fault], interactions: Collection[Interaction]
) -> None:
    """Raise `FaultStale` where an interaction that is to break stands in no pact."""
    known = set(map(InteractionName.of, interactions))
    for fault in faults:
        for wanted in fault.caught_by:
            if wanted not in known:
                raise FaultStale(
                    f"A fault is stale: no pact of {wanted.provider} holds "
                    f'"{wanted}", which is to catch `{fault.name}`. Name one that '
                    "is still there."
                )
