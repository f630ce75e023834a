"""Beside each value stands in words what else may come in its place."""

import pytest

from contract_kit.matching.matching_rules import Ruling
from contract_kit.report.http_lines import request_lines, response_lines
from contract_kit.report.matcher_descriptions import in_words

from ..example_interactions import make_interaction, ruled
from .examples import words


def test_values_are_shown_with_what_they_accept(sample):
    lines = [
        line
        for each in sample
        for line in [*request_lines(each.request), *response_lines(each.response)]
    ]

    shown = words(lines)
    assert shown['"price": "12.00",'] == "any amount"
    assert shown['"id": 7,'] == "any whole number"
    assert shown['"kind": "pot",'] == "pot or cup"
    assert shown['"tags": ['] == "one or more like this"
    assert shown['"sizes": ['] == "1 to 3 like this"
    assert shown['"town": "Stoke"'] == "exactly"
    assert shown['"made_at": "2025-01-02T03:04:05+00:00",'] == "any moment"
    assert shown["Authorization: Bearer ada"] == "from the state"
    assert shown["?cursor = c1"] == "from the state"
    assert shown["Cache-Control: no-cache, private"] == "exactly"
    assert shown["<id>7</id>"] == "any whole number"
    assert shown["email = ada@example.com"] == r"like \S+@\S+"


def test_rule_about_a_path_is_described():
    rule = {"combine": "AND", "matchers": [{"match": "regex", "regex": r"^/teas/\d+$"}]}
    request = make_interaction(
        {"path": "/teas/7", "matchingRules": {"path": rule}}
    ).request

    assert words(request_lines(request)) == {"GET /teas/7": r"like /teas/\d+"}


@pytest.mark.parametrize(
    ("regex", "words"),
    [
        (r"^(?:[A-Z]{3})$", "like [A-Z]{3}"),
        (r"^(?:a)(?:b)$", "like (?:a)(?:b)"),
        (r"^(?:pot|cup)$", "pot or cup"),
    ],
)
def test_group_around_an_expression_is_left_out(regex, words):
    ruling = Ruling(({"match": "regex", "regex": regex},), is_inherited=False)

    assert in_words(ruling, "EUR") == words


def test_query_is_described_name_by_name():
    asked = {"query": {"q": ["tea"]}, "matchingRules": ruled(query={"q": "type"})}

    assert (
        words(request_lines(make_interaction(asked).request))["?q = tea"] == "any text"
    )
