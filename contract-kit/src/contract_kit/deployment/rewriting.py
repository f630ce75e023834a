"""Lets a consumer write its pact anew at its commit, to see what it really reads.

A pact that was not written again after a change of the client promises something else
than what is deployed. What it really relies on would be unknown.
"""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from contract_kit.compare import compare
from contract_kit.deployment.layout import Layout
from contract_kit.deployment.matrix import Pact, Version
from contract_kit.deployment.repository import Repository
from contract_kit.deployment.runs import Undecided, run_pytest, said_by
from contract_kit.pact_text import UnreadablePact

_SHOWN = 3


@dataclass(frozen=True)
class Rewriting:
    """The pacts that a version writes, compared with those that it has committed."""

    repository: Repository
    layout: Layout

    def demand_current(self, pact: Pact, consumer: Version) -> None:
        """Raise `Undecided` unless a pact is what its consumer's tests write."""
        home = self.layout.home(consumer.name)
        if home is None:
            if consumer.name in self.layout.elsewhere:
                return
            raise Undecided(
                f"Nobody knows where {consumer.name} lives, so nobody can let it write "
                "its pact anew: add its folder to the layout, or name it among those "
                "that live elsewhere."
            )
        with tempfile.TemporaryDirectory(prefix="can-i-deploy-") as name:
            place = Path(name).resolve()
            self._rewrite(consumer, home, place)
            self._compare(pact, consumer, place)

    def _rewrite(self, consumer: Version, home: str, place: Path) -> None:
        copy = place / "copy"
        self.repository.check_out(
            consumer.commit, self.layout.needs(consumer.name), copy
        )
        modules = sorted(copy.glob(f"{home}/{self.layout.promises}"))
        if not modules:
            raise Undecided(
                f"{consumer} has no {home}/{self.layout.promises} that could write its "
                "pact anew: it was renamed, or is older than its contracts. Deploy a "
                f"newer {consumer.name} first."
            )
        names = [str(module.relative_to(copy)) for module in modules]
        done = run_pytest(
            self.layout.imports(consumer.name),
            place,
            [*names, "--pact-output", str(place / "fresh")],
        )
        if done.returncode:
            raise Undecided(
                f"The contract tests of {consumer} fail, so nobody knows what it "
                f"relies on:\n{said_by(done)}"
            )

    def _compare(self, pact: Pact, consumer: Version, place: Path) -> None:
        fresh, known = place / "alone", place / "known"
        for folder in (fresh, known):
            folder.mkdir()
        (known / pact.file).write_bytes(pact.content)
        written = place / "fresh" / pact.file
        if written.exists():
            (fresh / pact.file).write_bytes(written.read_bytes())
        if changes := _changes(fresh, known):
            told = "".join(f"\n  {change}" for change in changes[:_SHOWN])
            raise Undecided(
                f"The pact of {consumer} is not what its own tests write at that "
                f"commit, so it does not say what it relies on:{told}\nWrite it anew "
                "in a commit of its own, and deploy that."
            )


def _changes(fresh: Path, known: Path) -> list[str]:
    try:
        return [each.sentence for each in compare(fresh, known)]
    except UnreadablePact as error:
        return [str(error)]
