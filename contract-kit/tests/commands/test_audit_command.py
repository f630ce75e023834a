"""`contract-kit audit`: a good score is 0, a worse one is 1, nonsense is 2."""

import json

import pytest
from click.testing import CliRunner

from contract_kit.commands.audit import command

INTERACTION = {
    "description": "a request for a tea",
    "providerStates": [{"name": "a tea is on the shelf"}],
    "request": {"method": "GET", "path": "/teas"},
    "response": {"status": 204},
}


def pact(**request):
    return {
        "consumer": {"name": "counter"},
        "provider": {"name": "tea-service"},
        "interactions": [{**INTERACTION, "request": INTERACTION["request"] | request}],
        "metadata": {"pactSpecification": {"version": "3.0.0"}},
    }


@pytest.fixture
def run(tmp_path):
    def run(document, *options):
        (tmp_path / "pact.json").write_text(json.dumps(document))
        return CliRunner().invoke(command, [str(tmp_path), *options])

    return run


def test_sound_pacts_are_well(run):
    result = run(pact())

    assert (result.exit_code, result.output) == (
        0,
        "Score 100 of 100: 0 findings in 1 pacts with 1 interactions.\n",
    )


def test_finding_is_named_with_its_fault(run):
    result = run(pact(path="/teas?size=pot"))

    assert result.exit_code == 1
    assert result.output.startswith("literal query: pact.json, “a request for a tea, ")
    assert "Score 20 of 100: 1 findings" in result.output


def test_score_that_is_demanded_may_be_lower(run):
    assert run(pact(path="/teas?size=pot"), "--least", "20").exit_code == 0
    assert run(pact(path="/teas?size=pot"), "--least", "21").exit_code == 1


def test_findings_are_json_for_programs(run):
    result = run(pact(path="/teas?size=pot"), "--json", "-")

    document = json.loads(result.stdout)
    assert (document["score"], document["pacts"]) == (20, 1)
    assert document["findings"] == [
        {
            "fault": "literal query",
            "harm": 0.8,
            "file": "pact.json",
            "interaction": "a request for a tea, given a tea is on the shelf",
            "place": "request path",
            "sentence": "holds the query, so that it never matches",
            "remedy": "give the query by itself, parameter by parameter",
        }
    ]


def test_findings_are_junit_xml_for_a_pipeline(run, tmp_path):
    result = run(pact(path="/teas?size=pot"), "--junit", str(tmp_path / "audit.xml"))

    assert result.exit_code == 1
    assert 'classname="audit"' in (tmp_path / "audit.xml").read_text()
    assert 'failures="1"' in (tmp_path / "audit.xml").read_text()


def test_folder_without_pacts_makes_no_sense(run):
    result = run({"name": "tea"})

    assert result.exit_code == 2
    assert "pact.json: is JSON and no pact, and passed by" in result.stderr
    assert "No pact is in " in result.stderr


def test_folder_that_is_not_there_makes_no_sense(tmp_path):
    result = CliRunner().invoke(command, [str(tmp_path / "pacts")])

    assert result.exit_code == 2
    assert "is no folder: name the one that holds pacts." in result.output
