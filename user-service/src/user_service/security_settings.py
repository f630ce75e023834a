"""The tools of the use cases, made once from the settings, for tests to replace."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from flask import current_app
from pydantic import SecretStr

from user_service.config import Settings
from user_service.passwords import Passwords, concurrency_limit, new_context
from user_service.rate_limits import Limits, limits_of
from user_service.signing import SigningKey


@dataclass(frozen=True)
class SecuritySettings:
    """How passwords are checked, tokens are signed, limits stand, others reach us."""

    passwords: Passwords
    signing_key: SigningKey
    limits: Limits
    service_secrets: Mapping[str, SecretStr]
    is_encrypted: bool


def read_security_settings(settings: Settings) -> SecuritySettings:
    """Make what the settings describe."""
    return SecuritySettings(
        Passwords(
            new_context(settings.hash_memory_kib, settings.hash_passes),
            concurrency_limit(settings.web_threads),
        ),
        SigningKey(settings.signing_key.get_secret_value()),
        limits_of(settings),
        {
            "order-service": settings.order_service_secret,
            "frontend": settings.frontend_secret,
        },
        settings.is_encrypted,
    )


def security_settings() -> SecuritySettings:
    """Return the tools of the running application."""
    return cast(SecuritySettings, current_app.extensions["security_settings"])
