"""Which key, whose rights and whose secret: what stands beside makes no difference."""

import jwt
import pytest

from contract_kit.consumer.matchers import etag, exactly, from_state, pattern, token
from order_service.clients.user_service import UserServiceClient
from service_kit.clock import rfc3339
from service_kit.http_client import Connection, Rejected

# How the key of RFC 8037 begins, in its appendices A.2 and A.3: a whole one looks like
# a secret.
KEY_ID, KEY = (begin.ljust(43, "A") for begin in ("kPrK_qmx", "11qYAYKx"))
EXAMPLE = {
    "kid": pattern(KEY_ID, r"kPrK_qmx[A-Za-z0-9_-]{35}"),
    "kty": exactly("OKP"),
    "crv": exactly("Ed25519"),
    "x": pattern(KEY, r"11qYAYKx[A-Za-z0-9_-]{35}"),
}
HOLDER = {"Authorization": from_state("Bearer ${token}", example="Bearer ada")}
TEN_PAST = "2126-11-21T12:10:37+00:00"


@pytest.fixture
def interaction(agree):
    return agree("order-service", "user-service")


SECRET = "the-secret"


def users(url: str, secret: str = SECRET) -> UserServiceClient:
    return UserServiceClient(Connection("order-service", "user-service", url), secret)


def test_published_key_is_the_one_that_signs(interaction):
    interaction.given("the tokens are signed with the example key of RFC 8037")
    path = "/.well-known/jwks.json"
    interaction.upon_receiving("a request for the key of RFC 8037")
    interaction.with_request("GET", path)
    interaction.will_respond_with(
        200, {"keys": [EXAMPLE]}, headers={"ETag": etag('"keys-1"')}
    )

    with interaction.serve() as url:
        known = users(url).signing_keys(None)

    (key,) = known.values["keys"]
    assert (key["kid"], known.etag) == (KEY_ID, '"keys-1"')
    assert jwt.PyJWK(key).key.public_bytes_raw().hex().startswith("d75a980182b1")


@pytest.mark.parametrize(
    ("states", "is_admin"),
    [
        (["somebody else is an administrator", "a shopper is signed in"], False),
        (["somebody else has an account", "an administrator is signed in"], True),
        (
            ["an administrator is signed in", "the administrator is one no longer"],
            False,
        ),
    ],
)
def test_rights_are_those_of_the_holder_and_of_now(interaction, states, is_admin):
    for state in states:
        interaction.given(state)
    interaction.upon_receiving("a question about rights of now")
    interaction.with_request("GET", "/api/user", headers=HOLDER)
    interaction.will_respond_with(200, {"result": {"is_admin": exactly(is_admin)}})

    with interaction.serve() as url:
        assert users(url).is_administrator("ada") is is_admin


def test_token_of_a_service_says_that_it_lasts_ten_minutes(interaction):
    interaction.given("it is noon", seconds_past=37)
    interaction.given("a service has a secret", service="order-service")
    secret = from_state("secret", example="the-secret")
    sent = {"client_id": "order-service", "client_secret": secret}
    asked = "a request at noon for a token of its own"
    interaction.upon_receiving(asked)
    interaction.with_request("POST", "/api/service-token", json=sent)
    issued = {"token": token("own"), "expires_at": exactly(TEN_PAST)}
    interaction.will_respond_with(200, {"result": issued})

    with interaction.serve() as url:
        issued = users(url).service_token()

    assert (issued.token, rfc3339(issued.expires_at)) == ("own", TEN_PAST)


def test_secret_of_another_service_brings_no_token(interaction):
    interaction.given("a service has a secret", service="frontend")
    secret = from_state("secret", example="another-secret")
    sent = {"client_id": "order-service", "client_secret": secret}
    asked = "a request for a token with the secret of another service"
    interaction.upon_receiving(asked)
    interaction.with_request("POST", "/api/service-token", json=sent)
    interaction.will_respond_with(401)

    with pytest.raises(Rejected) as refused, interaction.serve() as url:
        users(url, "another-secret").service_token()

    assert refused.value.status == 401
