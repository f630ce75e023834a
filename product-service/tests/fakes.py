"""Stand-ins for what product-service talks to."""

from dataclasses import replace
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

KEY_ID = "the-key-of-the-tests"


class FakeUserService:
    """user-service with a key of its own, and the people that a test gives it."""

    def __init__(self) -> None:
        self.is_away = False
        self._key = Ed25519PrivateKey.generate()
        self._people: dict[int, Person] = {}
        self._ended: dict[str, str] = {}

    def signing_keys(self, etag: str | None) -> Known | None:
        self._demand_presence()
        public = OKPAlgorithm.to_jwk(self._key.public_key(), as_dict=True)
        return Known({"keys": [public | {"kid": KEY_ID, "alg": ALGORITHM}]})

    def revocations_after(self, cursor: str) -> RevocationPage:
        self._demand_presence()
        return RevocationPage(dict.fromkeys(self._ended, now()), cursor)

    def revocations(self, etag: str | None) -> RevocationPage | None:
        raise AssertionError("this user-service knows cursors")

    def who_is(self, token: str) -> Person:
        self._demand_presence()
        claims = jwt.decode(token, options={"verify_signature": False})
        if claims["sid"] in self._ended:
            raise Rejected(401)
        return self._people[int(claims["sub"])]

    def sign_in(self, user_id: int, *, is_admin: bool = False) -> str:
        self._people[user_id] = Person(is_admin, is_active=True)
        return self.sign(str(user_id), admin=is_admin)

    def service_token(self, name: str) -> str:
        return self.sign(f"service:{name}")

    def sign(self, subject: str, **claims: object) -> str:
        members = {
            "iss": ISSUER,
            "aud": AUDIENCE,
            "sub": subject,
            "sid": f"sign-in-{subject}",
            "jti": token_hex(8),
            "iat": now(),
            "exp": now() + timedelta(minutes=10),
        }
        headers = {"kid": KEY_ID}
        return jwt.encode(members | claims, self._key, ALGORITHM, headers)

    def dismiss(self, user_id: int) -> None:
        self._people[user_id] = replace(self._people[user_id], is_admin=False)

    def deactivate(self, user_id: int) -> None:
        self._people[user_id] = replace(self._people[user_id], is_active=False)

    def end_sign_in(self, user_id: int) -> None:
        self._ended[f"sign-in-{user_id}"] = "2026-11-21T22:00:00+00:00"

    def _demand_presence(self) -> None:
        if self.is_away:
            raise ServiceUnavailable("user-service", "away")
