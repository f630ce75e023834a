import os

import pytest
from pydantic import SecretStr

from contract_kit import Verification, interactions_of, verify_provider
from payment_sandbox import create_app
from payment_sandbox.config import Settings

from .states import SECRET, states_of


@pytest.fixture(scope="session")
def verification(tmp_path_factory: pytest.TempPathFactory) -> Verification:
    file = f"sqlite:///{tmp_path_factory.mktemp('payment-sandbox')}/payments.db"
    settings = Settings(
        environment="test",
        log_level="ERROR",
        database_url=os.environ.get("TEST_DATABASE_URL", file),
        payment_secret=SecretStr(SECRET),
    )
    app = create_app(settings)
    return verify_provider("payment-sandbox", app, states_of(app))


@pytest.mark.parametrize("interaction", interactions_of("payment-sandbox"), ids=str)
def test_interaction_is_kept(interaction, verification):
    verification.assert_kept(interaction)
