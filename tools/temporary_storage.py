"""Where tests write: to memory, on a machine that lends enough of it.

Every test has a database of its own, and every commit waits for the disk. What a test
writes need not outlive a power cut, so that this is waited for in vain.
"""

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

_MEMORY = Path("/dev/shm")  # noqa: S108 (files in it are made by tempfile, safely)  # nosec B108
# Containers often lend 64 MB, which a copy of the shop would fill.
LEAST_ROOM = 2 * 1024**3


def temporary_folder(
    environment: Mapping[str, str], memory: Path = _MEMORY
) -> dict[str, str]:
    """Return where tests write, unless somebody has chosen or there is no room."""
    is_usable = memory.is_dir() and os.access(memory, os.W_OK | os.X_OK)
    if "TMPDIR" in environment or not is_usable:
        return {}
    has_room = shutil.disk_usage(memory).free >= LEAST_ROOM
    return {"TMPDIR": str(memory)} if has_room else {}
