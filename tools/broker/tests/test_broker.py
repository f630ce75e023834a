"""What `pact` and our commands send a broker, and what they make of its answers."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from contract_kit.deployment import Repository, ResultCache, Verifications, Version
from tools import broker as at_broker
from tools import deployment
from tools.broker import __main__ as publishing
from tools.broker.verification_results import Broker, publish_results
from tools.can_i_deploy_layout import LAYOUT
from tools.errors import Refusal

from .fake_broker import TOKEN, FakeBroker, fake_broker

APPLICATION = """\
from flask import Flask


def create_app():
    app = Flask("product_service")
    app.config["TESTING"] = True
    app.add_url_rule("/things/<name>", "thing", lambda name: ("", _status(name)))
    return app


def _status(name):
    return 404 if name == "snow" else 200
"""
VERIFICATION = """\
import pytest
from contract_kit import interactions_of, verify_provider
from product_service import create_app


@pytest.fixture(scope="session")
def verification():
    return verify_provider("product-service", create_app())


@pytest.mark.parametrize("interaction", interactions_of("product-service"), ids=str)
def test_interaction_is_kept(interaction, verification):
    verification.assert_kept(interaction)
"""


@pytest.fixture
def broker(monkeypatch: pytest.MonkeyPatch) -> Iterator[FakeBroker]:
    with fake_broker() as broker:
        monkeypatch.setenv("PACT_BROKER_BASE_URL", broker.url)
        monkeypatch.setenv("PACT_BROKER_TOKEN", TOKEN)
        monkeypatch.setenv("PACT_BROKER_HTTP_RETRIES", "0")
        yield broker


@pytest.fixture
def shop(tmp_path: Path) -> Path:
    root = tmp_path / "shop"
    write(root / "pyproject.toml", "[tool.pytest.ini_options]\n")
    write(root / "product-service/src/product_service/__init__.py", APPLICATION)
    write(root / "product-service/tests/contract/test_pacts.py", VERIFICATION)
    write(root / "pacts/frontend-product-service.json", json.dumps(pact("a teapot")))
    git(root, "init", "--quiet", "--initial-branch=main")
    git(root, "add", "--all")
    who = ("-c", "user.name=Ada", "-c", "user.email=ada@shop.example")
    git(root, *who, "commit", "--quiet", "--message", "open the shop")
    return root


@pytest.fixture
def inquiry(shop: Path, tmp_path: Path) -> Verifications:
    known = ResultCache(tmp_path / "known")
    return Verifications(Repository(shop), LAYOUT, known, is_fresh=False, report=print)


def pact(thing: str) -> dict[str, Any]:
    request = {"method": "GET", "path": f"/things/{thing.rpartition(' ')[2]}"}
    return {
        "consumer": {"name": "frontend"},
        "provider": {"name": "product-service"},
        "interactions": [
            {
                "type": "Synchronous/HTTP",
                "description": f"a request for {thing}",
                "request": request,
                "response": {"status": 200},
            }
        ],
        "metadata": {"pactSpecification": {"version": "4.0"}},
    }


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def git(root: Path, *words: str) -> str:
    own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    line = ["git", *words]
    done = subprocess.run(
        line, cwd=root, env=os.environ | own, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_pacts_are_published_with_version_and_branch(
    broker: FakeBroker, shop: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    publishing.main([], shop)

    (received,) = broker.all_received("/contracts/publish")
    (contract,) = received["contracts"]
    sent = json.loads(base64.b64decode(contract["content"]))
    assert received["pacticipantVersionNumber"] == git(shop, "rev-parse", "HEAD")
    assert received["branch"] == "main"
    assert contract["consumerName"] == "frontend"
    assert sent["interactions"][0]["description"] == "a request for a teapot"
    assert broker.strangers == []
    assert TOKEN not in "".join(capfd.readouterr())


def test_kept_and_broken_interactions_are_published(
    broker: FakeBroker, inquiry: Verifications, capfd: pytest.CaptureFixture[str]
) -> None:
    broker.to_verify["product-service"] = [pact("a teapot"), pact("snow")]

    publish_results(Broker.of(os.environ), inquiry, "HEAD", "main")

    assert broker.all_received("/results/product-service/0") == [
        {
            "success": True,
            "providerApplicationVersion": "HEAD",
            "testResults": {"broken": []},
        }
    ]
    (broken,) = broker.all_received("/results/product-service/1")
    assert broken["success"] is False
    (words,) = broken["testResults"]["broken"]
    assert words.startswith("frontend expects: a request for snow")
    assert broker.strangers == []
    assert "1 interactions, 1 broken" in capfd.readouterr().out


def test_branch_of_the_provider_is_published_before_its_results(
    broker: FakeBroker, inquiry: Verifications
) -> None:
    broker.to_verify["product-service"] = [pact("a teapot")]

    publish_results(Broker.of(os.environ), inquiry, "HEAD", "main")

    paths = [path for path, _ in broker.received]
    branch = "/pacticipants/product-service/branches/main/versions/HEAD"
    assert paths.index(branch) < paths.index("/results/product-service/0")


def test_pacts_of_all_that_runs_are_verified(
    broker: FakeBroker, inquiry: Verifications
) -> None:
    publish_results(Broker.of(os.environ), inquiry, "HEAD", "main")

    (wanted,) = broker.all_received("/pacts/provider/product-service/for-verification")
    assert wanted["consumerVersionSelectors"] == [
        {"branch": "main"},
        {"deployedOrReleased": True},
    ]


def test_trouble_is_not_published_as_a_result(
    broker: FakeBroker, shop: Path, inquiry: Verifications
) -> None:
    broker.to_verify["user-service"] = [
        pact("a teapot") | {"provider": {"name": "user-service"}}
    ]

    with pytest.raises(Refusal, match="Nobody could find out about:\nfrontend → user"):
        publish_results(Broker.of(os.environ), inquiry, "HEAD", "main")

    assert broker.all_received("/results/user-service/0") == []


@pytest.mark.parametrize(("is_deployable", "status"), [(True, 0), (False, 1)])
def test_answer_of_the_broker_is_the_exit_status(
    broker: FakeBroker, shop: Path, is_deployable: bool, status: int
) -> None:
    broker.is_deployable = is_deployable

    assert deployment.main(["can-i-deploy", "frontend", "--to", "test"], shop) == status

    (asked,) = broker.asked
    assert asked["q[][pacticipant]"] == ["frontend"]
    assert asked["q[][version]"] == [git(shop, "rev-parse", "HEAD")]
    assert asked["environment"] == ["test"]


def test_deployment_is_recorded_at_the_broker(broker: FakeBroker, shop: Path) -> None:
    words = ["record-deployment", "frontend", "--to", "test"]

    assert deployment.main(words, shop) == 0

    commit = git(shop, "rev-parse", "HEAD")
    place = f"/pacticipants/frontend/versions/{commit}/deployed-versions/test"
    assert len(broker.all_received(place)) == 1
    assert git(shop, "tag") == ""


def test_broker_that_does_not_answer_is_no_yes(
    broker: FakeBroker, shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACT_BROKER_BASE_URL", "http://127.0.0.1:9")

    assert deployment.main(["can-i-deploy", "frontend", "--to", "test"], shop) == 1
    with pytest.raises(Refusal, match="did not take the pacts"):
        publishing.main([], shop)
    with pytest.raises(Refusal, match="does not answer"):
        Broker.of(os.environ).call("")


def test_uncommitted_interaction_is_not_published(
    broker: FakeBroker, shop: Path
) -> None:
    write(shop / "pacts/frontend-product-service.json", json.dumps(pact("a kettle")))

    with pytest.raises(Refusal, match=r"Commit first.*frontend-product-service.json"):
        publishing.main([], shop)

    assert broker.received == []


def test_commit_on_no_branch_asks_for_its_name(broker: FakeBroker, shop: Path) -> None:
    git(shop, "checkout", "--quiet", "--detach")

    with pytest.raises(Refusal, match="name one with --branch"):
        publishing.main([], shop)
    publishing.main(["--branch", "release"], shop)

    (received,) = broker.all_received("/contracts/publish")
    assert received["branch"] == "release"


def test_publishing_without_a_broker_says_how(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PACT_BROKER_BASE_URL", raising=False)

    with pytest.raises(Refusal, match="There is no broker: put its address into PACT"):
        publishing.main([], shop)


def test_missing_program_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(Refusal, match="pip install -r requirements-broker.txt"):
        at_broker.can_i_deploy(Version("frontend", "abc"), "test")


@pytest.mark.parametrize(
    ("names", "authorization"),
    [
        ({"PACT_BROKER_TOKEN": "abc"}, "Bearer abc"),
        (
            {"PACT_BROKER_USERNAME": "ada", "PACT_BROKER_PASSWORD": "tea"},
            "Basic YWRhOnRlYQ==",
        ),
        ({}, ""),
    ],
)
def test_credentials_are_those_of_the_program(
    names: dict[str, str], authorization: str
) -> None:
    broker = Broker.of(names | {"PACT_BROKER_BASE_URL": "https://broker.example"})

    assert broker.authorization == authorization
    assert "broker.example" not in repr(broker)


def test_token_is_shown_to_the_broker_alone(broker: FakeBroker) -> None:
    with fake_broker() as other:
        Broker.of(os.environ).call(f"{other.url}/pacticipants/frontend")

        assert other.strangers == ["/pacticipants/frontend"]


def test_address_that_is_no_web_address_is_refused() -> None:
    with pytest.raises(Refusal, match="begin with https"):
        Broker.of({"PACT_BROKER_BASE_URL": "file:///etc"})
