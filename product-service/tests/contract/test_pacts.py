import os

import pytest

from contract_kit import Verification, interactions_of, verify_provider
from product_service import create_app
from product_service.config import Settings

from .fake_user_service import UserService
from .states import states_of


@pytest.fixture(scope="session")
def verification(tmp_path_factory: pytest.TempPathFactory) -> Verification:
    file = f"sqlite:///{tmp_path_factory.mktemp('product-service')}/products.db"
    settings = Settings(
        environment="test",
        log_level="ERROR",
        database_url=os.environ.get("TEST_DATABASE_URL", file),
        user_service_url="http://fake-this-call.invalid",
    )
    app = create_app(settings, UserService())
    return verify_provider("product-service", app, states_of(app))


@pytest.mark.parametrize("interaction", interactions_of("product-service"), ids=str)
def test_interaction_is_kept(interaction, verification):
    verification.assert_kept(interaction)
