"""`contract-kit check` in a project of its own: one run, one table, nothing twice."""

import json
import shutil
import subprocess
import sys
from xml.etree import ElementTree

import pytest
from sample_project import CLIENT, SERVICE, lay_out, replace

NOTHING = "nothing has changed"


@pytest.fixture(scope="session")
def checked(tmp_path_factory):
    """The tea shop, with its pacts written and every contract checked once."""
    root = lay_out(tmp_path_factory.mktemp("tea"))
    assert run(root, "write").returncode == 0
    first = run(root, "check")
    assert first.returncode == 0, first.stdout
    assert NOTHING not in first.stderr
    return root


@pytest.fixture
def shop(checked, tmp_path):
    """A copy of it that a test may change; what is known is in it."""
    return shutil.copytree(checked, tmp_path / "tea")


def run(root, *words):
    line = [sys.executable, "-m", "contract_kit", *words]
    return subprocess.run(line, cwd=root, capture_output=True, text=True, check=False)  # noqa: S603


def test_second_check_knows_everything_and_prints_the_same_table(shop):
    result = run(shop, "check", "--json", "table.json")

    assert result.returncode == 0, result.stdout
    assert result.stderr.count(NOTHING) == 3
    table = json.loads((shop / "table.json").read_text())
    (row,) = table["arrows"]
    assert row["promises"] == row["verified"] == 11
    assert row["noticed"] == row["mutants"] > 0
    assert table["complaints"] == []


def test_broken_provider_is_verified_again_and_nothing_else(shop):
    replace(shop / SERVICE, '"loose": True', '"loose": "yes"')

    result = run(shop, "check", "--junit", "check.xml")

    assert result.returncode == 1
    assert "Expected 'yes' (String) to be the same type as true" in result.stdout
    assert "each line above says what to mend" in result.stdout
    assert f"Consumers: {NOTHING}" in result.stderr
    suite = ElementTree.parse(shop / "check.xml").getroot()  # noqa: S314
    failed = {case.get("classname") for case in suite if len(case)}
    assert failed == {"verify"}
    assert len(suite) > int(suite.get("failures"))


def test_failed_check_is_not_known_the_next_time(shop):
    replace(shop / SERVICE, '"loose": True', '"loose": "yes"')
    run(shop, "verify")

    again = run(shop, "verify")

    assert again.returncode == 1
    assert "Providers are verified: tea-service." in again.stderr


def test_changed_client_is_tried_again_and_nothing_else(shop):
    replace(shop / CLIENT, 'params={"kind": kind}', 'params={"sort": kind}')

    result = run(shop, "check")

    assert result.returncode == 1
    assert "A consumer's test failed: test_teas_of_a_kind_are_listed" in result.stdout
    assert f"Providers: {NOTHING}" in result.stderr


def test_pact_that_was_edited_by_hand_is_written_by_no_test(shop):
    pact = shop / "pacts/counter-tea-service.json"
    replace(pact, '"description": "an order of too many packets"', '"description": "x"')

    result = run(shop, "unused")

    assert result.returncode == 1
    assert "contract-kit write" in result.stdout


@pytest.mark.parametrize(
    ("words", "advice"),
    [
        (("check", "--project", "counter/tests"), ""),
        (("check", "--project", ".."), "`contract-kit init` writes one"),
        (("chek",), "No such command 'chek'"),
    ],
)
def test_command_works_anywhere_in_the_project_or_says_what_is_wrong(
    shop, words, advice
):
    result = run(shop, *words)

    assert result.returncode == (2 if advice else 0)
    assert advice in result.stderr


def test_document_that_knows_less_than_the_pacts_is_a_complaint(shop):
    services = "[tool.contract-kit.services.tea-service]\n"
    openapi = 'openapi = "tea-service/openapi.json"\n'
    replace(shop / "pyproject.toml", services, services + openapi)
    document = {"openapi": "3.1.0", "paths": {"/coffees": {"get": {"responses": {}}}}}
    (shop / "tea-service/openapi.json").write_text(json.dumps(document))

    result = run(shop, "check")

    assert result.returncode == 1
    assert "GET /teas/assam" in result.stdout


def test_whole_check_leaves_out_states_and_spoils_clients_too(shop):
    result = run(shop, "check", "--all", "--junit", "check.xml")

    assert result.returncode == 1
    assert "is kept without 'no tea is on the shelf'" in result.stdout
    assert "tea_client.py:59 in TeaServiceClient.teas: error swallowed" in result.stdout
    suite = ElementTree.parse(shop / "check.xml").getroot()  # noqa: S314
    assert {case.get("classname") for case in suite if len(case)} == {
        "states",
        "clients",
    }
