"""Recorded traffic against the contracts: what is sent, and was never agreed."""

import json
from dataclasses import replace

import pytest
from click.testing import CliRunner

from contract_kit.command_line import main
from contract_kit.matching import ActualRequest, ActualResponse
from contract_kit.traffic.coverage import measure_coverage
from contract_kit.traffic.coverage_report import Integration
from contract_kit.traffic.recordings import Exchange, Traffic, TrafficFile
from contract_kit.traffic.routes import Route, Routes

from ..example_interactions import body, make_interaction, ruled

ROUTES = Routes(
    (
        Route("/teapots/<int:teapot_id>", ("DELETE", "GET")),
        Route("/teapots", ("GET", "POST")),
    )
)
WINDOW = Integration("shop-window", "tea-house")


@pytest.fixture
def teapot():
    return make_interaction(
        {"headers": {"Authorization": ["Bearer ada"]}},
        body({"id": 7}, body={"$.id": "integer"}),
        description="a request for a teapot",
        states=("a teapot exists",),
    )


@pytest.fixture
def search():
    return make_interaction(
        {"path": "/teapots", "query": {"q": ["tea"], "page": ["1"]}}
        | {"matchingRules": ruled(query={"page": "integer"})},
        body([{"id": 7}], body={"$": {"match": "type", "min": 1}}),
        description="a search",
    )


def call(
    path, route, *, consumer="shop-window", response=None, query=None, method="GET"
):
    return Exchange(
        consumer,
        "tea-house",
        route,
        ActualRequest(method, path, query or {}, (("Authorization", "Bearer ada"),)),
        response or json_answer({"id": 42}),
    )


def teapot_call(number, **changes):
    return call(f"/teapots/{number}", "/teapots/<int:teapot_id>", **changes)


def json_answer(content, status=200):
    headers = (("Content-Type", "application/json"),)
    return ActualResponse(status, headers, json.dumps(content).encode())


def covered(interactions, *exchanges, **options):
    traffic = Traffic(exchanges, {"tea-house": ROUTES})
    return measure_coverage(interactions, traffic, **options)


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


def test_unplanned_status_is_reported_with_the_nearest_interaction(teapot):
    gone = teapot_call(42, response=json_answer({}, 410))

    [finding] = covered([teapot], gone).findings

    assert finding.call == "GET /teapots/<int:teapot_id> 410"
    assert finding.nearest == "a request for a teapot, given a teapot exists"
    assert finding.differences == ("status is 410, expected was 200", "$.id is missing")


def test_drift_of_the_answer_is_found(teapot):
    drifted = teapot_call(42, response=json_answer({"id": "42"}))

    [finding] = covered([teapot], drifted).findings

    assert finding.differences == ('$.id is "42", which is not an integer',)


def test_literal_that_differs_asks_for_a_matcher(search):
    query = {"q": ["pan"], "page": ["2"]}
    searched = call(
        "/teapots", "/teapots", query=query, response=json_answer([{"id": 7}])
    )

    [finding] = covered([search], searched).findings

    assert finding.differences == ('query q is "pan", agreed was exactly "tea"',)
    assert "use a matcher" in finding.advice


def test_nearest_interaction_is_one_of_the_same_route(teapot, search):
    strange = teapot_call(42, query={"q": ["tea"], "page": ["1"], "sort": ["price"]})

    [finding] = covered([search, teapot], strange).findings

    assert finding.nearest == teapot.title


def test_what_all_entries_lack_is_one_difference():
    shelf = {"path": "/teapots"}
    rules = {"$.found": {"match": "type", "min": 1}, "$.total": "integer"}
    full = make_interaction(shelf, body({"found": [{"id": 7}], "total": 1}, body=rules))
    bare = make_interaction(
        shelf, body({"found": [], "total": 0}), description="bare shelves"
    )
    nameless = {"found": [{"name": "pot"}] * 5, "total": 5}
    drifted = call("/teapots", "/teapots", response=json_answer(nameless))

    [finding] = covered([bare, full], drifted).findings

    assert finding.nearest == full.title
    assert finding.differences == ("$.found[0].id is missing",)


def test_calls_that_differ_alike_are_one_finding(teapot):
    calls = [teapot_call(n, query={"n": [str(n)]}) for n in range(5)]

    [finding] = covered([teapot], *calls).findings

    assert (finding.times, finding.example) == (5, "GET /teapots/0?n=0")


