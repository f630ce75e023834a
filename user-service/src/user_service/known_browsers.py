"""Browsers that an account knows: a signed note that outlives the sign-in.

It opens nothing. It distinguishes the owner who mistypes from strangers who guess, so
that what strangers have used up is not the owner's. It belongs to one account and to
the password of its day: another password, and every browser is a stranger once more.
"""

import hashlib
import secrets
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import jwt

from service_kit.clock import now
from service_kit.tokens import ALGORITHM, ISSUER
from user_service.models import User
from user_service.signing import SigningKey

LIFETIME = timedelta(days=365)
# People share browsers; more than these few are no family.
MOST_DEVICES = 5
# No service takes a token for this audience as that of a sign-in.
_AUDIENCE = "user-service/devices"
_REQUIRED = ["iss", "aud", "sub", "jti", "exp", "pwd"]


def recognise(
    shown: Iterable[str], user: User | None, signing_key: SigningKey
) -> str | None:
    """Return the id of a browser that this account knows, if one of these names it."""
    if user is None:
        return None
    for note in shown:
        claims = _claims(note, signing_key)
        if claims.get("sub") == str(user.id) and claims.get("pwd") == _password(user):
            return str(claims["jti"])
    return None


def issue(user: User, known: str | None, signing_key: SigningKey) -> str:
    """Write the note of a browser in which the owner has just given the password."""
    return signing_key.encode(
        {
            "iss": ISSUER,
            "aud": _AUDIENCE,
            "sub": str(user.id),
            "jti": known or secrets.token_urlsafe(16),
            "exp": now() + LIFETIME,
            "pwd": _password(user),
        }
    )


def _claims(note: str, signing_key: SigningKey) -> dict[str, Any]:
    try:
        return jwt.decode(
            note,
            signing_key.public_key,
            algorithms=[ALGORITHM],
            audience=_AUDIENCE,
            issuer=ISSUER,
            options={"require": _REQUIRED},
        )
    except (jwt.InvalidTokenError, UnicodeError):
        return {}


def _password(user: User) -> str:
    """Name the password of now; the salt of its hash makes the name reveal nothing."""
    return hashlib.sha256(user.password_hash.encode()).hexdigest()[:16]
