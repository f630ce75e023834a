import pytest
from pydantic import SecretStr

from contract_kit.shapes import from_state, instant, token
from service_kit.http import Connection, NotFound, Reply
from storefront.clients.user_service import UserServiceClient

from .asking_user_service import FAR_OFF, HOME


@pytest.fixture
def promise(agree):
    return agree("frontend", "user-service")


class Introduction(Connection):
    """A connection that only notes by which token the storefront asks for a name."""

    shown: str | None = None

    def get(self, path: str, *, token: str | None = None, **_: object) -> Reply:
        self.shown = token
        raise NotFound(404)


def test_storefront_with_its_secret_gets_a_token(promise):
    promise.given("a service has a secret", service="frontend")
    secret = from_state("secret", example="the-secret")
    promise.asks(
        "a request for a token of its own",
        "POST",
        "/api/service-token",
        json={"client_id": "frontend", "client_secret": secret},
    )
    own = {"token": token("storefront"), "expires_at": instant(FAR_OFF)}
    promise.answers(200, {"result": own})

    with promise.kept() as url:
        connection = Introduction("frontend", "user-service", url)
        UserServiceClient(connection, SecretStr("the-secret")).check_name("ada", HOME)

    assert connection.shown == "storefront"


def test_storefront_goes_on_without_a_token(promise):
    promise.asks(
        "a request for a token with a wrong secret",
        "POST",
        "/api/service-token",
        json={"client_id": "frontend", "client_secret": "a-guess"},
    )
    promise.answers(401)

    with promise.kept() as url:
        connection = Introduction("frontend", "user-service", url)
        check = UserServiceClient(connection, SecretStr("a-guess")).check_name(
            "ada", HOME
        )

    assert check.is_free
    assert connection.shown is None
