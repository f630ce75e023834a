"""Which key, whose rights and which ends: what stands beside makes no difference."""

import jwt
import pytest

from contract_kit.consumer.matchers import etag, exactly, from_state, pattern, token
from product_service.clients.user_service import Person, UserServiceClient
from service_kit.clock import read_instant
from service_kit.http_client import Connection
from service_kit.revocations import RevocationPage

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
ENDED, PAST_NOON = "/api/revocations", "2126-11-21T12:00:37+00:00"


@pytest.fixture
def interaction(agree):
    return agree("product-service", "user-service")


def users(url: str) -> UserServiceClient:
    return UserServiceClient(Connection("product-service", "user-service", url))


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
    rights = {"is_admin": exactly(is_admin), "is_active": exactly(True)}
    interaction.will_respond_with(200, {"result": rights})

    with interaction.serve() as url:
        assert users(url).who_is("ada") == Person(is_admin, is_active=True)


def test_page_holds_the_expiry_of_each_token(interaction):
    ended = "a sign-in that would last until noon has ended"
    interaction.given(ended, seconds_past=37)
    asked = "a page of what would have lasted until noon"
    interaction.upon_receiving(asked)
    interaction.with_request("GET", ENDED, query={"cursor": "0"})
    end = {"sid": token("s1"), "expires_at": exactly(PAST_NOON)}
    members = {"cursor": token("1.s1"), "has_more": exactly(False)}
    interaction.will_respond_with(200, {"results": [end]} | members)

    with interaction.serve() as url:
        page = users(url).revocations_after("0")

    assert page == RevocationPage({"s1": read_instant(PAST_NOON)}, "1.s1")
