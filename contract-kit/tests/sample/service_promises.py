"""The tea-service keeps what it has promised, one test for each promise."""

import pytest
from tea_service import Storeroom, create_app
from tea_states import states_of

from contract_kit import promises_of, verify_provider


@pytest.fixture(scope="session")
def verification():
    room = Storeroom()
    return verify_provider("tea-service", create_app(room), states_of(room))


@pytest.mark.parametrize("promise", promises_of("tea-service"), ids=str)
def test_promise_is_kept(promise, verification):
    verification.assert_kept(promise)
