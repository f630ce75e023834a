"""Reloads without a moment in which nobody answers: old workers wait for new ones.

At SIGHUP gunicorn forks new workers and ends the old ones at once, while the new ones
still load the application: for a second or more every call would only queue, and the
house waits for an answer no longer than a second.
"""

import multiprocessing
import signal
import time
from types import FrameType
from typing import Any

from service_kit.gunicorn_worker import Worker

# Workers that cannot load must not keep the old ones alive for good.
_SECONDS_OF_PATIENCE = 30.0
# gunicorn numbers its workers; those up to this number are the old ones.
_last_of_the_old = multiprocessing.Value("i", 0)
_ready = multiprocessing.Value("i", 0)
_reloaded_at = multiprocessing.Value("d", 0.0)


def note_reload(arbiter: Any) -> None:
    """Remember, in the master, which workers there were before a reload."""
    _last_of_the_old.value = arbiter.worker_age
    _ready.value = 0
    _reloaded_at.value = time.monotonic()


def note_ready(worker: Worker) -> None:
    """Count, in a new worker, that it has loaded the application."""
    if worker.age > _last_of_the_old.value:
        with _ready.get_lock():
            _ready.value += 1


class HandoverWorker(Worker):
    """A worker that goes on until those who replace it can work."""

    _is_asked_to_end = False

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end, or remember to do so as soon as nobody needs this one."""
        self._is_asked_to_end = True
        if not self._is_still_needed():
            super().handle_exit(sig, frame)

    def notify(self) -> None:
        """Show a sign of life, which a worker does every second, and look again."""
        super().notify()
        if self._is_asked_to_end:
            self.handle_exit(signal.SIGTERM, None)

    def _is_still_needed(self) -> bool:
        is_replaced = self.age <= _last_of_the_old.value
        waited = time.monotonic() - _reloaded_at.value
        lacks_successors = _ready.value < self.cfg.workers
        return bool(is_replaced and lacks_successors and waited < _SECONDS_OF_PATIENCE)
