import base64
import hashlib
import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import jwt
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from flask import Flask

from service_kit.clock import now
from service_kit.problems import Unauthenticated
from service_kit.revocations import RevocationPage
from service_kit.tokens import Known, TokenVerifier

from .people import PASSWORD, Person, Town, sid_of


class HttpSource:
    """Asks this service for keys and revocations as the other services do."""

    def __init__(self, town: Town) -> None:
        self.town = town

    def signing_keys(self, etag: str | None) -> Known:
        return Known(self.town.client.get("/.well-known/jwks.json").json)

    def revocations_after(self, cursor: str) -> RevocationPage:
        return RevocationPage(dict.fromkeys(revoked(self.town), now()))

    def revocations(self, etag: str | None) -> RevocationPage | None:
        return self.revocations_after("")


def revoked(town: Town) -> list[str]:
    return [each["sid"] for each in town.client.get("/api/revocations").json["results"]]


def test_public_key_is_published_under_its_thumbprint(town: Town) -> None:
    [key] = town.client.get("/.well-known/jwks.json").json["keys"]

    assert set(key) == {"kty", "crv", "x", "kid", "use", "alg"}
    assert (key["kty"], key["crv"], key["use"], key["alg"]) == (
        "OKP",
        "Ed25519",
        "sig",
        "EdDSA",
    )
    text = f'{{"crv":"Ed25519","kty":"OKP","x":"{key["x"]}"}}'
    digest = hashlib.sha256(text.encode()).digest()
    assert key["kid"] == base64.urlsafe_b64encode(digest).decode().rstrip("=")


def test_other_services_recognise_people(town: Town, keeper: Person) -> None:
    caller = TokenVerifier(HttpSource(town)).caller(keeper.token, changes=True)

    assert caller.user_id == keeper.account["id"]
    assert caller.is_admin


def test_other_services_turn_ended_tokens_away(town: Town, ada: Person) -> None:
    ada.call("POST", "/api/user/logout")

    with pytest.raises(Unauthenticated):
        TokenVerifier(HttpSource(town)).caller(ada.token, changes=False)


@pytest.mark.parametrize("path", ["/.well-known/jwks.json", "/api/revocations"])
def test_unchanged_lists_are_not_sent_again(town: Town, ada: Person, path: str) -> None:
    first = town.client.get(path)

    again = town.client.get(path, headers={"If-None-Match": first.headers["ETag"]})

    assert (first.status_code, again.status_code) == (200, 304)
    assert again.data == b""
    assert again.headers["ETag"] == first.headers["ETag"]


def test_new_revocation_changes_the_etag(town: Town, ada: Person) -> None:
    before = town.client.get("/api/revocations").headers["ETag"]
    ada.call("POST", "/api/user/logout")

    answer = town.client.get("/api/revocations", headers={"If-None-Match": before})

    assert answer.status_code == 200
    assert answer.headers["ETag"] != before


def end_by_logout(phone: Person, ada: Person, keeper: Person) -> Any:
    return phone.call("POST", "/api/user/logout")


def end_by_session(phone: Person, ada: Person, keeper: Person) -> Any:
    return ada.call("DELETE", f"/api/user/sessions/{sid_of(phone)}")


def end_by_others(phone: Person, ada: Person, keeper: Person) -> Any:
    return ada.call("DELETE", "/api/user/sessions")


def end_by_password(phone: Person, ada: Person, keeper: Person) -> Any:
    body = {"current_password": PASSWORD, "new_password": "a kettle in the garden"}
    return ada.call("PUT", "/api/user/password", json=body)


def end_by_closing(phone: Person, ada: Person, keeper: Person) -> Any:
    return ada.call("DELETE", "/api/user", json={"password": PASSWORD})


def end_by_deactivation(phone: Person, ada: Person, keeper: Person) -> Any:
    address = f"/api/users/{ada.account['id']}"
    return keeper.call("PATCH", address, json={"is_active": False})


@pytest.mark.parametrize(
    "end",
    [
        end_by_logout,
        end_by_session,
        end_by_others,
        end_by_password,
        end_by_closing,
        end_by_deactivation,
    ],
)
def test_every_end_of_a_sign_in_is_published(
    town: Town, ada: Person, keeper: Person, end: Callable[..., Any]
) -> None:
    phone = town.sign_in("ada")

    answer = end(phone, ada, keeper)

    assert answer.status_code == 200
    assert sid_of(phone) in revoked(town)
    assert sid_of(keeper) not in revoked(town)


def test_revocation_is_kept_as_long_as_any_clock_takes_the_token(
    town: Town, ada: Person, let_pass: Callable[..., None]
) -> None:
    ada.call("POST", "/api/user/logout")

    let_pass(hours=11, minutes=59)
    town.join("bob")
    assert revoked(town) == [sid_of(ada)]

    let_pass(hours=2, minutes=1)
    town.join("cara")
    assert revoked(town) == [sid_of(ada)]

    let_pass(minutes=1)
    assert revoked(town) == []


def forged(app: Flask, person: Person, **changes: Any) -> list[str]:
    """Write the token anew in ways that a forger would try."""
    claims = jwt.decode(person.token, options={"verify_signature": False}) | changes
    key = app.extensions["security_settings"].signing_key
    kid = {"kid": key.key_id}
    strange = Ed25519PrivateKey.generate()
    public = json.dumps(key.key_set["keys"][0]) * 2
    header, _, signature = person.token.split(".")
    body = base64.urlsafe_b64encode(json.dumps(claims).encode()).decode().rstrip("=")
    return [
        jwt.encode(claims, strange, "EdDSA", headers=kid),
        jwt.encode(claims, None, "none", headers=kid),
        jwt.encode(claims, public, "HS256", headers=kid),
        jwt.encode(claims, strange, "EdDSA"),
        f"{header}.{body}.{signature}",
        f"{header}.{body}.",
    ]


def test_forged_tokens_open_nothing(app: Flask, ada: Person) -> None:
    for token in forged(app, ada, sub="2", admin=True):
        answer = ada.call(
            "GET", "/api/user", headers={"Authorization": f"Bearer {token}"}
        )
        assert answer.status_code == 401


@pytest.mark.parametrize("changes", [{"sid": "no-such-sign-in"}, {"sub": "2"}])
def test_signature_alone_is_not_enough(
    app: Flask, ada: Person, bob: Person, changes: dict[str, str]
) -> None:
    key = app.extensions["security_settings"].signing_key
    claims = {"sub": "1", "sid": sid_of(ada)} | changes
    token = key.sign(claims["sub"], claims["sid"], now(), now() + timedelta(hours=1))

    answer = ada.call("GET", "/api/user", headers={"Authorization": f"Bearer {token}"})

    assert answer.status_code == 401


@pytest.mark.parametrize("path", ["/.well-known/jwks.json", "/api/revocations"])
def test_read_of_another_version_alone_is_a_problem(town: Town, path: str) -> None:
    answer = town.client.get(path, headers={"If-Match": '"of-yesterday"'})

    assert (answer.status_code, answer.content_type) == (
        412,
        "application/problem+json",
    )
