"""The table of settings says where everything is, and refuses what it cannot know."""

import pytest

from contract_kit.existing_paths import PathNotFound
from contract_kit.pact_files import Integration
from contract_kit.settings import SettingsError, settings_in, settings_of

TEA = """
[tool.contract-kit]
integrations = ["counter -> tea-service"]

[tool.contract-kit.services.tea-service]

[tool.contract-kit.consumers.counter]
clients = ["tea_client.py"]
"""


def test_names_alone_are_enough_in_a_repository_of_the_usual_layout(tmp_path):
    settings = settings_of(TEA, tmp_path)

    service, consumer = settings.services["tea-service"], settings.consumers["counter"]
    assert settings.pacts == tmp_path / "pacts"
    assert settings.integrations == (Integration("counter", "tea-service"),)
    assert service.verification == tmp_path / "tea-service/tests/contract/test_pacts.py"
    assert consumer.tests == "tests/contract/test_*_pact.py"
    assert consumer.clients == (tmp_path / "counter/tea_client.py",)


def test_settings_are_found_from_any_folder_of_the_project(tmp_path):
    (tmp_path / "pyproject.toml").write_text(TEA)
    folder = tmp_path / "counter/src"
    folder.mkdir(parents=True)
    # Of a package in the repository, which has settings of its own for other tools.
    (folder / "pyproject.toml").write_text("[project]\nname = 'counter'\n")

    assert settings_in(folder).root == tmp_path


def test_folder_without_settings_is_advised_to_begin(tmp_path):
    with pytest.raises(SettingsError, match="`contract-kit init` writes one"):
        settings_in(tmp_path)


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ("pact = 'pacts'", "nothing is called 'pact' there. Did you mean 'pacts'"),
        ("pacts = 7", r"\[tool.contract-kit.pacts\]: 7 is not of type 'string'"),
        ("shared = 'src'", "'src' is not of type 'array'"),
        ("integrations = ['a to b']", "'a to b' does not match"),
        ("integrations = ['a -> b']", r"no \[tool.contract-kit.consumers.a\]"),
        ("services.tea.states_ = 'x'", "Did you mean 'states'"),
        ("consumers.counter.client = ['x']", "Did you mean 'clients'"),
        ("consumers.counter = {tests = 't', test-command = 'x'}", "keep the one"),
        ("consumers.counter.install-command = 'x'", "no `test-command` that needs it"),
        ("impact = 'pages'", "'pages' does not match"),
        ("pacts = ", "is no TOML"),
    ],
)
def test_setting_that_cannot_be_is_named_with_its_place(wrong, complaint, tmp_path):
    with pytest.raises(SettingsError, match=complaint):
        settings_of(f"[tool.contract-kit]\n{wrong}\n", tmp_path)


def test_verification_that_was_moved_is_an_error_and_no_empty_run(tmp_path):
    settings = settings_of(TEA, tmp_path)

    with pytest.raises(PathNotFound, match="test_pacts.py is not there"):
        settings.provider_tests()
    with pytest.raises(PathNotFound, match="counter is not there"):
        settings.consumer_tests()


def test_broker_and_deployments_have_tables_of_their_own(tmp_path):
    settings = settings_of(
        "[tool.contract-kit]\n"
        "broker.url = 'https://broker.example'\n"
        "deployment = {elsewhere = ['old-phone'], silent = ['clock']}\n",
        tmp_path,
    )

    assert settings.broker == "https://broker.example"
    assert (settings.elsewhere, settings.silent) == (("old-phone",), ("clock",))


@pytest.mark.parametrize(
    "broker",
    [
        "{token = 'darjeeling'}",
        "{url = 'https://broker.example', password = 'darjeeling'}",
        "{url = 'https://ada:darjeeling@broker.example'}",
        "'https://darjeeling@broker.example'",
    ],
)
def test_secret_of_a_broker_is_refused_and_not_repeated(broker, tmp_path):
    with pytest.raises(SettingsError, match="put it into PACT_BROKER_TOKEN") as caught:
        settings_of(f"[tool.contract-kit]\nbroker = {broker}\n", tmp_path)

    assert "darjeeling" not in str(caught.value)
