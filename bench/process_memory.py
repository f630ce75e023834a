"""Add up the memory of the shop's processes, shared pages counted once (PSS)."""

import re
from pathlib import Path

_PSS = re.compile(r"^Pss:\s+(\d+) kB", re.MULTILINE)


def megabytes_below(ancestor: int) -> float:
    """Return the megabytes of all descendants of a process, without itself."""
    family = [member for member in _family(ancestor) if member != ancestor]
    return sum(_kilobytes(member) for member in family) / 1024


def _family(ancestor: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = status.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        children.setdefault(int(fields[1]), []).append(int(status.parent.name))
    found, waiting = [], [ancestor]
    while waiting:
        member = waiting.pop()
        found.append(member)
        waiting += children.get(member, [])
    return found


def _kilobytes(process: int) -> int:
    try:
        rollup = Path(f"/proc/{process}/smaps_rollup").read_text()
    except OSError:
        return 0
    return sum(int(size) for size in _PSS.findall(rollup))
