"""What travels between the storefront and user-service."""

import json
from collections.abc import Callable
from datetime import timedelta

import pytest
import responses
from pydantic import SecretStr
from responses import RequestsMock
from responses.matchers import json_params_matcher

from service_kit.clock import now, rfc3339
from service_kit.http_client import Connection, Rejected, ServiceUnavailable
from storefront.clients.user_service import Browser, NewAccount, UserServiceClient
from storefront.service_models import NameCheck, Profile

URL = "http://user-service.invalid"
HERE = Browser("198.51.100.7", "Firefox/153 ✿")
USER = {
    "id": 7,
    "username": "ada",
    "email": "ada@example.org",
    "first_name": "Ada",
    "last_name": None,
    "is_admin": False,
    "is_active": True,
    "created_at": "2026-11-21T10:00:00+00:00",
}
SIGN_IN = {
    "message": "Logged in",
    "api_key": "T",
    "token": "T",
    "user_id": 7,
    "expires_at": "2026-11-21T22:00:00+00:00",
    "device": "KNOWN",
}


@pytest.fixture
def wire() -> RequestsMock:
    with RequestsMock(assert_all_requests_are_fired=False) as mock:
        yield mock


@pytest.fixture
def own_token(wire: RequestsMock) -> Callable[..., None]:
    """Lets user-service give the storefront a token of its own."""

    def give(lasting: int = 600, status: int = 200) -> None:
        expires_at = rfc3339(now() + timedelta(seconds=lasting))
        result = {"token": "OWN", "expires_at": expires_at}
        wire.post(f"{URL}/api/service-token", json={"result": result}, status=status)

    return give


@pytest.fixture
def client() -> UserServiceClient:
    secret = SecretStr("a-secret-that-only-the-tests-know-4711")
    return UserServiceClient(Connection("frontend", "user-service", URL), secret)


def test_registering_names_the_shopper_and_their_address(
    wire: RequestsMock, client: UserServiceClient, own_token: Callable[..., None]
) -> None:
    own_token()
    body = {"username": "ada", "email": "ada@example.org", "password": "correct horse"}
    answer = {"message": "User added", "result": USER, "sign_in": SIGN_IN}
    wire.post(
        f"{URL}/api/user/create",
        status=201,
        json=answer,
        match=[json_params_matcher(body | {"sign_in": True})],
    )

    done = client.register(NewAccount(**body), HERE)
    account, sign_in = done.account, done.sign_in

    headers = wire.calls[-1].request.headers
    assert (account.username, account.last_name) == ("ada", "")
    assert (sign_in.user_id, sign_in.token, sign_in.device) == (7, "T", "KNOWN")
    assert headers["Authorization"] == "Bearer OWN"
    assert headers["X-Client-Address"] == "198.51.100.7"
    assert headers["User-Agent"] == "Firefox/153 "


@pytest.mark.parametrize(
    ("name", "field"), [("ada", "username"), ("ada@example.org", "email")]
)
def test_signing_in_sends_name_or_email(
    wire: RequestsMock,
    client: UserServiceClient,
    own_token: Callable[..., None],
    name: str,
    field: str,
) -> None:
    own_token()
    wire.post(f"{URL}/api/user/login", json=SIGN_IN)

    sign_in = client.sign_in(name, "correct horse", HERE)

    sent = json.loads(wire.calls[-1].request.body)
    assert sent == {field: name, "password": "correct horse"}
    assert (sign_in.user_id, sign_in.token) == (7, "T")
    assert "T" not in repr(sign_in).replace("UTC", "")
    assert "KNOWN" not in repr(sign_in)


def test_signing_in_shows_by_what_the_browser_is_known(
    wire: RequestsMock, client: UserServiceClient, own_token: Callable[..., None]
) -> None:
    own_token()
    wire.post(f"{URL}/api/user/login", json=SIGN_IN)
    here = Browser("198.51.100.7", "Firefox", ("OLD", "OTHER"))

    sign_in = client.sign_in("ada", "correct horse", here)

    sent = json.loads(wire.calls[-1].request.body)
    assert sent["devices"] == ["OLD", "OTHER"]
    assert sign_in.device == "KNOWN"
    assert "OLD" not in repr(here)


def test_own_token_is_fetched_once(
    wire: RequestsMock, client: UserServiceClient, own_token: Callable[..., None]
) -> None:
    own_token()
    wire.get(f"{URL}/api/user/ada/exists", status=404)

    for _ in range(3):
        client.check_name("ada", HERE)

    paths = [call.request.path_url for call in wire.calls]
    assert paths.count("/api/service-token") == 1


def test_own_token_is_renewed_before_it_ends(
    wire: RequestsMock, client: UserServiceClient, own_token: Callable[..., None]
) -> None:
    own_token(lasting=59)
    wire.get(f"{URL}/api/user/ada/exists", status=404)

    client.check_name("ada", HERE)
    client.check_name("ada", HERE)

    paths = [call.request.path_url for call in wire.calls]
    assert paths.count("/api/service-token") == 2


