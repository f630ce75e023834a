"""The states of a provider are found without running its tests."""

import pytest

from contract_kit.provider.registered_state_names import UnreadableState, states_in

STATES = """
def states_of(room):
    states = States()

    @states.reset
    def clear(): ...

    @states.state("a tea is on the shelf")
    def tea_on_the_shelf(slug): ...

    @states.state({second})
    def somebody_is_signed_in(): ...
"""


def test_registered_states_are_found(tmp_path):
    (tmp_path / "states.py").write_text(STATES.format(second="'somebody is signed in'"))

    assert states_in(tmp_path) == {"a tea is on the shelf", "somebody is signed in"}


def test_state_with_a_computed_name_is_refused(tmp_path):
    (tmp_path / "states.py").write_text(STATES.format(second="SIGNED_IN"))

    with pytest.raises(UnreadableState, match="states.py:11: write the name"):
        states_in(tmp_path)
