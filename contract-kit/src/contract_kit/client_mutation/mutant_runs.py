"""Runs the contract tests of a client once for each of its sites, spoiled there."""

import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from contract_kit.client_mutation.baseline_run import Recording
from contract_kit.client_mutation.code_swap import LoadedClient
from contract_kit.client_mutation.contract_tests import ContractTests, in_turn
from contract_kit.client_mutation.edit_kinds import EditKind
from contract_kit.client_mutation.sites import Site, sites_in, spoil
from contract_kit.client_mutation.workers import (
    FailedWork,
    Send,
    Work,
    Worker,
    run_in_workers,
)

_TIMES_LONGER = 20.0
# For a process that has reported all that matters, and may have started others.
_TO_END = 5.0


class Result(StrEnum):
    """What became of a mutant; one whose code cannot run is none at all."""

    KILLED = "killed"
    SURVIVED = "survived"
    STILLBORN = "stillborn"


@dataclass(frozen=True)
class MutantRun:
    """A site, what became of the client that is spoiled there, and by which test."""

    site: Site
    result: Result
    tests: Sequence[int]
    killed_by: int | None = None
    has_hung: bool = False
    seconds: float = 0.0


def run_mutants(
    client: LoadedClient,
    tests: ContractTests,
    recording: Recording,
    jobs: int,
    patience: float,
) -> Iterator[MutantRun]:
    """Spoil a client at every site, the tests that killed others first.

    A test that takes so many seconds longer than it should has noticed, too.
    """
    kills: Counter[int] = Counter()
    executing: dict[int, list[int]] = {}
    sites = sites_in(client.source)
    begun: dict[int, float] = {}

    def work() -> Iterator[Work]:
        for site in sites:
            found = recording.executing(str(client.path), site.lines)
            found.sort(key=lambda test: -kills[test])
            executing[site.number] = found
            begun[site.number] = time.monotonic()
            bounds = {
                test: patience + _TIMES_LONGER * recording.seconds[test]
                for test in found
            }
            yield _work(client, site, tests, bounds)

    for worker in run_in_workers(work(), jobs):
        site = sites[worker.number]
        took = time.monotonic() - begun[site.number]
        run = _mutant_run(site, executing[site.number], worker, took)
        if run.killed_by is not None:
            kills[run.killed_by] += 1
        yield run


def _work(
    client: LoadedClient,
    site: Site,
    tests: ContractTests,
    bounds: Mapping[int, float],
) -> Work:
    def work(send: Send) -> None:
        tests.use_own_folder()
        client.swap(spoil(client.source, site.number))
        for number, following in in_turn(list(bounds)):
            send({"test": number, "seconds": bounds[number]})
            if tests.fails(number, following):
                lacks = _lacks_the_method(site, tests.error)
                result = Result.STILLBORN if lacks else Result.KILLED
                send({"result": result, "seconds": _TO_END})
                return
        send({"result": Result.SURVIVED, "seconds": _TO_END})

    return work


def _mutant_run(
    site: Site, chosen: Sequence[int], worker: Worker, seconds: float
) -> MutantRun:
    begun = [report["test"] for report in worker.reports if "test" in report]
    result = next(
        (report["result"] for report in worker.reports if "result" in report), None
    )
    if worker.fault:
        raise FailedWork(f"{site.edit}, line {site.line}: {worker.fault}")
    killed_by = begun[-1] if result in (None, Result.KILLED) else None
    is_hung = worker.has_hung and not result
    kind = Result(result or Result.KILLED)
    return MutantRun(site, kind, chosen, killed_by, is_hung, seconds)


def _lacks_the_method(site: Site, error: BaseException | None) -> bool:
    """Return whether the object that sends knows no such method as `post`."""
    if site.kind is not EditKind.METHOD_CHANGED:
        return False
    method = site.detail.rpartition(" ")[2].lower()
    while error is not None:
        if isinstance(error, AttributeError) and error.name == method:
            return True
        error = error.__cause__ or error.__context__
    return False
