"""What `pact` and our commands send a broker, and what they make of its answers."""

import base64
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from contract_kit.broker import (
    BrokerError,
    PactBroker,
    can_i_deploy,
    publish_results,
)
from contract_kit.command_line import main
from contract_kit.deployment import (
    Repository,
    ResultCache,
    UsageError,
    Verifications,
    Version,
    layout_of,
)
from contract_kit.settings import settings_in

from .fake_broker import TOKEN, FakeBroker, fake_broker

SETTINGS = """\
[tool.pytest.ini_options]
[tool.contract-kit.services.product-service]
[tool.contract-kit.services.user-service]
[tool.contract-kit.consumers.frontend]
"""
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
    write(root / "pyproject.toml", SETTINGS)
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
    layout = layout_of(settings_in(shop))
    return Verifications(Repository(shop), layout, known, is_fresh=False, report=print)


@pytest.fixture
def run(shop: Path) -> Callable[..., Result]:
    def run(*words: str) -> Result:
        return CliRunner().invoke(main, [*words, "--project", str(shop)])

    return run


def present() -> PactBroker:
    return PactBroker.of(os.environ["PACT_BROKER_BASE_URL"], os.environ)


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
    done = subprocess.run(  # noqa: S603
        line, cwd=root, env=os.environ | own, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


def test_pacts_are_published_with_version_and_branch(
    broker: FakeBroker,
    shop: Path,
    run: Callable[..., Result],
    capfd: pytest.CaptureFixture[str],
) -> None:
    result = run("publish")

    (received,) = broker.all_received("/contracts/publish")
    (contract,) = received["contracts"]
    sent = json.loads(base64.b64decode(contract["content"]))
    assert received["pacticipantVersionNumber"] == git(shop, "rev-parse", "HEAD")
    assert received["branch"] == "main"
    assert contract["consumerName"] == "frontend"
    assert sent["interactions"][0]["description"] == "a request for a teapot"
    assert broker.strangers == []
    assert result.exit_code == 0
    assert TOKEN not in "".join((result.output, *capfd.readouterr()))


def test_kept_and_broken_interactions_are_published(
    broker: FakeBroker, inquiry: Verifications, capfd: pytest.CaptureFixture[str]
) -> None:
    broker.to_verify["product-service"] = [pact("a teapot"), pact("snow")]

    publish_results(present(), inquiry, "HEAD", "main")

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

    publish_results(present(), inquiry, "HEAD", "main")

    paths = [path for path, _ in broker.received]
    branch = "/pacticipants/product-service/branches/main/versions/HEAD"
    assert paths.index(branch) < paths.index("/results/product-service/0")


def test_pacts_of_all_that_runs_are_verified(
    broker: FakeBroker, inquiry: Verifications
) -> None:
    publish_results(present(), inquiry, "HEAD", "main")

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

    with pytest.raises(BrokerError, match="could find out about:\nfrontend → user"):
        publish_results(present(), inquiry, "HEAD", "main")

    assert broker.all_received("/results/user-service/0") == []


@pytest.mark.parametrize(("is_deployable", "status"), [(True, 0), (False, 1)])
def test_answer_of_the_broker_is_the_exit_status(
    broker: FakeBroker,
    shop: Path,
    run: Callable[..., Result],
    is_deployable: bool,
    status: int,
) -> None:
    broker.is_deployable = is_deployable

    result = run("can-i-deploy", "frontend", "--to", "test", "--json", "-")

    (asked,) = broker.asked
    found = json.loads(result.stdout)
    assert (result.exit_code, found["is_deployable"]) == (status, is_deployable)
    assert asked["q[][pacticipant]"] == ["frontend"]
    assert asked["q[][version]"] == [git(shop, "rev-parse", "HEAD")]
    assert asked["environment"] == ["test"]


def test_deployment_is_recorded_at_the_broker(
    broker: FakeBroker, shop: Path, run: Callable[..., Result]
) -> None:
    assert run("record-deployment", "frontend", "--to", "test").exit_code == 0

    commit = git(shop, "rev-parse", "HEAD")
    place = f"/pacticipants/frontend/versions/{commit}/deployed-versions/test"
    assert len(broker.all_received(place)) == 1
    assert git(shop, "tag") == ""


def test_broker_of_the_settings_is_asked(
    broker: FakeBroker,
    shop: Path,
    run: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("PACT_BROKER_BASE_URL")
    table = f"[tool.contract-kit.broker]\nurl = '{broker.url}'\n"
    write(shop / "pyproject.toml", SETTINGS + table)

    asked = run("can-i-deploy", "frontend", "--to", "test", "--ref", "HEAD")

    assert (asked.exit_code, len(broker.asked), broker.strangers) == (0, 1, [])


def test_environment_wins_over_the_broker_of_the_settings(
    broker: FakeBroker,
    shop: Path,
    run: Callable[..., Result],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    table = "[tool.contract-kit.broker]\nurl = 'http://127.0.0.1:9'\n"
    write(shop / "pyproject.toml", SETTINGS + table)
    words = ("can-i-deploy", "frontend", "--to", "test", "--ref", "HEAD")

    assert run(*words).exit_code == 0
    monkeypatch.setenv("PACT_BROKER_BASE_URL", "")
    assert "This clone knows of nothing in 'test'" in run(*words).stderr


def test_broker_that_does_not_answer_is_no_yes(
    broker: FakeBroker, run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PACT_BROKER_BASE_URL", "http://127.0.0.1:9")

    assert run("can-i-deploy", "frontend", "--to", "test").exit_code == 1
    assert run("record-deployment", "frontend", "--to", "test").exit_code == 1
    published = run("publish")
    assert published.exit_code == 1
    assert "did not take the pacts" in published.stderr
    with pytest.raises(BrokerError, match="does not answer"):
        present().call("")


def test_uncommitted_interaction_is_not_published(
    broker: FakeBroker, shop: Path, run: Callable[..., Result]
) -> None:
    write(shop / "pacts/frontend-product-service.json", json.dumps(pact("a kettle")))

    result = run("publish")

    assert result.exit_code == 2
    assert "Commit first" in result.stderr
    assert "frontend-product-service.json" in result.stderr
    assert broker.received == []


def test_commit_on_no_branch_asks_for_its_name(
    broker: FakeBroker, shop: Path, run: Callable[..., Result]
) -> None:
    git(shop, "checkout", "--quiet", "--detach")

    unnamed, named = run("publish"), run("publish", "--branch", "release")

    (received,) = broker.all_received("/contracts/publish")
    assert (unnamed.exit_code, named.exit_code) == (2, 0)
    assert "name one with --branch" in unnamed.stderr
    assert received["branch"] == "release"


def test_publishing_without_a_broker_says_how(
    run: Callable[..., Result], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("PACT_BROKER_BASE_URL", raising=False)

    result = run("publish")

    assert result.exit_code == 2
    assert "There is no broker: put its address into PACT" in result.stderr


def test_missing_program_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(UsageError, match="pip install pact-python-cli"):
        can_i_deploy("https://broker.example", Version("frontend", "abc"), "test")


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
    broker = PactBroker.of("https://broker.example", names)

    assert broker.authorization == authorization
    assert "broker.example" not in repr(broker)


def test_token_is_shown_to_the_broker_alone(broker: FakeBroker) -> None:
    with fake_broker() as other:
        present().call(f"{other.url}/pacticipants/frontend")

        assert other.strangers == ["/pacticipants/frontend"]


def test_address_that_is_no_web_address_is_refused() -> None:
    with pytest.raises(UsageError, match="begin with https"):
        PactBroker.of("file:///etc", {})
