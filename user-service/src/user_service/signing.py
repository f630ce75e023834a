"""Signs tokens with the one Ed25519 key of the shop, and publishes its public half."""

import base64
import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import jwt
from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import load_pem_private_key

from service_kit.tokens import ALGORITHM, AUDIENCE, ISSUER


class SigningKey:
    """The private key; `key_id` is its RFC 7638 thumbprint."""

    def __init__(self, pem: str) -> None:
        """Take the key as PEM; raise `ValueError` where it is something else."""
        self._private = _read(pem)
        self._public = self._private.public_key()
        self._numbers = {"crv": "Ed25519", "kty": "OKP", "x": _x(self._public)}
        self.key_id = _thumbprint(self._numbers)

    @property
    def public_keys(self) -> Mapping[str, Ed25519PublicKey]:
        """The public key by its id, as tokens are checked against it."""
        return {self.key_id: self._public}

    @property
    def public_key(self) -> Ed25519PublicKey:
        """The public key by itself."""
        return self._public

    @property
    def key_set(self) -> dict[str, object]:
        """The public key as a JSON Web Key Set (RFC 7517, RFC 8037)."""
        described = {"kid": self.key_id, "use": "sig", "alg": ALGORITHM}
        return {"keys": [self._numbers | described]}

    def sign(
        self,
        subject: str,
        sign_in_id: str,
        issued_at: datetime,
        expires_at: datetime,
        **claims: Any,
    ) -> str:
        """Write and sign a token."""
        return self.encode(
            {
                "iss": ISSUER,
                "aud": AUDIENCE,
                "sub": subject,
                "sid": sign_in_id,
                "jti": secrets.token_urlsafe(16),
                "iat": issued_at,
                "exp": expires_at,
                **claims,
            }
        )

    def encode(self, claims: Mapping[str, Any]) -> str:
        """Sign claims as a JSON Web Token (RFC 7519)."""
        headers = {"kid": self.key_id}
        return jwt.encode(dict(claims), self._private, ALGORITHM, headers=headers)


def _read(pem: str) -> Ed25519PrivateKey:
    try:
        key = load_pem_private_key(pem.encode(), password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        key = None
    if not isinstance(key, Ed25519PrivateKey):
        raise ValueError(
            "is no Ed25519 private key in PEM without a passphrase;"
            " `openssl genpkey -algorithm ed25519` makes one"
        )
    return key


def _x(key: Ed25519PublicKey) -> str:
    return _base64url(key.public_bytes_raw())


def _thumbprint(numbers: Mapping[str, str]) -> str:
    canonical = json.dumps(numbers, separators=(",", ":"), sort_keys=True)
    return _base64url(hashlib.sha256(canonical.encode()).digest())


def _base64url(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()
