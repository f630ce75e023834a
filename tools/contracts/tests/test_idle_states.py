"""No state of a promise is there for show."""

from tools.contracts.idle_states import find_idle_states


def test_every_state_matters_or_has_a_reason() -> None:
    found = find_idle_states()

    assert found.left_out > 0
    assert found.complaints == [], found
