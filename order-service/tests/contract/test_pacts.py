import os

import pytest
from pydantic import SecretStr

from contract_kit import Verification, interactions_of, verify_provider
from order_service import create_app
from order_service.config import Settings
from order_service.service_clients import ServiceClients

from ..fakes import FakeBank, FakeProductService, FakeUserService
from .states import states_of


@pytest.fixture(scope="session")
def verification(tmp_path_factory: pytest.TempPathFactory) -> Verification:
    file = f"sqlite:///{tmp_path_factory.mktemp('order-service')}/orders.db"
    settings = Settings(
        environment="test",
        log_level="ERROR",
        database_url=os.environ.get("TEST_DATABASE_URL", file),
        user_service_url="http://played-by-a-state.invalid",
        product_service_url="http://played-by-a-state.invalid",
        payment_url="http://played-by-a-state.invalid",
        payment_secret=SecretStr("a-payment-secret-that-only-tests-know-1"),
        service_secret=SecretStr("a-service-secret-that-only-tests-know-2"),
        course_checkout_method="tok_ok",
    )
    users = FakeUserService()
    app = create_app(settings, ServiceClients(users, FakeProductService(), FakeBank()))
    return verify_provider("order-service", app, states_of(app, users))


@pytest.mark.parametrize("interaction", interactions_of("order-service"), ids=str)
def test_interaction_is_kept(interaction, verification):
    verification.assert_kept(interaction)
