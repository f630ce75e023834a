"""A folder of pacts is read for faults, and each finding says how to mend it."""

import base64
import json
from datetime import date

import pytest
from tea_service import Storeroom
from tea_states import states_of

from contract_kit.lint import lint

pytest_plugins = ["pytester"]

NAME = "counter-tea-service.json"
ARROWS = [("counter", "tea-service")]
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
            "arrows": ARROWS,
            "today": TODAY,
        }
        return [found.sentence for found in lint(pacts, **given | changes)]

    return findings


def rule(place, *matchers):
    return {"body": {place: {"combine": "AND", "matchers": list(matchers)}}}


def test_sample_has_nothing_to_mend(findings):
    assert findings() == []


def test_missing_pact_of_an_arrow_is_found(findings):
    (sentence,) = findings(arrows=[*ARROWS, ("cook", "tea-service")])

    assert sentence.startswith("there is no pact: write contract tests")


def test_arrow_nobody_knows_is_found(findings):
    (sentence,) = findings(arrows=[])

    assert sentence.startswith("nobody knows of this arrow: add it to the list")


def test_unknown_state_is_found(findings):
    (sentence,) = findings(
        lambda promise: promise["providerStates"].append({"name": "the kettle boils"})
    )

    assert sentence.startswith("tea-service does not know the state 'the kettle boils'")


def test_unused_state_is_found(findings):
    known = {*states_of(Storeroom()).names, "the kettle boils"}

    assert findings(states={"tea-service": known}) == [
        "no promise needs the state 'the kettle boils': delete its function"
    ]


def test_repeated_promise_is_found(findings):
    def repeat(promise):
        promise["providerStates"][0]["name"] = "no tea is on the shelf"

    (sentence,) = findings(repeat)

    assert sentence.startswith("is written 2 times")


def test_query_inside_a_path_is_found(findings):
    (sentence,) = findings(
        lambda promise: promise["request"].update(path="/teas?kind=black")
    )

    assert sentence.startswith("the path holds a query, which never matches")


@pytest.mark.parametrize(
    ("place", "matchers", "advice"),
    [
        ("$.loose", [{"match": "boolean"}], "promise flag(True)"),
        ("$.price", [{"match": "decimal"}], 'money("2.40")'),
        ("$.price", [{"match": "number"}], 'integer(1) or money("2.40")'),
        ("$.name", [{"match": "include", "value": "s"}], "promise pattern(...)"),
        ("$.name", [{"match": "type"}], 'promise text("...")'),
        ("$", [{"match": "type"}], "give each member its own shape"),
        ("$.tags", [{"match": "type"}], "promise some(...)"),
        ("$.tags[*]", [{"match": "type"}], 'promise text("...")'),
        ("$['odd name']", [{"match": "type"}], 'promise text("...")'),
        ("$.tags", [{"match": "arrayContains", "variants": []}], "promise some(...)"),
    ],
)
def test_vague_rule_is_found_with_the_shape_to_take(findings, place, matchers, advice):
    def loosen(promise):
        answer = promise["response"]
        answer["body"]["content"] |= {"tags": ["hot"], "odd name": "Ada"}
        answer["matchingRules"] = rule(place, *matchers)

    (sentence,) = findings(loosen)

    assert sentence.startswith(f"the rule for body {place} ")
    assert sentence.endswith(advice)


@pytest.mark.parametrize(
    "comments", [{}, {"owner": "Ada"}, {"until": "2026-12-24"}], ids=str
)
def test_pending_promise_needs_owner_and_day(findings, comments):
    (sentence,) = findings(
        lambda promise: promise.update(pending=True, comments=comments)
    )

    assert sentence.startswith("is pending, and nobody sees to it")


@pytest.mark.parametrize(("until", "count"), [("2026-11-21", 0), ("2026-11-20", 1)])
def test_pending_promise_comes_to_an_end(findings, until, count):
    comments = {"owner": "Ada", "until": until}

    found = findings(lambda promise: promise.update(pending=True, comments=comments))

    assert len(found) == count


@pytest.mark.parametrize("until", ["soon", "2026-13-01", 7, ["2026-12-24"]])
def test_pending_promise_until_no_day_is_told(findings, until):
    comments = {"owner": "Ada", "until": until}

    (sentence,) = findings(
        lambda promise: promise.update(pending=True, comments=comments)
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
        lambda promise: promise["request"].update(headers={"Authorization": [text]})
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
    assert findings(lambda promise: promise["request"].update(body=text)) == []


def test_well_known_example_may_be_spared(findings):
    def tell(promise):
        promise["request"]["headers"] = {"Authorization": [f"Bearer {TOKEN}"]}

    assert findings(tell, spared=[TOKEN]) == []


def test_finding_says_where_it_is(pacts):
    (found,) = lint(pacts, {"tea-service": ["the kettle boils"]}, ARROWS)[:1]

    assert str(found).startswith("tea-service: no promise needs the state")
