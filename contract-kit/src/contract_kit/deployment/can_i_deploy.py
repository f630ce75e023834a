"""Asks whether a version may be deployed beside those that run there."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from contract_kit.deployment.git_repository import Repository, UsageError
from contract_kit.deployment.isolated_pytest import Undecided
from contract_kit.deployment.layout_from_settings import layout_at
from contract_kit.deployment.pact_verification import VerificationResult
from contract_kit.deployment.repository_layout import RepositoryLayout
from contract_kit.deployment.result_cache import ResultCache, Verifications
from contract_kit.deployment.stale_tags import demand_fresh_tags
from contract_kit.deployment.version_pairs import (
    Pact,
    Pair,
    Version,
    demand_known_names,
    pacts_at,
    pairs_of,
)

_SHOWN = 3


class Decision(StrEnum):
    """The verdicts about a pair."""

    YES = "yes"
    NO = "NO"
    UNKNOWN = "?"


@dataclass(frozen=True)
class Question:
    """Somebody wants to deploy an application, as it is at a ref, to an environment.

    Without a ref it is HEAD, and then nothing that counts may be uncommitted. Offline
    the tags of the clone are trusted, without a look at those that others share.
    """

    application: str
    environment: str
    ref: str | None = None
    is_fresh: bool = False
    is_offline: bool = False


@dataclass(frozen=True)
class PairResult:
    """The verdict about one pair, why, and what to do about it."""

    pair: Pair
    word: Decision
    reasons: tuple[str, ...] = ()
    advice: str = ""
    was_known: bool = False


def can_i_deploy(
    repository: Repository,
    layout: RepositoryLayout,
    question: Question,
    known: Path,
    report: Callable[[str], None] = lambda sentence: None,
) -> tuple[Version, list[PairResult]]:
    """Check every pair that a deployment touches; `known` is a folder for results."""
    asked = version_of(repository, layout, question.application, question.ref)
    if not question.is_offline:
        demand_fresh_tags(repository, question.environment)
    if not repository.deployed(question.environment):
        raise UsageError(_nothing_deployed(question))
    memory = ResultCache(known)
    inquiry = Verifications(repository, layout, memory, question.is_fresh, report)
    check = _PairCheck(question, inquiry)
    demand_known_names(repository, layout, asked, question.environment)
    deployed = repository.deployed(question.environment)
    versions = [Version(name, at) for name, at in deployed.items()]
    others = {each.name: each for each in versions if each.name != asked.name}
    pairs = pairs_of(repository, layout, asked, question.environment)
    found = [check.check(pair) for pair in pairs]
    return asked, [*found, *check.uncommitted(asked, others, found)]


def version_of(
    repository: Repository, layout: RepositoryLayout, application: str, ref: str | None
) -> Version:
    """Find the version that is meant; refuse unknown names and uncommitted work."""
    commit = repository.commit(ref or "HEAD")
    consumers = {pact.consumer for pact in pacts_at(repository, layout, commit)}
    then = layout_at(repository, layout, commit)
    known = sorted(consumers | {*then.folders, *then.clients})
    if application not in known:
        raise UsageError(
            f"Nobody knows '{application}' at {ref or 'HEAD'}: take one of "
            f"{', '.join(known)}."
        )
    if ref is None:
        _refuse_uncommitted(repository, layout, application)
    return Version(application, commit)


@dataclass(frozen=True)
class _PairCheck:
    question: Question
    inquiry: Verifications

    def check(self, pair: Pair) -> PairResult:
        where = self.question.environment
        name = pair.pact.provider
        if pair.provider is None:
            reason = f"No {name} runs in {where}."
            return PairResult(
                pair, Decision.NO, (reason,), f"Deploy {name} to {where} first."
            )
        try:
            finding, was_known = self.inquiry.result_of(
                pair.pact, pair.consumer, pair.provider
            )
        except Undecided as trouble:
            advice = "Nothing is wrong with the pact so far: mend this, ask again."
            return PairResult(pair, Decision.UNKNOWN, (str(trouble),), advice)
        if reasons := self._reasons(pair, finding):
            return PairResult(pair, Decision.NO, reasons, self._advice(pair), was_known)
        return PairResult(pair, Decision.YES, was_known=was_known)

    def uncommitted(
        self,
        asked: Version,
        others: Mapping[str, Version],
        found: Collection[PairResult],
    ) -> Iterator[PairResult]:
        """List what consumers rely on without having committed the pact."""
        undecided = {one.pair.consumer for one in found if one.word == Decision.UNKNOWN}
        for consumer in (asked, *others.values()):
            if consumer in undecided:
                continue
            for pact in self._unwritten(consumer):
                provider = {**others, asked.name: asked}.get(pact.provider)
                if asked in (consumer, provider):
                    yield _not_committed(Pair(pact, consumer, provider))

    def _unwritten(self, consumer: Version) -> Collection[Pact]:
        try:
            return self.inquiry.uncommitted(consumer)
        except Undecided as trouble:
            raise UsageError(str(trouble)) from None

    def _reasons(self, pair: Pair, finding: VerificationResult) -> tuple[str, ...]:
        if pair.consumer.name == self.question.application:
            # A wish may wait while both are built; to run, it must have come true.
            return finding.broken + finding.pending
        return finding.broken

    def _advice(self, pair: Pair) -> str:
        where, provider = self.question.environment, pair.pact.provider
        if pair.consumer.name == self.question.application:
            return f"First deploy a {provider} to {where} that does this."
        return (
            f"{pair.consumer} in {where} relies on it: keep it until a version of "
            f"{pair.consumer.name} that does without it runs there."
        )


def _not_committed(pair: Pair) -> PairResult:
    pact = pair.pact
    reason = (
        f"The contract tests of {pair.consumer} write {pact.file}, and it is not in "
        "that commit, so nobody has tried what it relies on."
    )
    advice = "Commit it beside the other pacts, and deploy that commit."
    return PairResult(pair, Decision.UNKNOWN, (reason,), advice)


def _refuse_uncommitted(
    repository: Repository, layout: RepositoryLayout, application: str
) -> None:
    folder = layout.home(application)
    counting = [layout.pacts, *layout.sources, *layout.settings]
    changed = repository.changes([*counting, folder] if folder else counting)
    if changed:
        more = ", ..." if len(changed) > _SHOWN else ""
        raise UsageError(
            f"Not committed yet: {', '.join(changed[:_SHOWN])}{more}. Only commits are "
            "deployed: commit, or ask about the last commit with --ref HEAD."
        )


def _nothing_deployed(question: Question) -> str:
    return (
        f"This clone knows of nothing in '{question.environment}'. If tags are only "
        "missing here, fetch them: git fetch --prune origin "
        "'+refs/tags/deployed/*:refs/tags/deployed/*'. If nothing was ever deployed "
        "there, deploy the first and record it: contract-kit record-deployment "
        f"{question.application} --to {question.environment}"
    )
