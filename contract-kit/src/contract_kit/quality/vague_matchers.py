"""Finds matching rules that accept what nobody meant to accept.

The façade of matchers writes none of them. They come from pacts that were made by other
hands, and are named here with the matcher to take instead.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from contract_kit.matching.array_contains import overlap
from contract_kit.matching.json_bodies import compare_json
from contract_kit.pact_files import Interaction
from contract_kit.quality.example_lookup import example_at

_VAGUE = {
    "boolean": 'accepts the text "true": use flag(True)',
    "decimal": 'rejects 2 where 2.0 is meant: write an amount as money("2.40")',
    "number": 'accepts any number: use integer(1) or money("2.40")',
    "eachValue": "accepts anything inside an object under another key: use "
    "each_value(...)",
    "include": "accepts far more than it seems: use pattern(...)",
    "timestamp": "means something else to each pact: use instant(...)",
}
_OF_ANY_KEYS = {"eachKey", "eachValue", "values"}


@dataclass(frozen=True)
class VagueMatcher:
    """A rule that is too weak: in which part and where, what it does, what to take."""

    part: str
    category: str
    place: str
    fault: str
    instead: str

    def __str__(self) -> str:
        where = " ".join(filter(None, (self.category, self.place)))
        return f"the rule for {where} {self.fault}: {self.instead}"


def vague_matchers(interaction: Interaction) -> Iterator[VagueMatcher]:
    """Find the rules of an interaction that are too weak, and what to use instead."""
    for name in ("request", "response"):
        part = getattr(interaction, name)
        for category, rules in part.get("matchingRules", {}).items():
            for place, rule in _by_place(rules):
                matchers = rule["matchers"]
                for sentence in _sentences(part, category, place, matchers):
                    fault, _, instead = sentence.partition(": ")
                    yield VagueMatcher(name, category, place, fault, instead)


def _by_place(rules: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if "matchers" in rules:
        yield "", rules
    else:
        yield from rules.items()


def _sentences(
    part: Mapping[str, Any], category: str, place: str, matchers: list[dict[str, Any]]
) -> Iterator[str]:
    example = example_at(part, place) if category == "body" else None
    names = {matcher["match"] for matcher in matchers}
    for matcher in matchers:
        if matcher["match"] in _VAGUE:
            yield _VAGUE[matcher["match"]]
        if matcher["match"] in _OF_ANY_KEYS and "notEmpty" not in names:
            yield "accepts an empty object: name the members that are read"
        if matcher["match"] == "eachKey" and not names & {"values", "eachValue"}:
            yield "accepts any value under another key: use each_key(...)"
        if matcher["match"] == "arrayContains" and not matcher["variants"]:
            yield "lets the list be anything: name what is in it, or use some(...)"
        if matcher["match"] == "arrayContains" and overlap(
            compare_json, example, matcher
        ):
            yield "is kept by one entry for two of its examples: use some(...)"
    types = [matcher for matcher in matchers if matcher["match"] == "type"]
    if category != "body" or not types:
        return
    match example:
        case str() if len(matchers) == 1:
            yield 'accepts the empty text: use text("...")'
        case list() if not types[0].get("min"):
            yield "accepts an empty list: use some(...)"
        case dict():
            yield "makes all values inside inexact: give each member its own matcher"