def test_calls_with_other_parameters_are_findings_of_their_own(teapot):
    calls = [
        teapot_call(7, response=json_answer({}), query=q) for q in ({}, {"n": ["1"]})
    ]

    assert len(covered([teapot], *calls).findings) == 2


def test_caller_without_a_name_is_uncontracted(teapot):
    [finding] = covered([teapot], teapot_call(7, consumer=None)).findings

    assert "nobody says who calls" in finding.differences[0]


def test_caller_without_a_contract_is_uncontracted(teapot):
    [finding] = covered([teapot], teapot_call(7, consumer="kiosk")).findings

    assert finding.integration == Integration("kiosk", "tea-house")
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


def test_interaction_with_an_unknown_matcher_is_reported(teapot):
    foreign = make_interaction(response=body({"id": 7}, body={"$.id": "contentType"}))

    [finding] = covered([foreign], teapot_call(7)).findings

    assert "contentType" in finding.differences[0]


def test_interaction_nobody_exercised_is_listed_and_no_fault(teapot, search):
    coverage = covered([teapot, search], teapot_call(7))

    assert coverage.is_complete
    assert coverage.never_exercised == (search,)
    assert "shop-window → tea-house: a search" in coverage.text()


def test_silence_proves_nothing(teapot):
    coverage = covered([teapot])

    assert coverage.exit_code == 1
    assert "nothing is proven" in coverage.text()


def test_silence_of_a_part_of_the_tests_is_no_fault(teapot):
    assert covered([teapot], is_part=True).is_complete


def test_provider_that_did_not_listen_is_named(teapot):
    other = make_interaction(provider="pan-house")

    coverage = covered([teapot, other], teapot_call(7))

    assert not coverage.is_complete
    assert "NOT RECORDING pan-house" in coverage.text()


@pytest.fixture
def report(teapot, search, tmp_path):
    """The command, over a run in which an answer drifted; it names its report."""
    write_pact(tmp_path / "pacts", teapot, search)
    file = TrafficFile(tmp_path / "traffic", "tea-house", ROUTES)
    file.append(teapot_call(7, query={name: ["2"] for name in "abcdefghijkl"}))
    folders = "--pacts", str(tmp_path / "pacts"), "--traffic", str(tmp_path / "traffic")

    def write(name):
        path = tmp_path / "reports" / name
        words = ["coverage", *folders, "--report", str(path)]
        return CliRunner().invoke(main, words), path

    return write


def test_command_is_short_and_names_the_report(report):
    done, path = report("contracts.txt")

    assert done.exit_code == 1
    assert "UNCONTRACTED shop-window → tea-house: GET" in done.stdout
    assert "and 4 more differences" in done.stdout
    unsaid = f"2 interactions were never exercised: {path} lists them."
    assert unsaid in done.stdout


def test_command_prints_json_for_programs(report, tmp_path):
    words = ("--pacts", str(tmp_path / "pacts"), "--traffic", str(tmp_path / "traffic"))
    report("contracts.txt")

    done = CliRunner().invoke(main, ["coverage", *words, "--json", "-"])

    assert done.exit_code == 1
    assert json.loads(done.stdout)["is_complete"] is False
    assert "UNCONTRACTED" in done.stderr


def test_report_in_words_leaves_nothing_out(report):
    _, path = report("contracts.txt")

    assert "query l is not in the contract" in path.read_text()
    assert "shop-window → tea-house: a search" in path.read_text()


def test_report_in_json_leaves_nothing_out(report):
    _, path = report("contracts.json")

    document = json.loads(path.read_text())
    assert len(document["uncontracted"][0]["differences"]) == 12
    assert [each["title"] for each in document["never_exercised"]] == [
        "a request for a teapot, given a teapot exists",
        "a search",
    ]


def write_pact(folder, *interactions):
    folder.mkdir()
    document = {
        "consumer": {"name": "shop-window"},
        "provider": {"name": "tea-house"},
        "interactions": [written(interaction) for interaction in interactions],
    }
    (folder / "shop-window-tea-house.json").write_text(json.dumps(document))


def written(interaction):
    return {
        "description": interaction.description,
        "providerStates": [{"name": state.name} for state in interaction.states],
        "request": interaction.request,
        "response": interaction.response,
    }
