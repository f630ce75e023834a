import os

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)
from pydantic import SecretStr

from contract_kit import Verification, interactions_of, verify_provider
from user_service import create_app
from user_service.config import Settings

from .states import states_of


def new_signing_key() -> SecretStr:
    key = Ed25519PrivateKey.generate()
    pem = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return SecretStr(pem.decode())


@pytest.fixture(scope="session")
def verification(tmp_path_factory: pytest.TempPathFactory) -> Verification:
    file = f"sqlite:///{tmp_path_factory.mktemp('user-service')}/users.db"
    settings = Settings(
        environment="test",
        log_level="ERROR",
        database_url=os.environ.get("TEST_DATABASE_URL", file),
        signing_key=new_signing_key(),
        order_service_secret=SecretStr("an-order-secret-that-only-the-contracts-know"),
        frontend_secret=SecretStr("a-frontend-secret-that-only-the-contracts-know"),
        # What strangers use up before an interaction is used up soon.
        login_failures=3,
        login_failures_per_account=6,
        login_failures_per_network=9,
        hash_memory_kib=8,
        hash_passes=1,
    )
    app = create_app(settings)
    return verify_provider("user-service", app, states_of(app))


@pytest.mark.parametrize("interaction", interactions_of("user-service"), ids=str)
def test_interaction_is_kept(interaction, verification):
    verification.assert_kept(interaction)
