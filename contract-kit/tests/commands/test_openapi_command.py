"""`contract-kit openapi` and `openapi diff`: yes is 0, no is 1, nonsense is 2."""

import copy
import json

import pytest
from click.testing import CliRunner

from contract_kit.commands.openapi import command

TEAS = {
    "openapi": "3.1.0",
    "info": {"title": "tea-house"},
    "paths": {
        "/teas": {
            "get": {
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {
                                "schema": {
                                    "type": "object",
                                    "properties": {
                                        "name": {"type": "string"},
                                        "brand": {"type": "string"},
                                    },
                                }
                            }
                        }
                    },
                    "503": {},
                }
            }
        }
    },
}
PACT = {
    "consumer": {"name": "counter"},
    "provider": {"name": "tea-house"},
    "interactions": [
        {
            "type": "Synchronous/HTTP",
            "description": "a tea",
            "providerStates": [{"name": "there is a tea"}],
            "request": {"method": "GET", "path": "/teas"},
            "response": {
                "status": 200,
                "headers": {"Content-Type": ["application/json"]},
                "body": {
                    "content": {"name": "Assam"},
                    "contentType": "application/json",
                    "encoded": False,
                },
            },
        }
    ],
    "metadata": {"pactSpecification": {"version": "4.0"}},
}
EXEMPTED = (
    '[[exemption]]\nwhy = "an outage run"\n[exemption.tea-house]\n"GET /teas" = [503]\n'
)


@pytest.fixture
def run(tmp_path, monkeypatch):
    (tmp_path / "pacts").mkdir()
    (tmp_path / "pacts/counter-tea-house.json").write_text(json.dumps(PACT))
    (tmp_path / "contract-coverage.toml").write_text(EXEMPTED)
    monkeypatch.chdir(tmp_path)

    def run(*words, **documents):
        for name, document in documents.items():
            (tmp_path / f"{name}.json").write_text(json.dumps(document))
        return CliRunner().invoke(command, words)

    return run


def properties(document):
    responses = document["paths"]["/teas"]["get"]["responses"]
    content = responses["200"]["content"]["application/json"]
    return content["schema"]["properties"]


def without(name):
    document = copy.deepcopy(TEAS)
    del properties(document)[name]
    return document


def test_pacts_that_agree_with_the_document_are_well(run):
    result = run("--document", "tea-house=teas.json", teas=TEAS)

    assert (result.exit_code, result.output) == (
        0,
        "2 documented responses: 1 covered by interactions, 1 exempted with a reason, "
        "0 neither.\n",
    )


def test_interaction_that_the_document_does_not_know_is_a_fault(run):
    result = run("--document", "tea-house=teas.json", teas=without("name"))

    assert result.exit_code == 1
    assert "$ has name, which the document does not know" in result.output


def test_response_without_reason_is_a_fault(run, tmp_path):
    (tmp_path / "contract-coverage.toml").unlink()

    result = run("--matrix", "--document", "tea-house=teas.json", teas=TEAS)

    assert result.exit_code == 1
    assert "GET /teas   1   !" in result.stdout
    assert "tea-house, GET /teas → 503: no interaction covers it" in result.stdout


def test_matrix_is_json_for_programs(run):
    result = run("--json", "-", "--document", "tea-house=teas.json", teas=TEAS)

    assert json.loads(result.stdout)["responses"][1] == {
        "provider": "tea-house",
        "operation": "GET /teas",
        "status": "503",
        "interactions": 0,
        "why": "an outage run",
    }


def test_documents_are_written_to_be_compared_later(run, tmp_path):
    result = run("--document", "tea-house=teas.json", "--write", "before", teas=TEAS)

    assert (result.exit_code, result.output) == (0, "before/tea-house.json\n")
    assert json.loads((tmp_path / "before/tea-house.json").read_text()) == TEAS


def test_harmless_change_is_well(run):
    result = run("diff", "old.json", "new.json", old=TEAS, new=without("brand"))

    assert (result.exit_code, result.output) == (
        0,
        "GET /teas → 200: removes `brand`: nobody reads it\n"
        "1 differences: 0 break somebody.\n",
    )


def test_change_that_breaks_somebody_is_refused(run):
    result = run("diff", "old.json", "new.json", old=TEAS, new=without("name"))

    assert (result.exit_code, result.output) == (
        1,
        "GET /teas → 200: removes `name` breaks counter "
        "(a tea, given there is a tea)\n"
        "1 differences: 1 break somebody.\n",
    )


def test_change_is_json_for_programs(run):
    result = run(
        "diff", "old.json", "new.json", "--json", "-", old=TEAS, new=without("name")
    )

    assert (result.exit_code, json.loads(result.stdout)["changes"]) == (
        1,
        [
            {
                "places": ["GET /teas → 200"],
                "change": "removes `name`",
                "breaks": {"counter": ["a tea, given there is a tea"]},
            }
        ],
    )


def test_no_change_is_well(run):
    result = run("diff", "old.json", "old.json", old=TEAS)

    assert (result.exit_code, result.output) == (
        0,
        "0 differences: 0 break somebody.\n",
    )


COFFEE = {"openapi": "3.1.0", "info": {"title": "coffee"}, "paths": {"/coffees": {}}}
NONSENSE = {
    "new.json cannot be read": ("diff", "old.json", "new.json"),
    "other.json is no OpenAPI document": ("diff", "old.json", "other.json"),
    "tea-house and coffee have no path in common": ("diff", "old.json", "coffee.json"),
    "No interaction in pacts calls what coffee.json describes": (
        *("diff", "coffee.json", "coffee.json"),
    ),
    "No interaction in pacts calls tea-hut": (
        *("diff", "old.json", "old.json", "--provider", "tea-hut"),
    ),
    "No interaction is in nowhere": (
        *("diff", "old.json", "old.json", "--pacts", "nowhere"),
    ),
    "Name a document": (),
    "'old.json' names no provider": ("--document", "old.json"),
    "old.json is no TOML": (
        *("--document", "tea-house=old.json", "--exemptions", "old.json"),
    ),
}


@pytest.mark.parametrize("sentence", NONSENSE)
def test_question_that_makes_no_sense_is_reported(run, sentence):
    result = run(*NONSENSE[sentence], old=TEAS, other={"teas": []}, coffee=COFFEE)

    assert result.exit_code == 2
    assert sentence in result.output


def test_broken_pact_is_reported(run, tmp_path):
    (tmp_path / "pacts/broken.json").write_text("{")

    result = run("diff", "old.json", "old.json", old=TEAS)

    assert result.exit_code == 2
    assert "pacts/broken.json is no JSON, or only half of it" in result.output
