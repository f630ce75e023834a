"""Runs pieces of work in forked processes, each with a bound for how long it may take.

A worker has all that its parent has imported, and leaves nothing behind. It reports by
lines of JSON; between two of them it may not take longer than it announces.
"""

import gc
import json
import os
import selectors
import signal
import time
import traceback
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

Report = dict[str, Any]
Send = Callable[[Report], None]
Work = Callable[[Send], None]


class FailedWork(Exception):
    """The work itself raised an error: a fault of this package, not of a client."""


@dataclass
class Worker:
    """A process, and what it has reported so far."""

    number: int
    process: int
    pipe: int
    reports: list[Report] = field(default_factory=list)
    has_hung: bool = False
    ends_before: float = float("inf")
    _rest: bytes = b""

    @property
    def fault(self) -> str | None:
        """Return the traceback of work that raised an error itself."""
        found = (report["fault"] for report in self.reports if "fault" in report)
        return next(found, None)

    def read(self) -> bool:
        """Take in what has come; return whether the process is at its end."""
        content = os.read(self.pipe, 65536)
        *lines, self._rest = (self._rest + content).split(b"\n")
        for line in lines:
            report: Report = json.loads(line)
            self.reports.append(report)
            self.ends_before = time.monotonic() + report.get("seconds", float("inf"))
        return not content

    def kill(self) -> None:
        """End the process, and whatever it has started."""
        with suppress(ProcessLookupError):
            os.killpg(self.process, signal.SIGKILL)


def run_in_workers(work: Iterable[Work], jobs: int) -> Iterator[Worker]:
    """Do each piece of work in a process of its own, so many at once; as they end."""
    waiting = enumerate(work)
    running: dict[int, Worker] = {}
    gc.collect()
    gc.freeze()  # or each worker copies what the collector touches
    with selectors.DefaultSelector() as selector:
        try:
            while True:
                while len(running) < jobs and (next_ := next(waiting, None)):
                    worker = _fork(*next_)
                    running[worker.pipe] = worker
                    selector.register(worker.pipe, selectors.EVENT_READ)
                if not running:
                    return
                for worker in _ended(selector, running):
                    selector.unregister(worker.pipe)
                    _close(running.pop(worker.pipe))
                    yield worker
        finally:
            for worker in running.values():
                worker.kill()
                _close(worker)
            gc.unfreeze()


def _ended(
    selector: selectors.BaseSelector, running: dict[int, Worker]
) -> list[Worker]:
    """Wait until a worker has ended, or has taken too long."""
    soonest = min(worker.ends_before for worker in running.values())
    wait = None if soonest == float("inf") else max(0, soonest - time.monotonic())
    ready = selector.select(wait)
    ended = [running[key.fd] for key, _ in ready if running[key.fd].read()]
    now = time.monotonic()
    for worker in running.values():
        if worker not in ended and now > worker.ends_before:
            worker.has_hung = True
            worker.kill()
            ended.append(worker)
    return ended


def _close(worker: Worker) -> None:
    os.close(worker.pipe)
    os.waitpid(worker.process, 0)


def _fork(number: int, work: Work) -> Worker:
    reading, writing = os.pipe()
    with warnings.catch_warnings():
        # Python 3.12 warns where there are threads; here none has begun yet.
        warnings.simplefilter("ignore", DeprecationWarning)
        process = os.fork()
    if process == 0:
        _work(work, writing)
    os.close(writing)
    with suppress(PermissionError, ProcessLookupError):
        os.setpgid(process, process)
    return Worker(number, process, reading)


def _work(work: Work, writing: int) -> None:
    """Be the worker, and never come back."""
    status = 1
    try:
        os.setpgid(0, 0)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for stream in (0, 1, 2):
            os.dup2(nowhere, stream)
        work(lambda report: _send(writing, report))
        status = 0
    except Exception:  # noqa: BLE001 - the parent reports it, whatever it was
        _send(writing, {"fault": traceback.format_exc()})
    finally:
        os._exit(status)


def _send(writing: int, report: Report) -> None:
    content = json.dumps(report).encode() + b"\n"
    while content:
        content = content[os.write(writing, content) :]
