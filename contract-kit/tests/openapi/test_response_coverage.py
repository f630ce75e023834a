"""Each documented response of a tea house is expected by somebody, or excused."""

import pytest

from contract_kit.openapi import (
    OpenApiDocument,
    UnreadableExemptions,
    coverage_findings,
    coverage_table,
    read_exemptions,
    response_coverage,
)
from contract_kit.pact_files import Interaction

TEAS = {
    "openapi": "3.1.0",
    "paths": {
        "/teas/{slug}": {"get": {"responses": {"200": {}, "404": {}, "503": {}}}},
        "/teas": {"post": {"responses": {"201": {}, "4XX": {}, "default": {}}}},
    },
}
REST = """
[[exemption]]
why = "an outage run shows it"
[exemption.tea-house]
"GET /teas/{slug}" = [503]

[[exemption]]
why = "the client sends sound orders"
[exemption.tea-house]
"POST /teas" = ["4XX", "default"]
"""


def asked(method, path, status):
    request = {"method": method, "path": path}
    return Interaction("counter", "tea-house", "tea", (), request, {"status": status})


EXPECTED = [
    asked("GET", "/teas/assam", 200),
    asked("GET", "/teas/assam", 200),
    asked("GET", "/teas/none", 404),
    asked("POST", "/teas", 201),
]


@pytest.fixture
def exemptions(tmp_path):
    def read(text):
        path = tmp_path / "contract-coverage.toml"
        path.write_text(text, "utf-8")
        return read_exemptions(path)

    return read


def held(interactions, exemptions):
    documents = {"tea-house": OpenApiDocument(TEAS)}
    responses = response_coverage(documents, interactions, exemptions)
    return responses, [str(one) for one in coverage_findings(responses, exemptions)]


def test_response_is_covered_or_exempted(exemptions):
    responses, findings = held(EXPECTED, exemptions(REST))

    assert findings == []
    assert {(one.status, one.interactions, one.why) for one in responses} >= {
        ("200", 2, ""),
        ("503", 0, "an outage run shows it"),
    }


def test_response_that_is_neither_is_an_error(exemptions):
    _, findings = held(EXPECTED[:2], exemptions(REST))

    assert findings == [
        "tea-house, POST /teas → 201: no interaction covers it: let the contract test "
        "of a consumer expect it, or write into contract-coverage.toml why none does.",
        "tea-house, GET /teas/{slug} → 404: no interaction covers it: let the contract "
        "test of a consumer expect it, or write into contract-coverage.toml why none "
        "does.",
    ]


def test_interaction_covers_a_class_of_statuses_or_the_default(exemptions):
    both = [asked("POST", "/teas", 422), asked("POST", "/teas", 503)]

    responses, _ = held(both, [])

    assert [(one.status, one.interactions) for one in responses[:3]] == [
        ("201", 0),
        ("4XX", 1),
        ("default", 1),
    ]


def test_exemption_of_what_is_covered_is_an_error(exemptions):
    more = REST.replace("[503]", "[200, 503]")

    _, findings = held(EXPECTED, exemptions(more))

    assert findings == [
        "tea-house, GET /teas/{slug} → 200: is covered meanwhile, by interactions: 2; "
        "take the exemption out."
    ]


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        (
            '[exemption.tea-hut]\n"GET /teas/{slug}" = [503]',
            "tea-hut, GET /teas/{slug} → 503: no document of tea-hut is known: ",
        ),
        (
            '[exemption.tea-house]\n"GET /teapots" = [503]',
            "tea-house, GET /teapots → 503: there is no such operation: ",
        ),
        (
            '[exemption.tea-house]\n"GET /teas/{slug}" = [418]',
            "tea-house, GET /teas/{slug} → 418: the document knows no such status: ",
        ),
    ],
)
def test_exemption_that_names_nothing_is_an_error(exemptions, named, sentence):
    more = f'{REST}\n[[exemption]]\nwhy = "who knows"\n{named}\n'

    _, findings = held(EXPECTED, exemptions(more))

    assert findings == [f"{sentence}take the exemption out."]


def test_second_reason_for_a_response_is_an_error(exemptions):
    _, findings = held(EXPECTED, exemptions(REST + REST.split("\n\n")[0]))

    assert findings == [
        "tea-house, GET /teas/{slug} → 503: is exempted 2 times: keep one reason."
    ]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[exemption]\n", "is no TOML"),
        ("[[reason]]\n", "'reason' means nothing here"),
        ("[exemption]\n", "the exemptions are no list"),
        ('[[exemption]]\n[exemption.teas]\n"GET /" = [1]', "1 does not say why"),
        ('[[exemption]]\nwhy = " "', "exemption 1 does not say why"),
        ('[[exemption]]\nwhy = "so"', "exemption 1 names no provider"),
        ('[[exemption]]\nwhy = "so"\nteas = 4', "names no operation of teas"),
        ('[[exemption]]\nwhy = "so"\n[exemption.teas]\n"GET /" = []', "no status of"),
        (
            '[[exemption]]\nwhy = "so"\n[exemption.teas]\n"GET /" = [true]',
            "something else than statuses of GET /",
        ),
    ],
)
def test_list_that_cannot_be_read_says_why(exemptions, text, sentence):
    with pytest.raises(UnreadableExemptions, match=sentence):
        exemptions(text)


def test_no_list_exempts_nothing(tmp_path):
    assert read_exemptions(tmp_path / "contract-coverage.toml") == []


def test_table_shows_counts_reasons_and_gaps(exemptions):
    responses, _ = held(EXPECTED[:2], exemptions(REST))

    assert coverage_table(responses).splitlines() == [
        "tea-house        200 201 404 4XX 503 default",
        "POST /teas             !       –           –",
        "GET /teas/{slug}   2       !       –",
        "",
        "6 documented responses: 1 covered by interactions, 3 exempted with a reason, "
        "2 neither.",
    ]
