"""How much memory containers hold that nobody else could use: anonymous, and shared."""

from pathlib import Path
from typing import Any

_CGROUPS = Path("/sys/fs/cgroup")
# What the first and the second kind of control groups call it.
_FIRST, _SECOND = ("total_rss", "total_shmem"), ("anon", "shmem")


def megabytes(container: dict[str, Any]) -> int:
    """Return how much memory a running container holds."""
    file, names = _account(int(container["State"]["Pid"]))
    held = dict(line.split() for line in file.read_text().splitlines())
    return sum(int(held.get(name, 0)) for name in names) // 2**20


def _account(process: int) -> tuple[Path, tuple[str, str]]:
    for line in Path(f"/proc/{process}/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        if "memory" in controllers.split(","):
            return _CGROUPS / "memory" / path[1:] / "memory.stat", _FIRST
        if not controllers:
            unified = _CGROUPS / path[1:] / "memory.stat"
    return unified, _SECOND
