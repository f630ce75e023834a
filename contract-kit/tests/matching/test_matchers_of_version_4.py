"""The engine knows what version 4 has added, and agrees with pact's verifier on it."""

import json

import pytest

from contract_kit.matching import ActualResponse, response_mismatches

from ..example_interactions import JSON, body, make_interaction, ruled
from .pact_engine import accepted_answers

INTEGER = {"match": "integer"}
TYPE = {"match": "type"}
SOME = {"match": "type", "min": 1}
FILLED = {"match": "notEmpty"}
VALUES = {"match": "values"}
SLUG = {"match": "eachKey", "rules": [{"match": "regex", "regex": "^[a-z]+$"}]}
WORDS = {"match": "eachValue", "rules": [TYPE, {"match": "regex", "regex": "^.+$"}]}


def each_value(*rules):
    return {"match": "eachValue", "rules": list(rules)}


def holds(*variants):
    rules = [
        {
            place: {"combine": "AND", "matchers": [rule]}
            for place, rule in variant.items()
        }
        for variant in variants
    ]
    return {
        "match": "arrayContains",
        "variants": [{"index": n, "rules": each} for n, each in enumerate(rules)],
    }


MAPS = [
    {"assam": 1},
    {"ceylon": 2},
    {"ceylon": "two"},
    {"assam": "one"},
    {"assam": 1, "ceylon": 2},
    {"assam": 1, "ceylon": "two"},
    {"Assam": 1},
    {"": 1},
    {},
    [1],
    None,
]
TEAS = [
    {"assam": {"packets": 2, "kind": "black"}},
    {"ceylon": {"packets": 2, "kind": "black"}},
    {"ceylon": {"packets": 2.5, "kind": "black"}},
    {"ceylon": {"packets": 2, "kind": "green"}},
    {"ceylon": {"packets": 2}},
    {"ceylon": {"packets": 2, "kind": "black", "more": 1}},
    {"ceylon": None},
    {"ceylon": []},
    {},
]
TEA = {"assam": {"packets": 1, "kind": "black"}}
INSIDE = {"$.v.*.packets": INTEGER, "$.v.*.kind": {"match": "equality"}}
NAMES = [
    {name: text}
    for name in ("assam", "ceylon", "Ceylon")
    for text in ("x", "", 5, None, [], {})
]
LISTS = [
    ["blue", 2],
    [2, "blue"],
    [True, 2, "blue"],
    ["blue"],
    [2],
    [],
    ["green", 2],
    ["2"],
    None,
    {"0": "blue", "1": 2},
]
CUPS = [
    [{"kind": "cup", "n": 5}, {"kind": "pot", "n": 6}],
    [{"kind": "pot", "n": 6}, {"kind": "cup", "n": 5}, 7],
    [{"kind": "pot", "n": 6, "more": 1}, {"kind": "cup", "n": 5}],
    [{"kind": "cup", "n": 5}],
    [{"kind": "cup", "n": "5"}, {"kind": "pot", "n": 6}],
]
COLOUR = {"$": {"match": "regex", "regex": "red|blue"}}
N = {"$.n": INTEGER}
VERSIONS = ["2.0.0", "1.2", "1.2.3-rc.1", "1.2.3+b", "v1.2.3", "01.2.3", "", 1, None]
CASES = {
    "each value": ({"assam": 1}, {"$.v": each_value(INTEGER)}, MAPS),
    "each value is a word": ({"assam": "x"}, {"$.v": [FILLED, WORDS]}, NAMES),
    "each value like an object": (TEA, {"$.v": each_value(TYPE)} | INSIDE, TEAS),
    "each key": ({"assam": 1}, {"$.v": SLUG}, MAPS),
    "each key and value": ({"assam": 1}, {"$.v": [SLUG, each_value(INTEGER)]}, MAPS),
    "values": ({"assam": 1}, {"$.v": VALUES, "$.v.*": INTEGER}, MAPS),
    "values alone": ({"assam": 1}, {"$.v": VALUES}, MAPS),
    "some values": ({"assam": 1}, {"$.v": [FILLED, VALUES], "$.v.*": INTEGER}, MAPS),
    "some objects": (TEA, {"$.v": [FILLED, VALUES]} | INSIDE, TEAS),
    "some keys": (
        {"assam": 1},
        {"$.v": [FILLED, VALUES, SLUG], "$.v.*": INTEGER},
        MAPS,
    ),
    "values in values": (
        {"a": {"b": 1}},
        {"$.v": [FILLED, VALUES], "$.v.*": [FILLED, VALUES], "$.v.*.*": INTEGER},
        [{"c": {"d": 1}}, {"c": {}}, {"c": {"d": "x"}}, {"c": 1}, {}],
    ),
    "values in a list": (
        [{"a": 1}],
        {"$.v": SOME, "$.v[*]": [FILLED, VALUES], "$.v[*].*": INTEGER},
        [[{"b": 2}], [{}], [{"b": "x"}], [{"a": 1}, {"b": "x"}], []],
    ),
    "lists in values": (
        {"a": [1]},
        {"$.v": [FILLED, VALUES], "$.v.*": SOME, "$.v.*[*]": INTEGER},
        [{"b": [2, 3]}, {"b": []}, {"b": ["x"]}, {"b": None}, {"a": [1], "b": []}],
    ),
    "a list that contains": (["red", 1], {"$.v": holds(COLOUR, {"$": INTEGER})}, LISTS),
    "a list that contains exactly": (["blue", 2], {"$.v": holds({}, {})}, LISTS),
    "a list that contains objects": (
        [{"kind": "pot", "n": 1}, {"kind": "cup", "n": 2}],
        {"$.v": holds(N, N)},
        CUPS,
    ),
    "something": ("x", {"$.v": FILLED}, ["y", "", None, 1, 0, False]),
    "a list of something": ([1], {"$.v": FILLED}, [[1], [2], [], [1, 2], None]),
    "an object of something": (
        {"a": 1},
        {"$.v": FILLED},
        [{"a": 1}, {"a": 2}, {}, {"b": 1}],
    ),
    "a version": ("1.2.3", {"$.v": {"match": "semver"}}, VERSIONS),
}
WORD = {"match": "regex", "regex": "x+"}
EITHER = [1, "x", "xx", "y", 1.5, True, None]


