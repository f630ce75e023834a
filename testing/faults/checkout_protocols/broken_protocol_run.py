"""Runs a scenario in a copy of the shop, sound or broken, and reads its violations."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from testing.faults.checkout_protocols.broken_protocols import BrokenProtocol
from testing.faults.scratch_copy import ScratchCopy, scratch_copy
from tools.dev_environment import ENVIRONMENT

_SECONDS = 120
_FOUND_OR_NOT = {0, 1}
_KIND = re.compile(r"^  ([A-Z_]+): ", re.MULTILINE)


@dataclass(frozen=True)
class ScenarioResult:
    """The kinds of violations in a copy, and all that was printed."""

    kinds: frozenset[str]
    output: str


class ScenarioNotRun(RuntimeError):
    """The scenario could not be run: that proves nothing."""


def run_broken(protocol: BrokenProtocol) -> ScenarioResult:
    """Break a copy, and run the scenario that it does not survive."""
    with _runnable_copy() as copy:
        copy.apply(protocol.edits)
        return _run(copy, protocol.scenario)


def run_unbroken(*scenarios: str) -> ScenarioResult:
    """Run scenarios in a copy that nobody has broken."""
    with _runnable_copy() as copy:
        return _run(copy, *scenarios)


@contextmanager
def _runnable_copy() -> Iterator[ScratchCopy]:
    with scratch_copy() as copy:
        # A shop starts from the `.venv` beside it; the copy's code still goes first.
        (copy.shop / ENVIRONMENT.name).symlink_to(ENVIRONMENT)
        yield copy


def _run(copy: ScratchCopy, *scenarios: str) -> ScenarioResult:
    done = subprocess.run(
        [sys.executable, "-m", "testing.resilience.storms.scenarios", *scenarios],
        cwd=copy.shop,
        env=copy.environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=_SECONDS,
    )
    output = f"{done.stdout}{done.stderr}"
    kinds = frozenset(_KIND.findall(done.stdout))
    if done.returncode not in _FOUND_OR_NOT or bool(kinds) != done.returncode:
        raise ScenarioNotRun(output)
    return ScenarioResult(kinds, output)
