"""Knows one caller: whoever holds the secret that is shared with order-service."""

import hmac

from pydantic import SecretStr

from service_kit.problems import Forbidden, Unauthenticated
from service_kit.tokens import Caller


class SharedSecretAuthenticator:
    """Recognises order-service by its secret, as a card provider recognises a shop."""

    def __init__(self, secret: SecretStr) -> None:
        """Take the shared secret."""
        self._secret = secret.get_secret_value().encode()

    def caller(self, token: str, *, changes: bool) -> Caller:
        """Return who calls, or raise `Unauthenticated`."""
        if not hmac.compare_digest(token.encode(), self._secret):
            raise Unauthenticated
        return Caller("service:order-service", sign_in_id="")

    def confirm_administrator(self, caller: Caller) -> None:
        """Refuse: a provider knows no administrators of the shop."""
        raise Forbidden
