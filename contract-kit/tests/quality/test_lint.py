"""A folder of pacts is read for faults, and each finding says how to mend it."""

import base64
import json
from datetime import date

import pytest
from tea_service import Storeroom
from tea_states import states_of

from contract_kit.quality.lint import lint

pytest_plugins = ["pytester"]

NAME = "counter-tea-service.json"
INTEGRATIONS = [("counter", "tea-service")]
TODAY = date(2026, 11, 21)


@pytest.fixture
def findings(pacts):
    """Changes the first interaction of the sample, and gives what is found then."""

    def findings(alter=None, **changes):
        if alter:
            path = pacts / NAME
            document = json.loads(path.read_text())
            alter(document["interactions"][0])
            path.write_text(json.dumps(document))
        given = {
            "states": {"tea-service": states_of(Storeroom()).names},
            "integrations": INTEGRATIONS,
            "today": TODAY,
        }
        return [found.sentence for found in lint(pacts, **given | changes)]

    return findings


def rule(place, *matchers):
    return {"body": {place: {"combine": "AND", "matchers": list(matchers)}}}


def test_sample_has_nothing_to_mend(findings):
    assert findings() == []


def test_missing_pact_of_an_integration_is_found(findings):
    (sentence,) = findings(integrations=[*INTEGRATIONS, ("cook", "tea-service")])

    assert sentence.startswith("there is no pact: write contract tests")


def test_integration_nobody_knows_is_found(findings):
    (sentence,) = findings(integrations=[])

    assert sentence.startswith("nobody knows of this integration: add it to the list")


def test_unknown_state_is_found(findings):
    (sentence,) = findings(
        lambda interaction: interaction["providerStates"].append(
            {"name": "the kettle boils"}
        )
    )

    assert sentence.startswith("tea-service does not know the state 'the kettle boils'")


def test_unused_state_is_found(findings):
    known = {*states_of(Storeroom()).names, "the kettle boils"}

    assert findings(states={"tea-service": known}) == [
        "no interaction needs the state 'the kettle boils': delete its function"
    ]


def test_repeated_interaction_is_found(findings):
    def repeat(interaction):
        interaction["providerStates"][0]["name"] = "no tea is on the shelf"

    (sentence,) = findings(repeat)

    assert sentence.startswith("is written 2 times")


def test_query_inside_a_path_is_found(findings):
    (sentence,) = findings(
        lambda interaction: interaction["request"].update(path="/teas?kind=black")
    )

    assert sentence.startswith("the path holds a query, which never matches")


@pytest.mark.parametrize(
    ("place", "matchers", "advice"),
    [
        ("$.loose", [{"match": "boolean"}], "use flag(True)"),
        ("$.price", [{"match": "decimal"}], 'money("2.40")'),
        ("$.price", [{"match": "number"}], 'integer(1) or money("2.40")'),
        ("$.name", [{"match": "include", "value": "s"}], "use pattern(...)"),
        ("$.name", [{"match": "type"}], 'use text("...")'),
        ("$", [{"match": "type"}], "give each member its own matcher"),
        ("$.tags", [{"match": "type"}], "use some(...)"),
        ("$.tags[*]", [{"match": "type"}], 'use text("...")'),
        ("$['odd name']", [{"match": "type"}], 'use text("...")'),
        ("$.tags", [{"match": "arrayContains", "variants": []}], "use some(...)"),
        (
            "$.moods",
            [
                {
                    "match": "arrayContains",
                    "variants": [
                        {
                            "index": number,
                            "rules": {"$": {"matchers": [{"match": "type"}]}},
                        }
                        for number in (0, 1)
                    ],
                }
            ],
            "for two of its examples: use some(...)",
        ),
        ("$.shelf", [{"match": "values"}], "name the members that are read"),
        (
            "$.shelf",
            [{"match": "notEmpty"}, {"match": "eachKey", "rules": []}],
            "use each_key(...)",
        ),
        (
            "$.shelf",
            [{"match": "notEmpty"}, {"match": "eachValue", "rules": []}],
            "use each_value(...)",
        ),
    ],
)
def test_vague_rule_is_found_with_the_matcher_to_take(
    findings, place, matchers, advice
):
    def loosen(interaction):
        answer = interaction["response"]
        answer["body"]["content"] |= {
            "tags": ["hot"],
            "moods": ["calm", "cheerful"],
            "shelf": {"assam": 1},
            "odd name": "Ada",
        }
        answer["matchingRules"] = rule(place, *matchers)

    (sentence,) = findings(loosen)

    assert sentence.startswith(f"the rule for body {place} ")
    assert sentence.endswith(advice)


