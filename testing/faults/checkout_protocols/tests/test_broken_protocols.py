import re

import pytest

from testing.faults.checkout_protocols.broken_protocol_run import (
    run_broken,
    run_unbroken,
)
from testing.faults.checkout_protocols.broken_protocols import (
    PROTOCOLS,
    BrokenProtocol,
    protocol_called,
)
from testing.resilience.storms.consistency_checker import Kind
from testing.resilience.storms.scenarios import SCENARIOS
from tools.errors import Refusal


def test_sound_protocol_survives_every_scenario() -> None:
    result = run_unbroken()

    assert result.kinds == set(), result.output
    assert result.output.count(": sound") == len(SCENARIOS)


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.name)
def test_broken_protocol_is_caught(protocol: BrokenProtocol) -> None:
    result = run_broken(protocol)

    assert protocol.seen_as & result.kinds, result.output


@pytest.mark.parametrize("protocol", PROTOCOLS, ids=lambda protocol: protocol.name)
def test_broken_protocol_has_a_name_and_a_description(protocol: BrokenProtocol) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", protocol.name)
    assert protocol.description.startswith("Somebody ")
    assert protocol.scenario in SCENARIOS
    assert protocol.seen_as <= Kind.__members__.keys()


def test_every_scenario_has_caught_something() -> None:
    assert {protocol.scenario for protocol in PROTOCOLS} == set(SCENARIOS)


def test_unknown_protocol_is_refused_with_the_names() -> None:
    with pytest.raises(Refusal, match="no-sweeper"):
        protocol_called("no-sleeper")
