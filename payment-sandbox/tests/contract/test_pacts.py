import pytest
from pydantic import SecretStr

from contract_kit import Verification, promises_of, verify_provider
from payment_sandbox import create_app
from payment_sandbox.config import Settings

from .states import SECRET, states_of


@pytest.fixture(scope="session")
def verification(tmp_path_factory: pytest.TempPathFactory) -> Verification:
    folder = tmp_path_factory.mktemp("payment-sandbox")
    settings = Settings(
        environment="test",
        log_level="ERROR",
        database_url=f"sqlite:///{folder}/payments.db",
        payment_secret=SecretStr(SECRET),
    )
    app = create_app(settings)
    return verify_provider("payment-sandbox", app, states_of(app))


@pytest.mark.parametrize("promise", promises_of("payment-sandbox"), ids=str)
def test_promise_is_kept(promise, verification):
    verification.assert_kept(promise)
