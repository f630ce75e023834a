"""The settings of user-service, read from its environment."""

from typing import Annotated

from pydantic import (
    AfterValidator,
    Field,
    PositiveInt,
    SecretStr,
    ValidationInfo,
    field_validator,
)

from service_kit import configuration
from service_kit.configuration import PublicUrl, StrongSecret
from user_service.signing import SigningKey

# The least that OWASP's Password Storage Cheat Sheet recommends for argon2id.
LEAST_HASH_MEMORY_KIB = 19456
LEAST_HASH_PASSES = 2
_LEAST = {
    "hash_memory_kib": LEAST_HASH_MEMORY_KIB,
    "hash_passes": LEAST_HASH_PASSES,
}


def _ed25519(pem: SecretStr) -> SecretStr:
    SigningKey(pem.get_secret_value())
    return pem


class Settings(configuration.Settings):
    """Its database, its signing key, the secrets of its clients, and its limits."""

    database_url: str
    signing_key: Annotated[SecretStr, AfterValidator(_ed25519)]
    order_service_secret: StrongSecret
    frontend_secret: StrongSecret
    login_failures: PositiveInt = 10
    login_failures_per_account: PositiveInt = 100
    login_failures_per_network: PositiveInt = 300
    login_window_seconds: PositiveInt = 300
    sign_ins_per_hour: PositiveInt = 100
    registrations_per_hour: PositiveInt = 30
    name_checks_per_minute: PositiveInt = 60
    hash_memory_kib: Annotated[int, Field(ge=8)] = LEAST_HASH_MEMORY_KIB
    hash_passes: PositiveInt = LEAST_HASH_PASSES
    # As gunicorn reads it: so many requests of one process are worked on at once.
    web_threads: PositiveInt = 8
    # Where browsers reach the shop: with https, they send cookies back encrypted alone.
    public_url: PublicUrl = "http://127.0.0.1:5000"
    # How many proxies of our own stand in front and pass the visitor's address on.
    trusted_proxies: Annotated[int, Field(ge=0, le=5)] = 0

    @property
    def is_encrypted(self) -> bool:
        """Return whether the shop is reached over https."""
        return self.public_url.startswith("https://")

    @field_validator("frontend_secret")
    @classmethod
    def _is_its_own(cls, secret: SecretStr, info: ValidationInfo) -> SecretStr:
        if secret == info.data.get("order_service_secret"):
            raise ValueError("must differ from ORDER_SERVICE_SECRET")
        return secret

    @field_validator("hash_memory_kib", "hash_passes")
    @classmethod
    def _resists_guessing(cls, cost: int, info: ValidationInfo) -> int:
        least = _LEAST[str(info.field_name)]
        if cost < least and info.data.get("environment") != "test":
            raise ValueError(f"must be {least} or more")
        return cost
