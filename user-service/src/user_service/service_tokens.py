"""The short-lived tokens by which services show who they are."""

import hmac
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from pydantic import SecretStr

from service_kit.clock import now
from service_kit.problems import Unauthenticated
from service_kit.service_token_cache import LIFETIME
from user_service.signing import SigningKey


@dataclass(frozen=True)
class IssuedServiceToken:
    """A token of a service, and when it ends."""

    token: str
    expires_at: datetime


def issue(
    client_id: str,
    client_secret: str,
    known: Mapping[str, SecretStr],
    signing_key: SigningKey,
) -> IssuedServiceToken:
    """Give a service its token; raise `Unauthenticated` where the secret is not its."""
    # An unknown service is compared too, with a secret that nobody has.
    expected = known.get(client_id) or SecretStr(secrets.token_urlsafe())
    if not hmac.compare_digest(
        client_secret.encode(), expected.get_secret_value().encode()
    ):
        raise Unauthenticated
    moment = now()
    ends = moment + LIFETIME
    token = signing_key.sign(
        f"service:{client_id}", secrets.token_urlsafe(16), moment, ends
    )
    return IssuedServiceToken(token, ends)
