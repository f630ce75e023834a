"""The pytest plugin that spoils clients in place of running tests.

`python -m pytest TESTS -p contract_kit.client_mutation.mutation_plugin --spoil PLAN`
collects the tests, which imports whatever they need, and forks from there.
"""

import importlib
import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contract_kit.client_mutation.baseline_run import record
from contract_kit.client_mutation.code_swap import LoadedClient
from contract_kit.client_mutation.contract_tests import ContractTests, contract_tests
from contract_kit.client_mutation.mutant_runs import MutantRun, run_mutants
from contract_kit.consumer.pytest_stash import WRITES_NOTHING
from contract_kit.pact_python_loader import load

# What each test of an interaction needs, and loads late.
_NEEDED = ("requests", "contract_kit.consumer.declared_interactions")


def pytest_addoption(parser: pytest.Parser) -> None:
    """Offer the option by which `score_clients` starts this."""
    parser.addoption("--spoil", metavar="PLAN", help=f"see {__name__}")


def pytest_configure(config: pytest.Config) -> None:
    """Write no pacts: what a spoiled client does is no contract."""
    config.stash[WRITES_NOTHING] = True


@pytest.hookimpl(tryfirst=True)
def pytest_runtestloop(session: pytest.Session) -> bool | None:
    """Record all contract tests, spoil every site, and write what was found."""
    if session.testsfailed:
        return None  # pytest says itself what it could not collect
    plan = json.loads(Path(session.config.getoption("--spoil")).read_text("utf-8"))
    tests = contract_tests(session.items)
    session.config.pluginmanager.register(tests)
    # Nobody sees the failures, and writing one takes longer than the test.
    session.config.option.tbstyle = "no"
    load()
    for name in _NEEDED:
        importlib.import_module(name)
    found = _found(tests, plan)
    Path(plan["results"]).write_text(json.dumps(found), "utf-8")
    return True


def _found(tests: ContractTests, plan: dict[str, Any]) -> dict[str, Any]:
    begin = time.monotonic()
    paths, jobs = [Path(client) for client in plan["clients"]], plan["jobs"]
    if not tests.items:
        return {"tests": 0, "failed": []}
    tests.share_folder()
    clients = [LoadedClient(path) for path in paths]
    recording = record(tests, clients, jobs)
    names = [item.nodeid for item in tests.items]
    found: dict[str, Any] = {
        "tests": len(names),
        "failed": [names[number] for number in recording.failed],
        "recording": time.monotonic() - begin,
    }
    if recording.failed:
        return found
    found["clients"] = {}
    for path in paths:
        begin = time.monotonic()
        client = LoadedClient(path)
        found_here = run_mutants(client, tests, recording, jobs, plan["patience"])
        rows = [_row(run, names) for run in _shown(found_here, path)]
        found["clients"][str(path)] = {
            "sites": sorted(rows, key=lambda row: row["number"]),
            "seconds": time.monotonic() - begin,
        }
    return found


def _row(run: MutantRun, names: list[str]) -> dict[str, Any]:
    site, killer = run.site, run.killed_by
    return {
        "number": site.number,
        "line": site.line,
        "function": site.function,
        "kind": site.kind,
        "detail": site.detail,
        "result": run.result,
        "tests": [names[number] for number in sorted(run.tests)],
        "killed_by": None if killer is None else names[killer],
        "has_hung": run.has_hung,
        "seconds": run.seconds,
    }


def _shown(found: Iterator[MutantRun], path: Path) -> Iterator[MutantRun]:
    """Show on a terminal how far it is."""
    is_shown = sys.stderr.isatty()
    for count, run in enumerate(found, 1):
        if is_shown:
            sys.stderr.write(f"\r{path.name}: {count} edits")
            sys.stderr.flush()
        yield run
    if is_shown:
        sys.stderr.write("\n")
