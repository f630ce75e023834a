import pytest

from order_service.clients.payment import PaymentSandboxClient
from order_service.clients.stripe import StripeClient
from order_service.config import Settings
from order_service.service_clients import connect_services
from service_kit.configuration import Misconfigured, load

COMMON = {
    "DATABASE_URL": "sqlite://",
    "USER_SERVICE_URL": "http://fake-this-call.invalid",
    "PRODUCT_SERVICE_URL": "http://fake-this-call.invalid",
    "SERVICE_SECRET": "a-service-secret-that-only-tests-know-2",
}
SANDBOX = {
    "PAYMENT_URL": "http://fake-this-call.invalid",
    "PAYMENT_SECRET": "a-payment-secret-that-only-tests-know-1",
}
STRIPE = {
    "PAYMENT_PROVIDER": "stripe",
    "STRIPE_SECRET_KEY": "sk_test_a-key-that-only-the-tests-know-4711",
    "STRIPE_WEBHOOK_SECRET": "whsec_a-secret-that-only-the-tests-know",
}


def read(environment: dict[str, str]) -> Settings:
    return load(Settings, "order-service", environment)


def test_shop_pays_at_the_sandbox_by_itself() -> None:
    services = connect_services(read(COMMON | SANDBOX))

    assert isinstance(services.payments, PaymentSandboxClient)


def test_shop_pays_at_stripe_when_configured_so() -> None:
    services = connect_services(read(COMMON | STRIPE | {"PUBLIC_URL": "https://a.b/"}))

    assert isinstance(services.payments, StripeClient)
    assert services.payments.connection.base_url == "https://api.stripe.com"
    assert services.payments.return_url == "https://a.b/orders"


@pytest.mark.parametrize("name", ["PAYMENT_URL", "PAYMENT_SECRET"])
def test_sandbox_needs_an_address_and_a_secret(name: str) -> None:
    lacking = {key: value for key, value in SANDBOX.items() if key != name}

    with pytest.raises(Misconfigured, match=f"{name} is not set"):
        read(COMMON | lacking)


@pytest.mark.parametrize("name", ["STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"])
def test_stripe_needs_both_secrets(name: str) -> None:
    lacking = {key: value for key, value in STRIPE.items() if key != name}

    with pytest.raises(Misconfigured, match=f"{name} is not set"):
        read(COMMON | lacking)


@pytest.mark.parametrize(
    ("name", "value", "sentence"),
    [
        ("STRIPE_SECRET_KEY", "sk_test_short123", "is shorter than 32"),
        ("STRIPE_WEBHOOK_SECRET", "whsec_short123", "is shorter than 32"),
        ("STRIPE_SECRET_KEY", "pk_test_a-publishable-key-is-none-4711", "must begin"),
        ("STRIPE_WEBHOOK_SECRET", STRIPE["STRIPE_SECRET_KEY"], "must begin"),
        ("STRIPE_API_URL", "http://stripe.example", "must begin with https"),
        ("PAYMENT_PROVIDER", "piggy-bank", "PAYMENT_PROVIDER"),
    ],
)
def test_wrong_settings_are_refused(name: str, value: str, sentence: str) -> None:
    with pytest.raises(Misconfigured, match=sentence):
        read(COMMON | SANDBOX | STRIPE | {name: value})


def test_secrets_may_come_from_files(tmp_path) -> None:  # noqa: ANN001
    members = COMMON | {"PAYMENT_PROVIDER": "stripe"}
    for name in ("STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET"):
        (tmp_path / name).write_text(f"{STRIPE[name]}\n")
        members[f"{name}_FILE"] = str(tmp_path / name)

    settings = read(members)

    assert settings.stripe_secret_key.get_secret_value() == STRIPE["STRIPE_SECRET_KEY"]
    assert STRIPE["STRIPE_SECRET_KEY"] not in repr(settings)


def test_secrets_may_travel_within_this_machine() -> None:
    settings = read(COMMON | STRIPE | {"STRIPE_API_URL": "http://127.0.0.1:12111"})

    assert settings.stripe_api_url == "http://127.0.0.1:12111"
