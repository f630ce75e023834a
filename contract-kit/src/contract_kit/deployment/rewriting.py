"""Lets a consumer write its pact anew at its commit, to see what it really reads.

A pact that was not written again after a change of the client, or was never committed,
does not say what the client that is deployed relies on.
"""

import tempfile
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from contract_kit.compare import compare
from contract_kit.deployment.layout import Layout
from contract_kit.deployment.matrix import Pact, Version, read
from contract_kit.deployment.repository import Repository
from contract_kit.deployment.runs import Undecided, run_pytest, said_by
from contract_kit.pact_files import pact_paths
from contract_kit.pact_text import UnreadablePact

_SHOWN = 3


@dataclass(frozen=True)
class Rewriting:
    """The pacts that versions write, each version asked once."""

    repository: Repository
    layout: Layout
    _written: dict[Version, dict[str, bytes]] = field(default_factory=dict)

    def demand_current(self, pact: Pact, consumer: Version) -> None:
        """Raise `Undecided` unless a pact is what its consumer's tests write."""
        written = self._written_by(consumer)
        if written is not None:
            _compare(pact, consumer, written.get(pact.file))

    def uncommitted(self, consumer: Version, known: Collection[str]) -> list[Pact]:
        """Read the pacts that a version's tests write beside those that are known."""
        written = self._written_by(consumer, is_promising=bool(known)) or {}
        return [
            read("not committed", content, name)
            for name, content in sorted(written.items())
            if name not in known
        ]

    def _written_by(
        self, consumer: Version, *, is_promising: bool = True
    ) -> dict[str, bytes] | None:
        """Give files and contents; nothing is known of who lives elsewhere."""
        home = self.layout.home(consumer.name)
        if home is None:
            if consumer.name in self.layout.elsewhere:
                return None
            raise Undecided(
                f"Nobody knows where {consumer.name} lives, so nobody can let it write "
                "its pact anew: add its folder to the layout, or name it among those "
                "that live elsewhere."
            )
        if consumer not in self._written:
            with tempfile.TemporaryDirectory(prefix="can-i-deploy-") as name:
                place = Path(name).resolve()
                modules = self._modules(consumer, home, place / "copy")
                if is_promising and not modules:
                    raise Undecided(self._without_tests(consumer, home))
                self._written[consumer] = self._rewrite(consumer, modules, place)
        return self._written[consumer]

    def _modules(self, consumer: Version, home: str, copy: Path) -> list[str]:
        needs = self.layout.needs(consumer.name)
        self.repository.check_out(consumer.commit, needs, copy)
        found = sorted(copy.glob(f"{home}/{self.layout.promises}"))
        return [str(module.relative_to(copy)) for module in found]

    def _without_tests(self, consumer: Version, home: str) -> str:
        return (
            f"{consumer} has no {home}/{self.layout.promises} that could write its "
            "pact anew: it was renamed, or is older than its contracts. Deploy a newer "
            f"{consumer.name} first."
        )

    def _rewrite(
        self, consumer: Version, modules: list[str], place: Path
    ) -> dict[str, bytes]:
        if not modules:
            return {}
        fresh = place / "fresh"
        imports = self.layout.imports(consumer.name)
        done = run_pytest(imports, place, [*modules, "--pact-output", str(fresh)])
        if done.returncode:
            raise Undecided(
                f"The contract tests of {consumer} fail, so nobody knows what it "
                f"relies on:\n{said_by(done)}"
            )
        return {path.name: path.read_bytes() for path in pact_paths(fresh)}


def _compare(pact: Pact, consumer: Version, written: bytes | None) -> None:
    with tempfile.TemporaryDirectory(prefix="can-i-deploy-") as name:
        fresh, known = Path(name) / "alone", Path(name) / "known"
        for folder in (fresh, known):
            folder.mkdir()
        (known / pact.file).write_bytes(pact.content)
        if written is not None:
            (fresh / pact.file).write_bytes(written)
        changes = _changes(fresh, known)
    if changes:
        told = "".join(f"\n  {change}" for change in changes[:_SHOWN])
        raise Undecided(
            f"The pact of {consumer} is not what its own tests write at that commit, "
            f"so it does not say what it relies on:{told}\nWrite it anew in a commit "
            "of its own, and deploy that."
        )


def _changes(fresh: Path, known: Path) -> list[str]:
    try:
        return [each.sentence for each in compare(fresh, known)]
    except UnreadablePact as error:
        return [str(error)]