def interaction(example, rules):
    part = body({"v": example}, body=dict.fromkeys(rules, "type"))
    for place, rule in rules.items():
        matchers = rule if isinstance(rule, list) else [rule]
        part["matchingRules"]["body"][place]["matchers"] = matchers
    return make_interaction(response=part)


def answer(value):
    written = json.dumps({"v": value}).encode()
    return ActualResponse(200, [("Content-Type", JSON)], written)


def differences(cases, folder):
    """Compare the engine with the verifier, and list what they differ about."""
    accepted = accepted_answers(cases, folder)
    assert True in accepted
    assert False in accepted
    return [
        (given.status, given.body, accepts, list(map(str, mismatches)))
        for (each, given), accepts in zip(cases, accepted, strict=True)
        if accepts == bool(mismatches := response_mismatches(each, given))
    ]


@pytest.mark.parametrize("name", CASES)
def test_engine_and_verifier_agree_about(name, tmp_path):
    example, rules, seen = CASES[name]

    cases = [(interaction(example, rules), answer(value)) for value in seen]

    assert differences(cases, tmp_path) == []


def test_engine_and_verifier_agree_about_alternatives(tmp_path):
    either = interaction("x", {"$.v": [INTEGER, WORD]})
    either.response["matchingRules"]["body"]["$.v"]["combine"] = "OR"

    assert differences([(either, answer(value)) for value in EITHER], tmp_path) == []


@pytest.mark.parametrize("place", ["", "$"])
def test_engine_and_verifier_agree_about_statuses(place, tmp_path):
    classes = ["info", "success", "redirect", "clientError", "serverError", "nonError"]
    rules = [
        *({"match": "statusCode", "status": each} for each in [*classes, "error"]),
        {"match": "statusCode", "status": [200, 404]},
        {"match": "regex", "regex": "2.."},
        TYPE,
    ]
    cases = [
        (make_interaction(response={"matchingRules": ruled(status={place: rule})}), it)
        for rule in rules
        for it in map(ActualResponse, (200, 201, 400, 404, 500))
    ]

    assert differences(cases, tmp_path) == []
