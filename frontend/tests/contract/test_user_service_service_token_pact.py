import pytest
from pydantic import SecretStr

from contract_kit.consumer.matchers import from_state, instant, token
from storefront.clients.user_service import UserServiceClient

from .user_service_interactions import FAR_OFF, HOME, Introduction


@pytest.fixture
def interaction(agree):
    return agree("frontend", "user-service")


def test_storefront_with_its_secret_gets_a_token(interaction):
    interaction.given("a service has a secret", service="frontend")
    secret = from_state("secret", example="the-secret")
    interaction.upon_receiving("a request for a token of its own")
    interaction.with_request(
        "POST",
        "/api/service-token",
        json={"client_id": "frontend", "client_secret": secret},
    )
    own = {"token": token("storefront"), "expires_at": instant(FAR_OFF)}
    interaction.will_respond_with(200, {"result": own})

    with interaction.serve() as url:
        connection = Introduction("frontend", "user-service", url)
        client = UserServiceClient(connection, SecretStr("the-secret"))
        # It is asked for once: this interaction is one request.
        client.check_name("ada", HOME)
        client.check_name("ada", HOME)

    assert connection.shown == "storefront"


def test_storefront_goes_on_without_a_token(interaction):
    interaction.upon_receiving("a request for a token with a wrong secret")
    interaction.with_request(
        "POST",
        "/api/service-token",
        json={"client_id": "frontend", "client_secret": "a-guess"},
    )
    interaction.will_respond_with(401)

    with interaction.serve() as url:
        connection = Introduction("frontend", "user-service", url)
        client = UserServiceClient(connection, SecretStr("a-guess"))
        # Who is refused does not ask again with each name.
        client.check_name("ada", HOME)
        check = client.check_name("ada", HOME)

    assert check.is_free
    assert connection.shown is None
