"""Seals what a session keeps, so that a stolen store opens nobody's account.

The key of a stored session comes from the browser's cookie and from our secret: a dump
of the store is unreadable even for who knows the secret. What was changed, or was never
sealed, is no session.
"""

import base64
import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF


class Broken(Exception):
    """Something was not sealed with this key, for this place and lately."""


class Seal:
    """Seals texts with a key that comes from our secret and something of a browser."""

    def __init__(self, secret: str, browsers: str = "") -> None:
        """Derive the key."""
        derived = HKDF(SHA256(), 32, salt=None, info=b"session:" + browsers.encode())
        key = derived.derive(secret.encode())
        self._fernet = Fernet(base64.urlsafe_b64encode(key))

    def close_each(self, values: Mapping[str, str]) -> dict[str, str]:
        """Seal every value with its name, so that none takes another's place."""
        return {name: self._close([name, text]) for name, text in values.items()}

    def open_each(self, sealed: Mapping[str, str]) -> dict[str, str]:
        """Open every value; raise `Broken` where one is not what was kept there."""
        return {name: self._open_as(name, text) for name, text in sealed.items()}

    def close_all(self, values: Mapping[str, str], at: datetime) -> str:
        """Seal all values into one text with its date."""
        text = json.dumps(dict(values)).encode()
        return self._fernet.encrypt_at_time(text, int(at.timestamp())).decode()

    def open_all(
        self, sealed: str, at: datetime, lifetime: timedelta
    ) -> dict[str, str]:
        """Open such a text; raise `Broken` where it is too old as well."""
        seconds, now = int(lifetime.total_seconds()), int(at.timestamp())
        try:
            text = self._fernet.decrypt_at_time(sealed.encode(), seconds, now)
        except InvalidToken as error:
            raise Broken from error
        values: dict[str, str] = json.loads(text)
        return values

    def _close(self, pair: list[str]) -> str:
        return self._fernet.encrypt(json.dumps(pair).encode()).decode()

    def _open_as(self, name: str, sealed: str) -> str:
        try:
            owner, text = json.loads(self._fernet.decrypt(sealed.encode()))
        except InvalidToken as error:
            raise Broken from error
        if owner != name:
            raise Broken
        return str(text)
