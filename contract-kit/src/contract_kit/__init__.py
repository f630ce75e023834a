"""A contract discipline on top of Pact: nothing empty, stale or vague stays green.

A consumer's test declares interactions with the fixture `agree` and the matchers of
`contract_kit.consumer.matchers`; a provider registers `States` and is held to its
interactions by `verify_provider`. The modules of `contract_kit.quality` look after the
interactions themselves.
"""

from contract_kit.consumer.base_declaration import IncompleteInteraction
from contract_kit.consumer.declared_interactions import DeclaredInteractions
from contract_kit.consumer.interaction_builder import (
    ExpectedInteraction,
    RequestMismatch,
)
from contract_kit.consumer.matcher_types import UnsafeMatcher
from contract_kit.consumer.message_builder import ExpectedMessage, ReceivedMessage
from contract_kit.pact_files import Interaction, ProviderState, read_pacts
from contract_kit.pact_files.writer import DuplicateInteraction
from contract_kit.provider.message_verification import messages_of, verify_messages
from contract_kit.provider.provider_interactions import interactions_of
from contract_kit.provider.state_endpoint import add_state_endpoint
from contract_kit.provider.states import States
from contract_kit.provider.verification import verify_provider
from contract_kit.provider.verification_assertions import ContractBroken, Verification

__all__ = [
    "DeclaredInteractions",
    "ContractBroken",
    "DuplicateInteraction",
    "IncompleteInteraction",
    "Interaction",
    "ExpectedInteraction",
    "ExpectedMessage",
    "ReceivedMessage",
    "RequestMismatch",
    "ProviderState",
    "States",
    "UnsafeMatcher",
    "Verification",
    "add_state_endpoint",
    "interactions_of",
    "messages_of",
    "read_pacts",
    "verify_messages",
    "verify_provider",
]
