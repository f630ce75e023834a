"""Commands that need no settings take the folder of pacts from them all the same."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from contract_kit.command_line import main

PACT = {
    "consumer": {"name": "counter"},
    "provider": {"name": "tea-service"},
    "interactions": [
        {
            "type": "Synchronous/HTTP",
            "description": "a request for a tea",
            "request": {"method": "GET", "path": "/teas/assam"},
            "response": {"status": 404},
        }
    ],
    "metadata": {"pactSpecification": {"version": "4.0"}},
}


@pytest.fixture
def project(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def put_pact(folder):
    folder.mkdir(parents=True)
    (folder / "counter-tea-service.json").write_text(json.dumps(PACT))


def report(*words):
    return CliRunner().invoke(main, ["report", "--page", "page.html", *words])


def test_folder_is_that_of_the_settings(project, monkeypatch):
    put_pact(project / "contracts" / "written")
    settings = '[tool.contract-kit]\npacts = "contracts/written"\n'
    (project / "pyproject.toml").write_text(settings)
    (project / "src").mkdir()
    monkeypatch.chdir(project / "src")

    assert report().exit_code == 0
    assert "a request for a tea" in Path("page.html").read_text()


def test_folder_is_called_pacts_without_settings(project):
    put_pact(project / "pacts")

    assert report().exit_code == 0


def test_folder_on_the_command_line_wins(project):
    put_pact(project / "theirs")
    (project / "pyproject.toml").write_text('[tool.contract-kit]\npacts = "none"\n')

    assert report().exit_code == 2
    assert report("--pacts", "theirs").exit_code == 0


def test_settings_that_nobody_can_read_are_an_error(project):
    put_pact(project / "pacts")
    (project / "pyproject.toml").write_text("[tool.contract-kit]\npakts = 'pacts'\n")

    done = report()

    assert done.exit_code == 2
    assert "Did you mean 'pacts'?" in done.output
