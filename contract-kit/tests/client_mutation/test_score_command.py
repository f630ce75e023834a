"""`contract-kit score --clients` lists missing tests, and ends with 0 to 2."""

import json

import pytest
from click.testing import CliRunner

from contract_kit.command_line import main

SETTINGS = """
[tool.contract-kit.consumers.counter]
folder = "."
tests = "test_*.py"
clients = ["small_client.py"]
"""
WELL_TESTED = """
import requests

def name(url):
    return requests.get(url + "/teas/1", timeout=2).json()["name"]
"""
ITS_TEST = """
import pytest
import small_client

def test_name_is_read(agree):
    interaction = agree("counter", "tea-service").upon_receiving("a tea")
    interaction.with_request("GET", "/teas/1")
    interaction.will_respond_with(200, {"name": "Assam"})
    with interaction.serve() as url:
        assert small_client.name(url) == "Assam"

def test_missing_tea_has_no_name(agree):
    interaction = agree("counter", "tea-service").upon_receiving("no tea")
    interaction.with_request("GET", "/teas/1")
    interaction.will_respond_with(404)
    with pytest.raises(ValueError), interaction.serve() as url:
        small_client.name(url)
"""


@pytest.fixture
def score(small_folder, monkeypatch):
    monkeypatch.chdir(small_folder)

    def score(*words):
        return CliRunner().invoke(main, ["score", "--clients", *words])

    return score


@pytest.fixture
def settings(small_folder):
    file = small_folder / "pyproject.toml"
    file.write_text(SETTINGS, "utf-8")
    return file


@pytest.fixture
def well_tested(small_folder):
    (small_folder / "small_client.py").write_text(WELL_TESTED, "utf-8")
    (small_folder / "test_small.py").write_text(ITS_TEST, "utf-8")


def test_well_tested_client_of_the_settings_ends_with_yes(settings, well_tested, score):
    found = score()

    assert found.exit_code == 0, found.output
    figures = found.stdout.splitlines()[1].split()
    assert figures[:6] == ["counter", "small_client.py", "3", "3", "0", "0"]


def test_survivors_end_with_no_and_are_named(settings, score):
    found = score("small_client.py")

    assert found.exit_code == 1, found.output
    assert "small_client.py:18 in TeaClient.name: error swallowed: of name." in (
        found.output
    )


def test_json_holds_figures_and_findings(settings, well_tested, score):
    found = json.loads(score("small_client.py", "--json", "-").stdout)

    (client,) = found["clients"]
    assert (client["consumer"], client["client"]) == ("counter", "small_client.py")
    assert (client["sites"], client["killed"], client["survivors"]) == (3, 3, [])
    assert found["complaints"] == []


def test_justified_survivor_ends_with_yes(small_folder, well_tested, settings, score):
    shorter = ITS_TEST[: ITS_TEST.index("def test_missing")]
    (small_folder / "test_small.py").write_text(shorter, "utf-8")
    entry = {
        "client": "small_client.py",
        "function": "name",
        "edit": "error swallowed: of name",
        "reason": "whoever asks shows no name either way",
    }
    lines = [f'{name} = "{value}"' for name, value in entry.items()]
    text = "\n".join(["[[equivalent]]", *lines])
    (small_folder / "contract-equivalents.toml").write_text(text, "utf-8")

    found = score()

    assert found.exit_code == 0, found.output


def test_module_that_is_no_client_ends_with_two(settings, score):
    found = score("test_small.py")

    assert found.exit_code == 2
    assert "test_small.py is no client of any consumer" in found.output


def test_module_that_is_not_there_ends_with_two(settings, score):
    assert score("no_client.py").exit_code == 2


def test_settings_without_clients_end_with_two(settings, score):
    lines = SETTINGS.replace('clients = ["small_client.py"]', "")
    settings.write_text(lines, "utf-8")

    found = score()

    assert found.exit_code == 2
    assert "No clients are known" in found.output


def test_failing_contract_tests_end_with_two(small_folder, settings, score):
    (small_folder / "test_small.py").write_text("import nothing_there", "utf-8")

    found = score()

    assert found.exit_code == 2
    assert "The contract tests of counter cannot be run" in found.output


def test_modules_are_clients_alone(settings):
    words = ["score", "small_client.py", "--project", str(settings.parent)]

    assert CliRunner().invoke(main, words).exit_code == 2
