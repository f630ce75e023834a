"""Pact files: the one package that knows how they are laid out, read and written."""

from contract_kit.pact_files.folder_or_exit import pacts_or_exit
from contract_kit.pact_files.integration import Integration, integration_of
from contract_kit.pact_files.interactions import (
    Interaction,
    ProviderState,
    other_files,
    pact_paths,
    read_pact,
    read_pacts,
)
from contract_kit.pact_files.messages import (
    Message,
    passed_by,
    read_all_interactions,
    read_messages,
)

__all__ = [
    "Integration",
    "Interaction",
    "Message",
    "ProviderState",
    "integration_of",
    "other_files",
    "pact_paths",
    "pacts_or_exit",
    "passed_by",
    "read_all_interactions",
    "read_messages",
    "read_pact",
    "read_pacts",
]
