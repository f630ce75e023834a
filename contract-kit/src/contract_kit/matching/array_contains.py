"""Looks for examples in a list whose order is free, and which may hold more."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

from contract_kit.matching.any_keys import Compare
from contract_kit.matching.comparison_options import Terms
from contract_kit.matching.matching_rules import (
    Place,
    Ruling,
    WrittenMatcher,
    as_written,
    rules_in,
)
from contract_kit.matching.mismatch import Mismatch, UnknownRule, shown


def variants_of(ruling: Ruling | None) -> list[WrittenMatcher]:
    """List the matchers that look for examples, where they stand at a list."""
    if ruling is None or ruling.is_inherited:
        return []
    return [each for each in ruling.matchers if each["match"] == "arrayContains"]


def compare_variants(
    compare: Compare,
    lists: tuple[Sequence[Any], Sequence[Any]],
    terms: Terms,
    place: Place,
) -> Iterator[Mismatch]:
    """Demand that every example is found somewhere, each under rules of its own."""
    agreed, seen = lists
    for matcher in variants_of(terms.rules.ruling(place)):
        for variant in matcher["variants"]:
            example = _example(agreed, variant["index"], place)
            own = replace(terms, rules=rules_in(variant.get("rules", {})))
            if not any(_fits(compare, example, value, own) for value in seen):
                problem = f"holds nothing like {shown(example)}"
                yield Mismatch(as_written(place), problem)


def overlap(compare: Compare, examples: Any, matcher: WrittenMatcher) -> bool:
    """Return whether an example fits the rules of another one."""
    variants = matcher["variants"] if isinstance(examples, list) else []
    named = [each for each in variants if 0 <= each["index"] < len(examples)]
    return any(
        _fits(compare, examples[one["index"]], examples[other["index"]], terms)
        for one in named
        for terms in [Terms(rules_in(one.get("rules", {})), allows_more=True)]
        for other in named
        if other is not one
    )


def _example(agreed: Sequence[Any], index: int, place: Place) -> Any:
    if not 0 <= index < len(agreed):
        raise UnknownRule(f"{as_written(place)} has no example with the index {index}.")
    return agreed[index]


def _fits(compare: Compare, example: Any, value: Any, terms: Terms) -> bool:
    return not any(compare(example, value, terms, ()))
