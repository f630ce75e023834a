from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
)

from service_kit.configuration import Misconfigured, load
from user_service.config import Settings

from .conftest import FRONTEND_SECRET, ORDER_SERVICE_SECRET, SIGNING_KEY

COMPLETE = {
    "DATABASE_URL": "sqlite://",
    "SIGNING_KEY": SIGNING_KEY,
    "ORDER_SERVICE_SECRET": ORDER_SERVICE_SECRET,
    "FRONTEND_SECRET": FRONTEND_SECRET,
}
RSA_KEY = (
    rsa.generate_private_key(65537, 2048)
    .private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    .decode()
)


def read(**changes: str) -> Settings:
    return load(Settings, "user-service", COMPLETE | changes)


def test_defaults_are_those_of_production() -> None:
    settings = read()

    assert settings.environment == "production"
    assert (settings.login_failures, settings.login_window_seconds) == (10, 300)
    assert settings.login_failures_per_account == 100
    assert settings.login_failures_per_network == 300
    assert settings.registrations_per_hour == 30
    assert settings.name_checks_per_minute == 60
    assert (settings.hash_memory_kib, settings.hash_passes) == (19456, 2)


def test_signing_key_may_be_a_file(tmp_path: Path) -> None:
    file = tmp_path / "signing-key.pem"
    file.write_text(SIGNING_KEY)

    settings = read(SIGNING_KEY="", SIGNING_KEY_FILE=str(file))

    assert settings.signing_key.get_secret_value() == SIGNING_KEY.strip()


@pytest.mark.parametrize(
    "key", ["secret", SIGNING_KEY[:60], RSA_KEY], ids=["text", "half a key", "RSA"]
)
def test_signing_key_must_be_ed25519(key: str) -> None:
    with pytest.raises(Misconfigured) as stopped:
        read(SIGNING_KEY=key)

    assert str(stopped.value) == (
        "user-service: SIGNING_KEY is no Ed25519 private key in PEM without a"
        " passphrase; `openssl genpkey -algorithm ed25519` makes one."
    )


def test_all_that_is_missing_is_reported_at_once() -> None:
    with pytest.raises(Misconfigured) as stopped:
        load(Settings, "user-service", {})

    for name in COMPLETE:
        assert f"{name} is not set." in str(stopped.value)


@pytest.mark.parametrize("name", ["ORDER_SERVICE_SECRET", "FRONTEND_SECRET"])
@pytest.mark.parametrize(
    "secret", ["fallback-secret-key", "changeme", "a" * 40, "short-but-quite-random"]
)
def test_guessable_secrets_do_not_start(name: str, secret: str) -> None:
    with pytest.raises(Misconfigured, match=name):
        read(**{name: secret})


def test_services_do_not_share_a_secret() -> None:
    with pytest.raises(Misconfigured, match="FRONTEND_SECRET must differ"):
        read(FRONTEND_SECRET=ORDER_SERVICE_SECRET)


@pytest.mark.parametrize("environment", ["production", "development"])
@pytest.mark.parametrize(
    ("name", "cost"), [("HASH_MEMORY_KIB", "19455"), ("HASH_PASSES", "1")]
)
def test_hashes_are_cheap_in_tests_only(environment: str, name: str, cost: str) -> None:
    with pytest.raises(Misconfigured, match=f"{name} must be"):
        read(ENVIRONMENT=environment, **{name: cost})

    assert read(ENVIRONMENT="test", **{name: cost})


@pytest.mark.parametrize("name", ["LOGIN_FAILURES", "REGISTRATIONS_PER_HOUR"])
@pytest.mark.parametrize("number", ["0", "-1", "many"])
def test_limits_are_positive_numbers(name: str, number: str) -> None:
    with pytest.raises(Misconfigured, match=name):
        read(**{name: number})


@pytest.mark.parametrize("scheme", ["https", "HTTPS"])
def test_cookies_travel_encrypted_behind_https(scheme: str) -> None:
    assert read(PUBLIC_URL=f"{scheme}://furrow.example").is_encrypted


def test_secrets_are_never_printed() -> None:
    printed = repr(read())

    assert "PRIVATE KEY" not in printed
    assert FRONTEND_SECRET not in printed
