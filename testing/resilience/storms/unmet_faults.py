"""Which faults a storm has caused so far without anybody meeting them.

A link that was cut while nobody called, and a process that was never killed, prove
nothing about the shop.
"""

from collections import Counter
from collections.abc import Callable, Mapping

from testing.resilience.storms.fault_schedule import FaultKind
from testing.resilience.storms.proxy_modes import STORM_MODES

# A busy machine may not have got a process up again before the next fault. Then the
# storm goes on at half the pace, rather than prove nothing.
MOST_PARTS = 3
Struck = Counter[tuple[str, str]]


def cause_until_met(
    cause: Callable[[int], Struck], hits: Callable[[], Mapping[str, int]]
) -> Struck:
    """Cause part after part of a storm, until each kind of fault has met something."""
    struck: Struck = Counter()
    for part in range(MOST_PARTS):
        struck += cause(part)
        unmet = unmet_faults(struck, hits())
        if not unmet:
            break
        print(f"So far {', '.join(unmet)}.", flush=True)
    return struck


def unmet_faults(
    struck: Mapping[tuple[str, str], int], hits: Mapping[str, int]
) -> list[str]:
    """Return a sentence for each kind of fault that hit no process or no request."""
    happened = {fault for fault, _ in struck}
    wanted = [str(fault) for fault in FaultKind if fault != FaultKind.LINK]
    idle = [f"nothing was hit by: {name}" for name in wanted if name not in happened]
    unmet = [mode for mode in STORM_MODES if not hits.get(mode)]
    return [*idle, *(f"no request met: {mode}" for mode in unmet)]
