"""A storm goes on where the machine was too slow for its faults to meet anything."""

from collections import Counter

import pytest

from testing.resilience.storms.fault_schedule import FaultKind
from testing.resilience.storms.proxy_modes import STORM_MODES
from testing.resilience.storms.unmet_faults import (
    MOST_PARTS,
    Struck,
    cause_until_met,
    unmet_faults,
)

STRUCK: Struck = Counter({(str(kind), "order-service"): 1 for kind in FaultKind})
HITS = {str(mode): 1 for mode in STORM_MODES}


class Storm:
    """A shop that meets one mode of its links only in the last of some parts."""

    def __init__(self, parts: int) -> None:
        self.parts = parts
        self.caused: list[int] = []

    def cause(self, part: int) -> Struck:
        self.caused.append(part)
        return STRUCK

    def hits(self) -> dict[str, int]:
        late = {str(STORM_MODES[0]): int(len(self.caused) >= self.parts)}
        return HITS | late


@pytest.mark.parametrize("parts", range(1, MOST_PARTS + 1))
def test_storm_ends_when_everything_was_met(parts: int) -> None:
    storm = Storm(parts)

    struck = cause_until_met(storm.cause, storm.hits)

    assert storm.caused == list(range(parts))
    assert struck["freeze", "order-service"] == parts


def test_storm_does_not_go_on_for_ever() -> None:
    storm = Storm(MOST_PARTS + 5)

    cause_until_met(storm.cause, storm.hits)

    assert len(storm.caused) == MOST_PARTS


def test_what_nobody_met_is_named() -> None:
    struck = Counter(
        {name: count for name, count in STRUCK.items() if name[0] != "freeze"}
    )

    assert unmet_faults(struck, HITS | {"hold": 0}) == [
        "nothing was hit by: freeze",
        "no request met: hold",
    ]
