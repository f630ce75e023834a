"""Recorded traffic against the contracts: what is said, and was never agreed."""

import json
from dataclasses import replace

import pytest

from contract_kit.coverage import main, measure_coverage
from contract_kit.coverage_report import Arrow
from contract_kit.judge import Answer, Request
from contract_kit.routes import Route, Routes
from contract_kit.traffic_files import Exchange, Traffic, TrafficFile

from .promises import body, promise, ruled

ROUTES = Routes(
    (
        Route("/teapots/<int:teapot_id>", ("DELETE", "GET")),
        Route("/teapots", ("GET", "POST")),
    )
)
WINDOW = Arrow("shop-window", "tea-house")


@pytest.fixture
def teapot():
    return promise(
        {"headers": {"Authorization": ["Bearer ada"]}},
        body({"id": 7}, body={"$.id": "integer"}),
        description="a request for a teapot",
        states=("a teapot exists",),
    )


@pytest.fixture
def search():
    return promise(
        {"path": "/teapots", "query": {"q": ["tea"], "page": ["1"]}}
        | {"matchingRules": ruled(query={"page": "integer"})},
        body([{"id": 7}], body={"$": {"match": "type", "min": 1}}),
        description="a search",
    )


def call(path, route, *, consumer="shop-window", answer=None, query=None, method="GET"):
    return Exchange(
        consumer,
        "tea-house",
        route,
        Request(method, path, query or {}, (("Authorization", "Bearer ada"),)),
        answer or json_answer({"id": 42}),
    )


def teapot_call(number, **changes):
    return call(f"/teapots/{number}", "/teapots/<int:teapot_id>", **changes)


def json_answer(content, status=200):
    headers = (("Content-Type", "application/json"),)
    return Answer(status, headers, json.dumps(content).encode())


def covered(promises, *exchanges, **options):
    traffic = Traffic(exchanges, {"tea-house": ROUTES})
    return measure_coverage(promises, traffic, **options)


def test_call_with_another_id_is_contracted(teapot):
    coverage = covered([teapot], teapot_call(42))

    assert coverage.is_complete
    assert coverage.counts[WINDOW].contracted == 1
    assert coverage.never_exercised == ()


def test_call_along_another_route_is_not(teapot):
    [finding] = covered([teapot], call("/teapots", "/teapots")).findings

    assert finding.differences[0] == (
        "path takes the route /teapots, agreed was /teapots/<int:teapot_id>"
    )


def test_unplanned_status_is_told_with_the_nearest_promise(teapot):
    gone = teapot_call(42, answer=json_answer({}, 410))

    [finding] = covered([teapot], gone).findings

    assert finding.call == "GET /teapots/<int:teapot_id> 410"
    assert finding.nearest == "a request for a teapot, given a teapot exists"
    assert finding.differences == ("status is 410, promised was 200", "$.id is missing")


def test_drift_of_the_answer_is_found(teapot):
    drifted = teapot_call(42, answer=json_answer({"id": "42"}))

    [finding] = covered([teapot], drifted).findings

    assert finding.differences == ('$.id is "42", which is not an integer',)


def test_literal_that_differs_asks_for_a_matcher(search):
    query = {"q": ["pan"], "page": ["2"]}
    searched = call(
        "/teapots", "/teapots", query=query, answer=json_answer([{"id": 7}])
    )

    [finding] = covered([search], searched).findings

    assert finding.differences == ('query q is "pan", agreed was exactly "tea"',)
    assert "use a matcher" in finding.advice


def test_nearest_promise_is_one_of_the_same_route(teapot, search):
    strange = teapot_call(42, query={"q": ["tea"], "page": ["1"], "sort": ["price"]})

    [finding] = covered([search, teapot], strange).findings

    assert finding.nearest == teapot.title


def test_calls_that_differ_alike_are_one_finding(teapot):
    calls = [teapot_call(n, query={"n": [str(n)]}) for n in range(5)]

    [finding] = covered([teapot], *calls).findings

    assert (finding.times, finding.example) == (5, "GET /teapots/0?n=0")


def test_caller_without_a_name_is_uncontracted(teapot):
    [finding] = covered([teapot], teapot_call(7, consumer=None)).findings

    assert "nobody says who calls" in finding.differences[0]


def test_caller_without_a_contract_is_uncontracted(teapot):
    [finding] = covered([teapot], teapot_call(7, consumer="kiosk")).findings

    assert finding.arrow == Arrow("kiosk", "tea-house")
    assert "agreed on nothing" in finding.differences[0]


def test_tests_themselves_are_outsiders(teapot):
    own = teapot_call(7, consumer="browser-tests", method="DELETE")

    assert covered(
        [teapot], own, teapot_call(8), outsiders=["browser-tests"]
    ).is_complete


def test_body_too_long_to_be_recorded_is_no_evidence(teapot):
    long = replace(teapot_call(7), left_out=("request",))

    assert covered([teapot], long).findings[0].differences == (
        "body of the request is too long to have been recorded",
    )


def test_promise_the_judge_cannot_read_is_told(teapot):
    foreign = promise(response=body({"id": 7}, body={"$.id": "semver"}))

    [finding] = covered([foreign], teapot_call(7)).findings

    assert "semver" in finding.differences[0]


def test_promise_nobody_exercised_is_listed_and_no_fault(teapot, search):
    coverage = covered([teapot, search], teapot_call(7))

    assert coverage.is_complete
    assert coverage.never_exercised == (search,)
    assert "shop-window → tea-house: a search" in coverage.text()


def test_silence_proves_nothing(teapot):
    coverage = covered([teapot])

    assert coverage.exit_code == 1
    assert "nothing is proven" in coverage.text()


def test_provider_that_did_not_listen_is_named(teapot):
    other = promise(provider="pan-house")

    coverage = covered([teapot, other], teapot_call(7))

    assert not coverage.is_complete
    assert "NOT LISTENING pan-house" in coverage.text()


def test_command_reports_in_words_and_as_json(teapot, tmp_path, capsys):
    write_pact(tmp_path / "pacts", teapot)
    file = TrafficFile(tmp_path / "traffic", "tea-house", ROUTES)
    file.append(teapot_call(7, query={"page": ["2"]}))

    code = main(
        [
            *("--pacts", str(tmp_path / "pacts")),
            *("--traffic", str(tmp_path / "traffic")),
            *("--json", str(tmp_path / "coverage.json")),
        ]
    )

    assert code == 1
    assert "UNCONTRACTED shop-window → tea-house: GET" in capsys.readouterr().out
    document = json.loads((tmp_path / "coverage.json").read_text())
    assert document["uncontracted"][0]["differences"] == [
        "query page is not in the contract"
    ]


def write_pact(folder, interaction):
    folder.mkdir()
    written = {
        "description": interaction.description,
        "providerStates": [{"name": state.name} for state in interaction.states],
        "request": interaction.request,
        "response": interaction.response,
    }
    document = {
        "consumer": {"name": interaction.consumer},
        "provider": {"name": interaction.provider},
        "interactions": [written],
    }
    (folder / "shop-window-tea-house.json").write_text(json.dumps(document))
