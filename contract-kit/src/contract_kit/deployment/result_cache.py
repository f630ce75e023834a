"""Remembers findings by the content they depend on, so that a pair is tried once.

Only findings are kept. What went wrong with the trial itself is tried again each time.
"""

import hashlib
import json
import os
import sys
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from functools import cache, cached_property
from importlib.metadata import distributions
from pathlib import Path

from contract_kit.deployment.git_repository import Repository
from contract_kit.deployment.isolated_pytest import Undecided
from contract_kit.deployment.layout_from_settings import layout_at
from contract_kit.deployment.pact_regeneration import Rewriting
from contract_kit.deployment.pact_verification import VerificationResult, verify_pact
from contract_kit.deployment.repository_layout import RepositoryLayout
from contract_kit.deployment.version_pairs import Pact, Version, pacts_at


@dataclass(frozen=True)
class ResultCache:
    """A folder with one small file for each finding; deleting it is always safe."""

    folder: Path

    def find(self, key: str) -> VerificationResult | None:
        """Look up what came of this content before."""
        try:
            known = json.loads(self._path(key).read_text("utf-8"))
            return VerificationResult(tuple(known["broken"]), tuple(known["pending"]))
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, key: str, finding: VerificationResult) -> None:
        """Write a finding down, whole or not at all."""
        self.folder.mkdir(parents=True, exist_ok=True)
        draft = self._path(key).with_suffix(f".{os.getpid()}")
        draft.write_text(json.dumps(asdict(finding), indent=2), "utf-8")
        draft.replace(self._path(key))

    def _path(self, key: str) -> Path:
        return self.folder / f"{key}.json"


@dataclass(frozen=True)
class Verifications:
    """Finds out whether pacts are kept, from memory where that is possible."""

    repository: Repository
    layout: RepositoryLayout
    known: ResultCache
    is_fresh: bool
    report: Callable[[str], None]

    @cached_property
    def _rewriting(self) -> Rewriting:
        return Rewriting(self.repository, self.layout)

    def uncommitted(self, consumer: Version) -> list[Pact]:
        """List what a version's tests write and its commit lacks; or `Undecided`."""
        committed = [
            pact
            for pact in pacts_at(self.repository, self.layout, consumer.commit)
            if pact.consumer == consumer.name
        ]
        key = _key_of(self.repository, self.layout, committed, consumer, "all of")
        if not self.is_fresh and self.known.find(key) is not None:
            return []
        found = self._rewriting.uncommitted(consumer, {p.file for p in committed})
        if not found:
            self.known.keep(key, VerificationResult())
        return found

    def result_of(
        self, pact: Pact, consumer: Version | str, provider: Version
    ) -> tuple[VerificationResult, bool]:
        """Give what came of a pact, and whether it was known; or raise `Undecided`."""
        if provider.name not in self._layout_of(provider).folders:
            raise Undecided(f"The code of {provider.name} is not in this repository.")
        if isinstance(consumer, Version):
            self._demand_current(pact, consumer)
        key = _key_of(self.repository, self.layout, [pact], provider)
        before = None if self.is_fresh else self.known.find(key)
        if before is not None:
            return before, True
        self.report(f"verifying {consumer} with {provider} ...")
        finding = verify_pact(self.repository, self.layout, pact, provider)
        self.known.keep(key, finding)
        return finding, False

    def _demand_current(self, pact: Pact, consumer: Version) -> None:
        """Write the pact of a consumer anew, unless this content is known to be it."""
        key = _key_of(self.repository, self.layout, [pact], consumer, "written by")
        if not self.is_fresh and self.known.find(key) is not None:
            return
        if self._layout_of(consumer).home(consumer.name):
            self.report(f"letting {consumer} write what it relies on ...")
        self._rewriting.demand_current(pact, consumer)
        self.known.keep(key, VerificationResult())

    def _layout_of(self, version: Version) -> RepositoryLayout:
        return layout_at(self.repository, self.layout, version.commit)


def _key_of(
    repository: Repository,
    layout: RepositoryLayout,
    pacts: Iterable[Pact],
    version: Version,
    role: str = "provider",
) -> str:
    """Digest all that a finding depends on: pact, code, settings, packages."""
    parts = [f"{role} {version.name}", _workplace()]
    for pact in pacts:
        parts += [f"pact {pact.content_id}", f"overdue {pact.overdue}"]
    then = layout_at(repository, layout, version.commit)
    for path in (*then.needs(version.name), *then.imports(version.name)):
        parts.append(f"{path} {repository.object_at(version.commit, path)}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


@cache
def _workplace() -> str:
    """Return with which Python and packages the verification runs."""
    packages = {f"{each.name}=={each.version}" for each in distributions()}
    own = Path(__file__).parent
    rules = [
        hashlib.sha256((own / name).read_bytes()).hexdigest()
        for name in (
            "pact_verification.py",
            "outcome_recorder.py",
            "pact_regeneration.py",
            "isolated_pytest.py",
        )
    ]
    return "\n".join([sys.version, *sorted(packages), *rules])