@pytest.mark.parametrize(
    "comments", [{}, {"owner": "Ada"}, {"until": "2026-12-24"}], ids=str
)
def test_pending_interaction_needs_owner_and_day(findings, comments):
    (sentence,) = findings(
        lambda interaction: interaction.update(pending=True, comments=comments)
    )

    assert sentence.startswith("is pending, and nobody sees to it")


@pytest.mark.parametrize(("until", "count"), [("2026-11-21", 0), ("2026-11-20", 1)])
def test_pending_interaction_comes_to_an_end(findings, until, count):
    comments = {"owner": "Ada", "until": until}

    found = findings(
        lambda interaction: interaction.update(pending=True, comments=comments)
    )

    assert len(found) == count


@pytest.mark.parametrize("until", ["soon", "2026-13-01", 7, ["2026-12-24"]])
def test_pending_interaction_until_no_day_is_reported(findings, until):
    comments = {"owner": "Ada", "until": until}

    (sentence,) = findings(
        lambda interaction: interaction.update(pending=True, comments=comments)
    )

    assert "which is no day: write until=date(...)" in sentence


def encoded(content):
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


HEADER = encoded(b'{"alg":"EdDSA","typ":"JWT"}')
CLAIMS = encoded(b'{"sub":"1","exp":1}')
RANDOM = bytes(range(7, 256, 31)) * 7
TOKEN = f"{HEADER}.{CLAIMS}.{encoded((RANDOM + RANDOM)[:64])}"
HEX = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"Bearer {TOKEN}", "a signed token"),
        ("-----BEGIN EC PRIVATE KEY-----\nabc", "a private key"),
        (HEX, "a long random number"),
        ("Basic c9fT4kQz7LxW2mVbR8nYpJd3HsAg6EuX", "a long random text"),
    ],
)
def test_secret_is_found_wherever_it_stands(findings, text, kind):
    (sentence,) = findings(
        lambda interaction: interaction["request"].update(
            headers={"Authorization": [text]}
        )
    )

    assert sentence.startswith(f"holds {kind}")
    assert sentence.endswith("from_state(...)")


@pytest.mark.parametrize(
    "text",
    [
        "Bearer ada-is-signed-in-and-this-is-her-example-token",
        f"{HEADER}.{CLAIMS}.an-example-signature",
        "0b6f1c1e-5a3d-4c8e-9f4a-2d7e8b9c0a1f",
        "urn:problem-type:sold-out",
        base64.b64encode(b"ada@tea.example:a rather long password").decode(),
        "/pictures/assam-second-flush-and-a-very-long-name.svg",
    ],
)
def test_example_is_no_secret(findings, text):
    body = {"content": text, "contentType": "text/plain", "encoded": False}

    assert findings(lambda interaction: interaction["request"].update(body=body)) == []


def test_well_known_example_may_be_spared(findings):
    def add_token(interaction):
        interaction["request"]["headers"] = {"Authorization": [f"Bearer {TOKEN}"]}

    assert findings(add_token, spared=[TOKEN]) == []


def test_finding_says_where_it_is(pacts):
    (found,) = lint(pacts, {"tea-service": ["the kettle boils"]}, INTEGRATIONS)[:1]

    assert str(found).startswith("tea-service: no interaction needs the state")
