import re

import pytest

from tools.chaos.mutants.gallery import MUTANTS, mutant_called
from tools.chaos.mutants.mutant import Mutant
from tools.chaos.mutants.trial import try_mutant, try_sound
from tools.chaos.scenarios import SCENARIOS
from tools.refusal import Refusal


def test_sound_protocol_survives_every_scenario() -> None:
    finding = try_sound()

    assert finding.kinds == set(), finding.words
    assert finding.words.count(": sound") == len(SCENARIOS)


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_broken_protocol_is_caught(mutant: Mutant) -> None:
    finding = try_mutant(mutant)

    assert mutant.seen_as & finding.kinds, finding.words


@pytest.mark.parametrize("mutant", MUTANTS, ids=lambda mutant: mutant.name)
def test_mutant_has_a_name_and_a_deed(mutant: Mutant) -> None:
    assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)+", mutant.name)
    assert mutant.deed.startswith("Somebody ")
    assert mutant.scenario in SCENARIOS


def test_every_scenario_has_caught_something() -> None:
    assert {mutant.scenario for mutant in MUTANTS} == set(SCENARIOS)


def test_unknown_mutant_is_refused_with_the_names() -> None:
    with pytest.raises(Refusal, match="no-sweeper"):
        mutant_called("no-sleeper")