@pytest.mark.parametrize("status", [401, 503])
def test_calls_go_on_without_an_own_token(
    wire: RequestsMock,
    client: UserServiceClient,
    own_token: Callable[..., None],
    status: int,
) -> None:
    own_token(status=status)
    wire.get(f"{URL}/api/user/ada/exists", status=404)

    client.check_name("ada", HERE)
    assert client.check_name("ada", HERE).is_free

    assert "Authorization" not in wire.calls[-1].request.headers
    assert len(wire.calls) == 3


def test_taken_name_comes_with_two_others(
    wire: RequestsMock, client: UserServiceClient, own_token: Callable[..., None]
) -> None:
    own_token()
    answer = {"result": True, "suggestions": ["ada-k", "ada37"]}
    wire.get(f"{URL}/api/user/ada/exists", json=answer)

    assert client.check_name("ada", HERE) == NameCheck(False, ("ada-k", "ada37"))


@pytest.mark.parametrize(
    ("body", "kind"),
    [("<h1>Welcome</h1>", "text/html"), ('{"result": ["ada"]}', "application/json")],
)
def test_nonsense_takes_no_name(
    wire: RequestsMock,
    client: UserServiceClient,
    own_token: Callable[..., None],
    body: str,
    kind: str,
) -> None:
    own_token()
    wire.get(f"{URL}/api/user/ada/exists", body=body, content_type=kind)

    with pytest.raises(ServiceUnavailable):
        client.check_name("ada", HERE)


def test_page_of_somebody_else_changes_no_password(
    wire: RequestsMock, client: UserServiceClient
) -> None:
    page = {"body": "<h1>Welcome to our network</h1>", "content_type": "text/html"}
    wire.put(f"{URL}/api/user/password", **page)
    wire.put(f"{URL}/api/user/profile", **page)

    with pytest.raises(ServiceUnavailable):
        client.change_password("T", "before", "after")
    with pytest.raises(ServiceUnavailable):
        client.save_profile("T", Profile())


def test_account_is_read_with_the_token_of_its_owner(
    wire: RequestsMock, client: UserServiceClient
) -> None:
    wire.get(f"{URL}/api/user", json={"result": USER})

    assert client.account("T").email == "ada@example.org"
    assert wire.calls[0].request.headers["Authorization"] == "Bearer T"


def test_password_is_changed_with_the_present_one(
    wire: RequestsMock, client: UserServiceClient
) -> None:
    body = {"current_password": "correct horse", "new_password": "battery staple"}
    answer = {"message": "Password changed", "device": "KNOWN"}
    wire.put(f"{URL}/api/user/password", json=answer, match=[json_params_matcher(body)])

    assert client.change_password("T", *body.values()) == "KNOWN"


def test_sign_ins_are_listed_and_ended(
    wire: RequestsMock, client: UserServiceClient
) -> None:
    record = {
        "id": "s1",
        "created_at": "2026-11-21T10:00:00+00:00",
        "expires_at": "2026-11-21T22:00:00+00:00",
        "user_agent": "Firefox",
        "is_current": True,
    }
    wire.get(f"{URL}/api/user/sessions", json={"results": [record]})
    wire.delete(f"{URL}/api/user/sessions/s1", json={})
    wire.delete(f"{URL}/api/user/sessions", json={})

    (found,) = client.sign_ins("T")
    client.end_sign_in("T", "s1")
    client.end_other_sign_ins("T")

    assert (found.id, found.user_agent, found.is_current) == ("s1", "Firefox", True)


def test_signing_out_ends_the_token(
    wire: RequestsMock, client: UserServiceClient
) -> None:
    wire.post(f"{URL}/api/user/logout", json={"message": "You are logged out"})

    client.sign_out("T")

    assert wire.calls[0].request.headers["Authorization"] == "Bearer T"


def test_refusal_keeps_its_words(
    wire: RequestsMock, client: UserServiceClient, own_token: Callable[..., None]
) -> None:
    own_token()
    problem = {"type": "urn:problem-type:taken", "errors": {"username": ["Taken."]}}
    wire.add(
        responses.POST,
        f"{URL}/api/user/create",
        status=409,
        body=json.dumps(problem),
        content_type="application/problem+json",
    )

    with pytest.raises(Rejected) as caught:
        client.register(NewAccount("ada", "a@x.org", "12345678"), HERE)

    assert caught.value.errors == {"username": ["Taken."]}


@pytest.mark.parametrize("answer", [{}, {"result": None}, {"result": {"id": "x"}}])
def test_answer_without_sense_counts_as_none(
    wire: RequestsMock, client: UserServiceClient, answer: dict[str, object]
) -> None:
    wire.get(f"{URL}/api/user", json=answer)

    with pytest.raises(ServiceUnavailable):
        client.account("T")
