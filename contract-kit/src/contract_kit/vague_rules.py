"""Finds matching rules that accept what nobody meant to accept.

The façade of shapes writes none of them. They come from pacts that were made by other
hands, and are named here with the shape to take instead.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from contract_kit.json_places import example_at
from contract_kit.pact_files import Interaction

_VAGUE = {
    "boolean": 'accepts the text "true": promise flag(True)',
    "decimal": 'rejects 2 where 2.0 is meant: promise an amount as money("2.40")',
    "number": 'accepts any number: promise integer(1) or money("2.40")',
    "arrayContains": "lets the rest of the list be anything: promise some(...)",
    "eachKey": "accepts an empty object: name the members that are read",
    "eachValue": "accepts an empty object: name the members that are read",
    "values": "accepts an empty object: name the members that are read",
    "include": "accepts far more than it seems: promise pattern(...)",
    "timestamp": "means something else to each pact: promise instant(...)",
}


def vague_rules(promise: Interaction) -> Iterator[str]:
    """Say which rules of a promise are too weak, and what to promise instead."""
    for part in (promise.request, promise.response):
        for category, rules in part.get("matchingRules", {}).items():
            for place, rule in _by_place(rules):
                matchers = rule["matchers"]
                for sentence in _sentences(part, category, place, matchers):
                    yield f"the rule for {category} {place} {sentence}".replace(
                        "  ", " "
                    )


def _by_place(rules: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if "matchers" in rules:
        yield "", rules
    else:
        yield from rules.items()


def _sentences(
    part: Mapping[str, Any], category: str, place: str, matchers: list[dict[str, Any]]
) -> Iterator[str]:
    for matcher in matchers:
        if matcher["match"] in _VAGUE:
            yield _VAGUE[matcher["match"]]
    types = [matcher for matcher in matchers if matcher["match"] == "type"]
    if category != "body" or not types:
        return
    match example_at(part, place):
        case str() if len(matchers) == 1:
            yield 'accepts the empty text: promise text("...")'
        case list() if not types[0].get("min"):
            yield "accepts an empty list: promise some(...)"
        case dict():
            yield "makes all values inside inexact: give each member its own shape"
