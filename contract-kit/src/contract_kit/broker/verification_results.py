"""Verifies what a broker holds against HEAD, and publishes the results.

Without results a broker answers every question with "unknown". The program `pact` could
verify only an application that runs somewhere; here the contract tests do it, with what
is known already.
"""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

from contract_kit.broker.pact_broker import BrokerError, PactBroker
from contract_kit.broker.pact_program import run_pact
from contract_kit.deployment import Undecided, Verifications, Version, read

_RESULTS = "pb:publish-verification-results"
_PARTS = ("consumer", "provider", "interactions", "metadata")


def publish_results(
    broker: PactBroker, inquiry: Verifications, commit: str, branch: str
) -> None:
    """Verify every provider with what the broker holds for it; raise `BrokerError`."""
    undecided = []
    for name in sorted(inquiry.layout.folders):
        provider = Version(name, commit)
        documents = list(broker.pacts_for(name, branch))
        if documents:
            _name_branch(broker, provider, branch)
        for document in documents:
            try:
                _publish_result(broker, inquiry, provider, document)
            except Undecided as trouble:
                undecided.append(f"{document['consumer']['name']} → {name}: {trouble}")
    if undecided:
        raise BrokerError("Nobody could find out about:\n" + "\n".join(undecided))


def _publish_result(
    broker: PactBroker,
    inquiry: Verifications,
    provider: Version,
    document: Mapping[str, Any],
) -> None:
    content = json.dumps({part: document[part] for part in _PARTS}, sort_keys=True)
    content_id = hashlib.sha256(content.encode()).hexdigest()
    pact = read(content_id, content.encode())
    finding, _ = inquiry.result_of(pact, pact.consumer, provider)
    broken = [*finding.broken, *finding.pending]
    result = {
        "success": not broken,
        "providerApplicationVersion": provider.commit,
        "testResults": {"broken": broken},
    }
    broker.call(document["_links"][_RESULTS]["href"], result)
    word = f"{len(broken)} broken" if broken else "kept"
    inquiry.report(
        f"{pact.consumer} → {provider}: {pact.interactions} interactions, {word}"
    )


def _name_branch(broker: PactBroker, provider: Version, branch: str) -> None:
    version = ("--pacticipant", provider.name, "--version", provider.commit)
    if not run_pact(
        broker.url, "create-or-update-version", *version, "--branch", branch
    ):
        raise BrokerError("The broker did not take the version: it says above why.")
