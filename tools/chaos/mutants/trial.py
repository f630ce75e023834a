"""Plays a scenario in a copy of the shop, sound or broken, and reads what was found."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from tools.breakages.scratch import Scratch, scratch_copy
from tools.chaos.checker import Kind
from tools.chaos.mutants.mutant import Mutant
from tools.workbench import WORKBENCH

_SECONDS = 120
_FOUND_OR_NOT = {0, 1}


@dataclass(frozen=True)
class Finding:
    """What the harness has seen in a copy."""

    kinds: frozenset[Kind]
    words: str


class TrialBroken(RuntimeError):
    """The scenario could not be played, so nothing was found and nothing proved."""


def try_mutant(mutant: Mutant) -> Finding:
    """Break a copy, and play the scenario that it does not survive."""
    with _runnable_copy() as scratch:
        mutant.infect(scratch.shop)
        return _play(scratch, mutant.scenario)


def try_sound(*scenarios: str) -> Finding:
    """Play scenarios in a copy that nobody has broken."""
    with _runnable_copy() as scratch:
        return _play(scratch, *scenarios)


@contextmanager
def _runnable_copy() -> Iterator[Scratch]:
    with scratch_copy() as scratch:
        # A shop starts from the workbench beside it; the copy's code still goes first.
        (scratch.shop / WORKBENCH.name).symlink_to(WORKBENCH)
        yield scratch


def _play(scratch: Scratch, *scenarios: str) -> Finding:
    played = subprocess.run(
        [sys.executable, "-m", "tools.chaos.scenarios", *scenarios],
        cwd=scratch.shop,
        env=scratch.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
    )
    words = f"{played.stdout}{played.stderr}"
    kinds = frozenset(kind for kind in Kind if f"  {kind.name}: " in played.stdout)
    if played.returncode not in _FOUND_OR_NOT or bool(kinds) != played.returncode:
        raise TrialBroken(words)
    return Finding(kinds, words)
