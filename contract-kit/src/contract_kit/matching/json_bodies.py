"""Compares JSON bodies: requests to the last key, responses by what was expected."""

from collections.abc import Iterator
from typing import Any

from contract_kit.matching.any_keys import compare_members, has_any_keys
from contract_kit.matching.array_contains import compare_variants, variants_of
from contract_kit.matching.comparison_options import Terms
from contract_kit.matching.matcher_checks import collection_fault, value_fault
from contract_kit.matching.matching_rules import Place, Ruling, as_written
from contract_kit.matching.mismatch import Mismatch, against_rule, other_value
from contract_kit.matching.strict_json import are_identical, kind_of


def compare_json(
    agreed: Any, seen: Any, terms: Terms, place: Place = ()
) -> Iterator[Mismatch]:
    """Compare a value and all below it."""
    if not isinstance(agreed, dict | list):
        yield from _compare_scalars(agreed, seen, terms, place)
    elif kind_of(agreed) != kind_of(seen):
        yield _other_kind(agreed, seen, place)
    elif isinstance(agreed, dict):
        yield from _compare_objects(agreed, seen, terms, place)
    else:
        yield from _compare_lists(agreed, seen, terms, place)


def _compare_scalars(
    agreed: Any, seen: Any, terms: Terms, place: Place
) -> Iterator[Mismatch]:
    ruling = terms.rules.ruling(place)
    if ruling:
        for matcher in ruling.matchers:
            if fault := value_fault(matcher, agreed, seen):
                yield against_rule(as_written(place), seen, fault)
    elif kind_of(agreed) != kind_of(seen):
        yield _other_kind(agreed, seen, place)
    elif not are_identical(agreed, seen):
        yield other_value(as_written(place), agreed, seen)


def _compare_objects(
    agreed: dict[str, Any], seen: dict[str, Any], terms: Terms, place: Place
) -> Iterator[Mismatch]:
    ruling = terms.rules.ruling(place)
    yield from _compare_as_a_whole(agreed, seen, ruling, place)
    if has_any_keys(ruling):
        yield from compare_members(compare_json, (agreed, seen), terms, place)
        return
    for name, value in agreed.items():
        if name in seen:
            yield from compare_json(value, seen[name], terms, (*place, name))
        else:
            yield Mismatch(as_written((*place, name)), "is missing")
    if not terms.allows_more:
        for name in sorted(seen.keys() - agreed.keys()):
            yield Mismatch(as_written((*place, name)), "is not in the contract")


def _compare_lists(
    agreed: list[Any], seen: list[Any], terms: Terms, place: Place
) -> Iterator[Mismatch]:
    """Compare entry by entry; a rule lets more come, like the first example, or less.

    An empty example says nothing of its entries, so pact lets it pass under any rule.
    """
    ruling = terms.rules.ruling(place)
    if variants_of(ruling):
        yield from compare_variants(compare_json, (agreed, seen), terms, place)
        return
    if ruling is None and len(agreed) != len(seen):
        problem = f"has {len(seen)} entries, agreed were exactly {len(agreed)}"
        yield Mismatch(as_written(place), problem)
    if not agreed:
        return
    yield from _compare_as_a_whole(agreed, seen, ruling, place)
    for index, value in enumerate(seen if ruling else seen[: len(agreed)]):
        example = agreed[index] if index < len(agreed) else agreed[0]
        yield from compare_json(example, value, terms, (*place, index))


def _compare_as_a_whole(
    agreed: Any, seen: Any, ruling: Ruling | None, place: Place
) -> Iterator[Mismatch]:
    for matcher in ruling.matchers if ruling else ():
        fault = collection_fault(
            matcher,
            agreed,
            seen,
            is_inherited=ruling is not None and ruling.is_inherited,
        )
        if fault:
            yield Mismatch(as_written(place), fault)


def _other_kind(agreed: Any, seen: Any, place: Place) -> Mismatch:
    return against_rule(as_written(place), seen, f"is not {kind_of(agreed)}")
