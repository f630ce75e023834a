"""No process of the shop outlives the one that started it, even one that was killed.

Every fork made after `hold_children` watches its parent and asks itself to stop when
the parent has gone: supervisord the launcher, gunicorn supervisord, a worker gunicorn.
"""

import os
import signal
import threading
import time

_SECONDS_BETWEEN_LOOKS = 0.2
_parent = 0


def hold_children() -> None:
    """Put every later fork of this process, and the forks of those, under watch."""
    os.register_at_fork(before=_note_parent, after_in_child=_watch_parent)


def _note_parent() -> None:
    global _parent
    _parent = os.getpid()


def _watch_parent() -> None:
    threading.Thread(target=_end_with, args=(_parent,), daemon=True).start()


def _end_with(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    os.kill(os.getpid(), signal.SIGTERM)
