"""Publishes the pacts of HEAD, and what came of verifying those of the broker."""

from collections.abc import Callable
from pathlib import Path

from contract_kit.broker.pact_broker import BrokerError, PactBroker
from contract_kit.broker.pact_program import run_pact
from contract_kit.broker.verification_results import publish_results
from contract_kit.deployment import (
    Repository,
    RepositoryLayout,
    ResultCache,
    UsageError,
    Verifications,
)


def publish(
    broker: PactBroker,
    repository: Repository,
    layout: RepositoryLayout,
    known: Path,
    branch: str | None,
    report: Callable[[str], None],
) -> None:
    """Publish every committed pact, then what came of those that providers keep.

    A failed interaction is published as well: what follows from it is for can-i-deploy.
    """
    chosen = _branch(repository, layout, branch)
    commit = repository.commit("HEAD")
    _publish_pacts(broker, repository.root / layout.pacts, commit, chosen)
    memory = ResultCache(known)
    inquiry = Verifications(repository, layout, memory, is_fresh=False, report=report)
    publish_results(broker, inquiry, commit, chosen)


def _branch(
    repository: Repository, layout: RepositoryLayout, branch: str | None
) -> str:
    counting = [layout.pacts, *layout.folders.values(), *layout.sources]
    if changed := repository.changes(counting):
        raise UsageError(f"Commit first, a broker knows commits alone: {changed[0]}")
    found = branch or repository.branch()
    if not found:
        raise UsageError("HEAD is on no branch: name one with --branch.")
    return found


def _publish_pacts(broker: PactBroker, pacts: Path, commit: str, branch: str) -> None:
    files = [str(path) for path in sorted(pacts.glob("*.json"))]
    where = ("--consumer-app-version", commit, "--branch", branch)
    if not run_pact(broker.url, "publish", *files, *where):
        raise BrokerError("The broker did not take the pacts: it says above why.")
