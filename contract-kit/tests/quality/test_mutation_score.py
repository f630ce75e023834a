"""Every expected response is spoiled bit by bit, and the contract must notice."""

import json

import pytest

from contract_kit.pact_files import pact_paths
from contract_kit.provider.verifier import verify
from contract_kit.quality.mutation_score import measure_mutation_score
from contract_kit.quality.verifier_results_check import NotVerified, demand_results

pytest_plugins = ["pytester"]


@pytest.fixture
def by_hand(tmp_path):
    """Writes a pact by hand: what a consumer without the matchers might interaction."""

    def by_hand(body, rules=None, *, headers=None, status=200, header_rules=None):
        response = {
            "status": status,
            "headers": {"Content-Type": ["application/json"]} | (headers or {}),
            "body": {"content": body, "contentType": "application/json"},
            "matchingRules": {
                "body": {
                    place: {"combine": "AND", "matchers": [matcher]}
                    for place, matcher in (rules or {}).items()
                },
                "header": {
                    name: {"combine": "AND", "matchers": [matcher]}
                    for name, matcher in (header_rules or {}).items()
                },
            },
        }
        interaction = {
            "description": "a request for a tea",
            "request": {"method": "GET", "path": "/"},
            "response": response,
            "type": "Synchronous/HTTP",
        }
        pact = {
            "consumer": {"name": "counter"},
            "provider": {"name": "tea-service"},
            "interactions": [interaction],
        }
        (tmp_path / "counter-tea-service.json").write_text(json.dumps(pact))
        return tmp_path

    return by_hand


def survivors(folder):
    return {
        f"{each.field} {each.fault}"
        for each in measure_mutation_score(folder).survivors
    }


def test_sample_notices_every_fault(pacts):
    score = measure_mutation_score(pacts)

    assert score.is_full, str(score)
    assert score.percent == 100
    assert len(score.mutants) > 80


@pytest.mark.parametrize(
    ("example", "rule", "survivor"),
    [
        ("Assam", {"match": "type"}, "$.tea is blank"),
        (True, {"match": "boolean"}, "$.tea is a text"),
        (1, {"match": "number"}, "$.tea is a fraction"),
        (["hot"], {"match": "type"}, "$.tea is empty"),
        ("12.25", {"match": "regex", "regex": r"\d+\.\d\d"}, "$.tea is a number"),
    ],
)
def test_vague_rule_lets_a_fault_survive(by_hand, example, rule, survivor):
    folder = by_hand({"tea": example}, {"$.tea": rule})

    assert survivor in survivors(folder)


def test_value_below_a_loose_rule_is_not_exact(by_hand):
    folder = by_hand({"tea": {"state": "sold"}}, {"$.tea": {"match": "type"}})

    assert survivors(folder) == {
        "$.tea.state is something else",
        "$.tea.state is blank",
    }


def test_amount_below_a_loose_rule_is_not_exact(by_hand):
    folder = by_hand({"tea": {"price": 2.4}}, {"$.tea": {"match": "type"}})

    assert survivors(folder) == {"$.tea.price is something else"}


def test_loose_header_is_a_survivor(by_hand):
    folder = by_hand(
        {"tea": 1},
        headers={"ETag": ['"1"']},
        header_rules={"ETag": {"match": "type"}},
    )

    assert "header ETag is blank" in survivors(folder)


def test_example_that_breaks_its_own_rule_is_named(by_hand):
    folder = by_hand({"tea": "now"}, {"$.tea": {"match": "integer"}})

    score = measure_mutation_score(folder)

    assert not score.is_full
    assert "its example breaks its own rules; correct the example" in str(score)


def test_two_processes_find_what_one_finds(by_hand):
    rules = {"$.tea": {"match": "type"}, "$.left": {"match": "number"}}
    folder = by_hand({"tea": "Assam", "left": 3, "loose": True}, rules)

    alone = measure_mutation_score(folder, processes=1)

    assert len(alone.survivors) == 2
    assert measure_mutation_score(folder, processes=2) == alone


def test_answer_that_never_arrived_has_no_verdict(pacts):
    files = pact_paths(pacts)

    results = verify("tea-service", "http://127.0.0.1:9", files)

    with pytest.raises(NotVerified, match="error sending request"):
        demand_results(len(results), results)
    with pytest.raises(NotVerified, match=r"Only \d+ of 99 responses"):
        demand_results(99, results)


def test_survivor_is_named_with_its_cure(by_hand):
    folder = by_hand({"tea": "Assam"}, {"$.tea": {"match": "type"}})

    assert str(measure_mutation_score(folder)) == (
        "counter: a request for a tea: $.tea is blank, and nobody would notice: "
        "use text(...), money(...), token(...) or pattern(...)\n"
        "9 of 10 faults noticed (90 %)."
    )


def test_mutation_score_of_one_pact_can_be_read_alone(pacts):
    score = measure_mutation_score(pacts)

    assert score.between("counter", "tea-service") == score
    assert score.between("cook", "tea-service").mutants == ()


def test_answer_without_body_has_another_status_alone(pacts):
    score = measure_mutation_score(pacts)

    faults = {
        f"{mutant.field} {mutant.fault}"
        for mutant in score.mutants
        if mutant.interaction.description == "a subscription"
    }

    assert faults == {"status is 200", "status is 500"}


def test_xml_is_spoiled_too(pacts):
    score = measure_mutation_score(pacts)

    faults = {
        f"{mutant.field} {mutant.fault}"
        for mutant in score.mutants
        if mutant.interaction.description == "a request for all names"
        and mutant.field.startswith("$")
    }

    assert faults == {
        "$.teas has another name",
        "$.teas.tea is dropped",
        "$.teas.tea.name is dropped",
        "$.teas.tea.name is blank",
    }
