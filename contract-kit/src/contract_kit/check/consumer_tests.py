"""Runs the contract tests of consumers, and compares what they write with `pacts/`."""

import shutil
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from contract_kit.check.check_context import Project
from contract_kit.check.complaint import Complaint
from contract_kit.check.pacts_by_integration import paths_between
from contract_kit.check.pytest_run import run_tests
from contract_kit.pact_files import Integration
from contract_kit.quality.committed_pacts_check import compare, report
from contract_kit.settings import Consumer, Settings
from contract_kit.test_commands import command_of, declare_pacts, find_unused_fields

REMEDY = "run `contract-kit write`, read the difference, and commit it by itself"


@dataclass(frozen=True)
class ConsumerResults:
    """How many expected fields nobody reads, and what is to be mended."""

    unused: Counter[Integration]
    complaints: tuple[Complaint, ...] = ()


def check_consumers(project: Project, folder: Path) -> ConsumerResults:
    """Run the contract tests of consumers whose result is not known yet."""
    keys = {one.name: _key(project, one) for one in _consumers(project)}
    known = {name: project.cache.find(key) for name, key in keys.items()}
    waiting = [one for one in _consumers(project) if known[one.name] is None]
    unused = Counter[Integration]()
    for name, counts in known.items():
        unused += _integrations(name, counts or {})
    if not waiting:
        project.report("Consumers: nothing has changed.")
        return ConsumerResults(unused, tuple(_differences(project, folder, ())))
    found = _run(project, waiting, folder)
    if not found.complaints:
        for each in waiting:
            project.cache.keep(keys[each.name], _counts(each.name, found.unused))
    return ConsumerResults(unused + found.unused, found.complaints)


def write_pacts(settings: Settings, folder: Path) -> tuple[str, ...]:
    """Write the pacts of all consumers into a folder; return which tests failed."""
    failed = list(_run_commands(settings.consumers.values(), folder))
    if modules := settings.consumer_tests():
        options = ("--pact-output", str(folder))
        failed += map(_sentence, run_tests(settings.root, modules, *options).failed)
    return tuple(failed)


def _consumers(project: Project) -> Sequence[Consumer]:
    return list(project.settings.consumers.values())


def _key(project: Project, consumer: Consumer) -> str:
    own = paths_between(project.pacts, consumer=consumer.name)
    return project.key(f"consumer {consumer.name}", [consumer.folder, *own])


def _run(
    project: Project, waiting: Sequence[Consumer], folder: Path
) -> ConsumerResults:
    names = ", ".join(each.name for each in waiting)
    project.report(
        f"Consumers declare their interactions, and need each field: {names}."
    )
    unused, failed = _run_pytest(project, waiting, folder)
    failed += _run_commands(waiting, folder)
    if not failed:
        for command in filter(None, map(command_of, waiting)):
            found = find_unused_fields(command, folder)
            unused += found.unused
            failed += found.complaints
    if failed:
        complaints = tuple(Complaint("write", text) for text in failed)
        return ConsumerResults(unused, complaints)
    differences = _differences(project, folder, [each.name for each in waiting])
    return ConsumerResults(unused, tuple(differences))


def _run_pytest(
    project: Project, waiting: Sequence[Consumer], folder: Path
) -> tuple[Counter[Integration], list[str]]:
    modules = sorted(module for each in waiting for module in each.test_modules())
    if not modules:
        return Counter(), []
    options = ("--pact-output", str(folder), "--unused-fields")
    found = run_tests(project.settings.root, modules, *options)
    return found.unused, [_sentence(name) for name in found.failed]


def _run_commands(consumers: Iterable[Consumer], folder: Path) -> Iterator[str]:
    for command in filter(None, map(command_of, consumers)):
        yield from declare_pacts(command, folder).complaints


def _differences(
    project: Project, folder: Path, written: Sequence[str]
) -> Iterator[Complaint]:
    """Compare what was written; the pacts of other consumers are known to be right."""
    for file in project.pacts:
        consumer = file.integration.consumer
        if consumer in project.settings.consumers and consumer not in written:
            shutil.copy(file.path, folder)
    if differences := compare(folder, project.settings.pacts):
        yield Complaint("compare", report(differences, REMEDY))


def _sentence(name: str) -> str:
    return f"A consumer's test failed: {name}."


def _counts(consumer: str, unused: Counter[Integration]) -> dict[str, int]:
    return {
        integration.provider: count
        for integration, count in unused.items()
        if integration.consumer == consumer
    }


def _integrations(consumer: str, counts: dict[str, int]) -> Counter[Integration]:
    return Counter({Integration(consumer, name): n for name, n in counts.items()})
