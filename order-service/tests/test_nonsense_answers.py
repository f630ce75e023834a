"""An answer that makes no sense has moved no money: nobody knows, and asks again."""

from typing import Any

import pytest

from order_service.clients.payment import PaymentSandboxClient
from order_service.clients.user_service import UserServiceClient
from service_kit.http_client import Connection, Reply, ServiceUnavailable
from service_kit.money import Money
from service_kit.tokens import REFRESH_PATIENCE

NONSENSE: list[dict[str, Any]] = [
    {},
    {"result": []},
    {"result": {"state": "enlightened"}, "results": [{}]},
    {"result": {"state": None, "token": "t", "expires_at": "soon"}, "results": {}},
]


class Babble(Connection):
    """A connection on which everything is answered alike."""

    def __init__(self, document: dict[str, Any]) -> None:
        super().__init__("order-service", "somebody", "http://nowhere.invalid")
        self._document = document
        self.patience: list[object] = []

    def send(self, *_: object, **asked: object) -> Reply:
        self.patience.append(asked.get("read"))
        return Reply(200, {}, self._document, b"")

    get = send


@pytest.fixture(params=NONSENSE, ids=["nothing", "a list", "a new state", "nulls"])
def babble(request: pytest.FixtureRequest) -> Babble:
    return Babble(request.param)


@pytest.mark.parametrize("deed", ["authorise", "capture", "cancel", "find", "page"])
def test_nonsense_has_moved_no_money(babble: Babble, deed: str) -> None:
    bank = PaymentSandboxClient(babble, "the-secret")
    deeds = {
        "authorise": lambda: bank.authorise("order-1", Money(1240, "EUR"), "tok_ok"),
        "capture": lambda: bank.capture("order-1"),
        "cancel": lambda: bank.cancel("order-1"),
        "find": lambda: bank.find("order-1"),
        "page": lambda: bank.page(),
    }

    with pytest.raises(ServiceUnavailable):
        deeds[deed]()


@pytest.mark.parametrize("state", ["authorised", "requires_action"])
def test_money_that_is_only_set_aside_is_neither_taken_nor_given_back(
    state: str,
) -> None:
    bank = PaymentSandboxClient(Babble({"result": {"state": state}}), "the-secret")

    for deed in (bank.capture, bank.cancel):
        with pytest.raises(ServiceUnavailable, match="is not c"):
            deed("order-1")


def test_nonsense_about_accounts_replaces_nothing_that_is_known(
    babble: Babble,
) -> None:
    users = UserServiceClient(babble, "the-secret")

    for ask in (
        lambda: users.signing_keys('"1"'),
        lambda: users.revocations('"1"'),
        lambda: users.revocations_after("0"),
        lambda: users.is_administrator("a-token"),
        users.service_token,
    ):
        with pytest.raises(ServiceUnavailable):
            ask()


def test_request_waits_hardly_for_news_of_keys_and_sign_ins() -> None:
    line = Babble({"keys": [], "results": []})
    users = UserServiceClient(line, "the-secret")

    users.signing_keys(None)
    users.signing_keys('"1"')
    users.revocations('"1"')
    users.revocations_after("0")
    users.revocations_after("1.s1")

    soon = REFRESH_PATIENCE
    assert line.patience == [None, soon, soon, None, soon]
