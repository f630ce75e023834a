"""A lock for the threads of a process that write to the same SQLite file.

SQLite lets whoever meets its lock ask again now and then. In a crowd the lock goes to
the one who happens to ask, and somebody waits for more than the second that callers
have. The lock of a process goes to one who waits for it.
"""

import contextlib
import threading
from collections.abc import Iterator
from weakref import WeakKeyDictionary

from sqlalchemy import Engine

# Other processes do not share it: behind one of them nobody waits here for long.
_LONGEST_WAIT = 1.0
_locks: WeakKeyDictionary[Engine, threading.Lock] = WeakKeyDictionary()


def serialize_writes(engine: Engine) -> None:
    """Run the write transactions of this engine one after the other from now on."""
    _locks[engine] = threading.Lock()


@contextlib.contextmanager
def write_lock(engine: Engine) -> Iterator[None]:
    """Hold the lock around one write transaction; give up waiting after a second."""
    lock = _locks.get(engine)
    is_held = lock is not None and lock.acquire(timeout=_LONGEST_WAIT)
    try:
        yield
    finally:
        if lock is not None and is_held:
            lock.release()
