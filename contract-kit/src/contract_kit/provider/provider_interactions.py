"""Reads the interactions that a provider is verified against, and lists their files."""

from collections.abc import Collection, Iterable
from pathlib import Path

from contract_kit.pact_files import (
    Integration,
    Interaction,
    integration_of,
    pact_paths,
    read_pact,
)
from contract_kit.pact_files.pact_document import read_document
from contract_kit.provider.chosen_pacts_folder import pacts_folder
from contract_kit.provider.unasserted_verifications import current_assertion_log
from contract_kit.provider.verification_assertions import ContractBroken


def interactions_of(
    provider: str, folder: Path | None = None, consumers: Collection[str] = ()
) -> list[Interaction]:
    """Read the interactions of a provider; raise `ContractBroken` for none."""
    source = folder or pacts_folder()
    interactions = [
        interaction
        for path in pact_paths(source)
        for interaction in _interactions_in(path, provider)
    ]
    if not interactions:
        raise ContractBroken(
            f"No interaction of {provider} is in {source}: let its consumers' contract "
            "tests write some there, or correct the folder or the name."
        )
    known = {interaction.consumer for interaction in interactions}
    if strangers := sorted(set(consumers) - known):
        raise ContractBroken(
            f"{provider} has no interaction with {', '.join(strangers)}: its consumers "
            f"in {source} are {', '.join(sorted(known))}."
        )
    chosen = [
        each for each in interactions if not consumers or each.consumer in consumers
    ]
    current_assertion_log().listed += chosen
    return chosen


def files_of(interactions: Iterable[Interaction], folder: Path) -> list[Path]:
    """List the pact files that hold the interactions."""
    # Pact would read the whole folder, and stumble over a README in it.
    wanted = set(map(integration_of, interactions))
    return [path for path in pact_paths(folder) if _between(path) in wanted]


def _interactions_in(path: Path, provider: str) -> list[Interaction]:
    """Read the interactions of one pact; a pact of this provider has to hold some."""
    document = read_document(path)
    if document["provider"]["name"] != provider:
        return []
    if interactions := list(read_pact(document)):
        return interactions
    if document["messages"]:
        return []
    raise ContractBroken(
        f"{path.name} holds no interaction, so nobody knows what "
        f"{document['consumer']['name']} relies on: let its contract tests write it "
        "anew, or delete the file."
    )


def _between(path: Path) -> Integration:
    document = read_document(path)
    return Integration(document["consumer"]["name"], document["provider"]["name"])
