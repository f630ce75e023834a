"""A user-service with a key of its own: its tokens are real, and are really checked."""

from datetime import timedelta
from secrets import token_hex

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import OKPAlgorithm

from product_service.clients.user_service import Person
from service_kit.clock import now
from service_kit.ended_sign_ins import EndedPage
from service_kit.http import ServiceUnavailable
from service_kit.tokens import ALGORITHM, AUDIENCE, ISSUER, Known

KEY_ID = "the-key-of-the-contracts"


class UserService:
    """Signs tokens, publishes its key, and knows the people it signed in."""

    def __init__(self) -> None:
        """Make a key, and know nobody."""
        self.is_away = False
        self._key = Ed25519PrivateKey.generate()
        self._people: dict[int, Person] = {}

    def signing_keys(self, etag: str | None) -> Known:
        """Publish the key."""
        self._demand_presence()
        public = OKPAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return Known({"keys": [public | {"kid": KEY_ID, "alg": ALGORITHM}]})

    def ended_after(self, cursor: str) -> EndedPage:
        """Say that nobody has signed out."""
        self._demand_presence()
        return EndedPage({}, cursor)

    def revocations(self, etag: str | None) -> EndedPage | None:
        """Say that nobody has signed out."""
        return self.ended_after("")

    def who_is(self, token: str) -> Person:
        """Tell who is behind a token."""
        self._demand_presence()
        claims = jwt.decode(token, options={"verify_signature": False})
        return self._people[int(claims["sub"])]

    def sign_in(self, user_id: int, *, is_admin: bool = False) -> str:
        """Sign a person in."""
        self._people[user_id] = Person(is_admin, is_active=True)
        return self._signed(str(user_id), admin=is_admin)

    def dismiss(self, user_id: int) -> None:
        """Take the rights of an administrator, whose token still tells of them."""
        self._people[user_id] = Person(is_admin=False, is_active=True)

    def service_token(self, name: str, **claims: object) -> str:
        """Sign the token of a service."""
        return self._signed(f"service:{name}", **claims)

    def _signed(self, subject: str, **claims: object) -> str:
        told = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": subject,
            "sid": f"sign-in-{subject}",
            "jti": token_hex(8),
            "iat": now(),
            "exp": now() + timedelta(minutes=10),
        }
        return jwt.encode(told | claims, self._key, ALGORITHM, {"kid": KEY_ID})

    def _demand_presence(self) -> None:
        if self.is_away:
            raise ServiceUnavailable("user-service", "away")
