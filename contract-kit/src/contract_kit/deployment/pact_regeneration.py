"""Lets a consumer write its pact anew at its commit, to see what it really reads.

A pact that was not written again after a change of the client, or was never committed,
does not say what the client that is deployed relies on.
"""

import tempfile
from collections.abc import Collection
from dataclasses import dataclass, field
from pathlib import Path

from contract_kit.deployment.command_runs import write_by_command
from contract_kit.deployment.git_repository import Repository
from contract_kit.deployment.isolated_pytest import Undecided, end_of_output, run_pytest
from contract_kit.deployment.layout_from_settings import layout_at
from contract_kit.deployment.repository_layout import RepositoryLayout
from contract_kit.deployment.version_pairs import Pact, Version, read
from contract_kit.pact_files import pact_paths
from contract_kit.pact_files.pact_document import UnreadablePact
from contract_kit.quality.committed_pacts_check import compare

_SHOWN = 3


@dataclass(frozen=True)
class Rewriting:
    """The pacts that versions write, each version asked once."""

    repository: Repository
    layout: RepositoryLayout
    _written: dict[Version, dict[str, bytes]] = field(default_factory=dict)

    def demand_current(self, pact: Pact, consumer: Version) -> None:
        """Raise `Undecided` unless a pact is what its consumer's tests write."""
        written = self._written_by(consumer)
        if written is not None:
            _compare(pact, consumer, written.get(pact.file))

    def uncommitted(self, consumer: Version, known: Collection[str]) -> list[Pact]:
        """Read the pacts that a version's tests write beside those that are known."""
        written = self._written_by(consumer, has_pacts=bool(known)) or {}
        return [
            read("not committed", content, name)
            for name, content in sorted(written.items())
            if name not in known
        ]

    def _written_by(
        self, consumer: Version, *, has_pacts: bool = True
    ) -> dict[str, bytes] | None:
        """Give files and contents; nothing is known of who lives elsewhere."""
        layout = layout_at(self.repository, self.layout, consumer.commit)
        home = layout.home(consumer.name)
        if home is None:
            if consumer.name in layout.elsewhere:
                return None
            raise Undecided(
                f"Nobody knows where {consumer.name} lives, so nobody can let it write "
                "its pact anew: give it a table in [tool.contract-kit.consumers], or "
                "name it in `elsewhere` of [tool.contract-kit.deployment]."
            )
        if consumer not in self._written:
            with tempfile.TemporaryDirectory(prefix="can-i-deploy-") as name:
                place = Path(name).resolve()
                needs = layout.needs(consumer.name)
                self.repository.check_out(consumer.commit, needs, place / "copy")
                self._written[consumer] = _write(
                    layout, consumer, place, has_pacts=has_pacts
                )
        return self._written[consumer]


def _write(
    layout: RepositoryLayout, consumer: Version, place: Path, *, has_pacts: bool
) -> dict[str, bytes]:
    command = layout.commands.get(consumer.name)
    folder = place / "copy" / (layout.home(consumer.name) or "")
    if command and folder.is_dir():
        write_by_command(command, folder, place / "fresh")
        return _contents(place / "fresh")
    pattern = layout.consumer_tests(consumer.name)
    modules = _modules(place / "copy", pattern)
    if has_pacts and not modules:
        raise Undecided(
            f"{consumer} has no {pattern} that could write its pact anew: it was "
            f"renamed, or is older than its contracts. Deploy a newer {consumer.name} "
            "first."
        )
    return _rewrite(layout, consumer, modules, place)


def _modules(copy: Path, pattern: str) -> list[str]:
    return [str(module.relative_to(copy)) for module in sorted(copy.glob(pattern))]


def _rewrite(
    layout: RepositoryLayout, consumer: Version, modules: list[str], place: Path
) -> dict[str, bytes]:
    if not modules:
        return {}
    fresh = place / "fresh"
    imports = layout.imports(consumer.name)
    done = run_pytest(imports, place, [*modules, "--pact-output", str(fresh)])
    if done.returncode:
        raise Undecided(
            f"The contract tests of {consumer} fail, so nobody knows what it relies "
            f"on:\n{end_of_output(done)}"
        )
    return _contents(fresh)


def _contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in pact_paths(folder)}


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
        listed = "".join(f"\n  {change}" for change in changes[:_SHOWN])
        raise Undecided(
            f"The pact of {consumer} is not what its own tests write at that commit, "
            f"so it does not say what it relies on:{listed}\nWrite it anew in a commit "
            "of its own, and deploy that."
        )


def _changes(fresh: Path, known: Path) -> list[str]:
    try:
        return [each.sentence for each in compare(fresh, known)]
    except UnreadablePact as error:
        return [str(error)]
