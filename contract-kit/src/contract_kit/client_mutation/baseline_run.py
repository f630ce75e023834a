"""Runs all contract tests of a consumer once, to know which test executes what.

The clients are compiled anew for it, as for each edit: so it is the control, too.
"""

import ast
import importlib
import sys
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, field

from contract_kit.client_mutation.code_swap import LoadedClient
from contract_kit.client_mutation.contract_tests import ContractTests, in_turn
from contract_kit.client_mutation.executed_lines import executed_lines
from contract_kit.client_mutation.sites import SpoiledClient
from contract_kit.client_mutation.workers import (
    FailedWork,
    Report,
    Send,
    Work,
    run_in_workers,
)

_PIECES = 3


@dataclass
class Recording:
    """Which tests pass, how long each takes, and which lines it executes."""

    seconds: dict[int, float] = field(default_factory=dict)
    failed: list[int] = field(default_factory=list)
    lines: dict[int, dict[str, frozenset[int]]] = field(default_factory=dict)

    def executing(self, file: str, lines: frozenset[int]) -> list[int]:
        """List the tests that execute one of these lines, the quickest first."""
        found = [
            test for test, each in self.lines.items() if each.get(file, set()) & lines
        ]
        return sorted(found, key=lambda test: self.seconds[test])


def record(
    tests: ContractTests, clients: Sequence[LoadedClient], jobs: int
) -> Recording:
    """Run every test once, on several processes; load here what they had to load."""
    recording = Recording()
    modules: set[str] = set()
    pieces = _pieces(range(len(tests.items)), jobs * _PIECES)
    work = [_recorder(tests, clients, piece) for piece in pieces]
    for worker in run_in_workers(work, jobs):
        if worker.fault:
            raise FailedWork(worker.fault)
        for report in worker.reports:
            _add(recording, report)
            modules.update(report.get("modules", ()))
        if "modules" not in worker.reports[-1]:
            recording.failed.append(worker.reports[-1]["begins"])
    for name in sorted(modules - set(sys.modules)):
        with suppress(Exception):
            importlib.import_module(name)
    return recording


def _recorder(
    tests: ContractTests, clients: Sequence[LoadedClient], numbers: Sequence[int]
) -> Work:
    def work(send: Send) -> None:
        tests.use_own_folder()
        before = set(sys.modules)
        names = {
            file: str(client.path) for client in clients for file in client.file_names
        }
        for client in clients:
            client.swap(SpoiledClient(ast.parse(client.source), ast.Pass()))
        for number, following in in_turn(numbers):
            send({"begins": number})
            with executed_lines(names) as lines:
                has_passed, seconds = tests.timed(number, following)
            found = {names[file]: sorted(each) for file, each in lines.items() if each}
            send(
                {"ended": number, "passed": has_passed, "took": seconds, "lines": found}
            )
        send({"modules": sorted(set(sys.modules) - before)})

    return work


def _add(recording: Recording, report: Report) -> None:
    number = report.get("ended")
    if number is None:
        return
    recording.seconds[number] = report["took"]
    if report["passed"]:
        lines = report["lines"].items()
        recording.lines[number] = {file: frozenset(each) for file, each in lines}
    else:
        recording.failed.append(number)


def _pieces(numbers: range, count: int) -> list[Sequence[int]]:
    size = max(1, -(-len(numbers) // count))
    return [numbers[begin : begin + size] for begin in range(0, len(numbers), size)]
