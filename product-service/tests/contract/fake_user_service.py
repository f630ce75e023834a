"""A user-service with a key of its own: its tokens are real, and are really checked."""

from datetime import timedelta
from secrets import token_hex

import jwt
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from jwt.algorithms import OKPAlgorithm

from product_service.clients.user_service import Person
from service_kit.clock import now
from service_kit.http_client import Rejected, ServiceUnavailable
from service_kit.revocations import RevocationPage
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

    def revocations_after(self, cursor: str) -> RevocationPage:
        """Return that nobody has signed out."""
        self._demand_presence()
        return RevocationPage({}, cursor)

    def revocations(self, etag: str | None) -> RevocationPage | None:
        """Return that nobody has signed out."""
        return self.revocations_after("")

    def who_is(self, token: str) -> Person:
        """Return who is behind a token."""
        self._demand_presence()
        claims = jwt.decode(token, options={"verify_signature": False})
        found = self._people.get(int(claims["sub"]))
        if found is None:
            raise Rejected(401)
        return found

    def sign_in(self, user_id: int, *, is_admin: bool = False, **claims: object) -> str:
        """Sign a person in."""
        self._people[user_id] = Person(is_admin, is_active=True)
        return self._signed(str(user_id), admin=is_admin, **claims)

    def dismiss(self, user_id: int) -> None:
        """Take the rights of an administrator, whose token still grants them."""
        self._people[user_id] = Person(is_admin=False, is_active=True)

    def forget(self, user_id: int) -> None:
        """Close an account, whose token stays as it was."""
        del self._people[user_id]

    def shut_out(self, user_id: int) -> None:
        """Shut the account of an administrator, whose token still grants rights."""
        self._people[user_id] = Person(is_admin=True, is_active=False)

    def service_token(self, name: str, **claims: object) -> str:
        """Sign the token of a service."""
        return self._signed(f"service:{name}", **claims)

    def _signed(self, subject: str, **claims: object) -> str:
        members = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": subject,
            "sid": f"sign-in-{subject}",
            "jti": token_hex(8),
            "iat": now(),
            "exp": now() + timedelta(minutes=10),
        }
        return jwt.encode(members | claims, self._key, ALGORITHM, {"kid": KEY_ID})

    def _demand_presence(self) -> None:
        if self.is_away:
            raise ServiceUnavailable("user-service", "away")
