"""Compares objects whose keys are free: what each key and each value must look like.

The first member of the example stands for every one that it does not name. Pact's
engine holds what is inside a value to `eachValue` alone, and to no rule further in;
only under `values` do those count. That is measured, and done here as well.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from contract_kit.matching.comparison_options import Terms
from contract_kit.matching.matcher_checks import text_fault
from contract_kit.matching.matching_rules import (
    Place,
    Rules,
    Ruling,
    WrittenMatcher,
    as_written,
)
from contract_kit.matching.mismatch import Mismatch, against_rule

Compare = Callable[[Any, Any, Terms, Place], Iterator[Mismatch]]
FREEING = ("values", "eachValue", "eachKey")


def has_any_keys(ruling: Ruling | None) -> bool:
    """Return whether a rule that stands at an object frees its keys."""
    if ruling is None or ruling.is_inherited:
        return False
    return any(matcher["match"] in FREEING for matcher in ruling.matchers)


def compare_members(
    compare: Compare,
    objects: tuple[Mapping[str, Any], Mapping[str, Any]],
    terms: Terms,
    place: Place,
) -> Iterator[Mismatch]:
    """Compare each member with the one of its key, or with the first example."""
    agreed, seen = objects
    ruling = terms.rules.ruling(place)
    matchers = ruling.matchers if ruling else ()
    names = {matcher["match"] for matcher in matchers}
    for key, value in seen.items():
        inside = (*place, key)
        yield from _compare_key(matchers, key, inside)
        example = agreed.get(key, next(iter(agreed.values()), value))
        if "values" in names or (key in agreed and "eachValue" not in names):
            yield from compare(example, value, terms, inside)
        for matcher in matchers:
            if matcher["match"] == "eachValue":
                own = replace(terms, rules=_rules_of(matcher, inside))
                yield from compare(example, value, own, inside)


def _compare_key(
    matchers: tuple[WrittenMatcher, ...], key: str, place: Place
) -> Iterator[Mismatch]:
    for matcher in matchers:
        rules = matcher["rules"] if matcher["match"] == "eachKey" else ()
        for rule in rules:
            if fault := text_fault(rule, key, key):
                yield against_rule(f"the key of {as_written(place)}", key, fault)


def _rules_of(matcher: WrittenMatcher, place: Place) -> Rules:
    return Rules.at(place, tuple(matcher["rules"]))
