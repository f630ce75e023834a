"""The tea-service is verified, one test for each interaction."""

import pytest
from tea_service import Storeroom, create_app
from tea_states import states_of

from contract_kit import interactions_of, verify_provider


@pytest.fixture(scope="session")
def verification():
    room = Storeroom()
    return verify_provider("tea-service", create_app(room), states_of(room))


@pytest.mark.parametrize("interaction", interactions_of("tea-service"), ids=str)
def test_interaction_is_kept(interaction, verification):
    verification.assert_kept(interaction)
