"""Compares what HTTP knows only as texts: query parameters, form fields, headers."""

from collections.abc import Iterator, Mapping, Sequence

from contract_kit.matching.matcher_checks import collection_fault, text_fault
from contract_kit.matching.matching_rules import Ruling
from contract_kit.matching.mismatch import Mismatch, against_rule, other_value

Parameters = Mapping[str, Sequence[str]]


def compare_parameters(
    kind: str, agreed: Parameters, seen: Parameters, rulings: Mapping[str, Ruling]
) -> Iterator[Mismatch]:
    """Compare a query or a form: any order of names, and none that was not agreed."""
    for name, values in agreed.items():
        place = f"{kind} {name}"
        if name in seen:
            yield from compare_texts(place, values, seen[name], rulings.get(name))
        else:
            yield Mismatch(place, "is missing")
    for name in sorted(seen.keys() - agreed.keys()):
        yield Mismatch(f"{kind} {name}", "is not in the contract")


def compare_texts(
    place: str, agreed: Sequence[str], seen: Sequence[str], ruling: Ruling | None
) -> Iterator[Mismatch]:
    """Compare the values of one name, in their order."""
    if ruling:
        yield from compare_by_rule(place, agreed, seen, ruling)
        return
    if len(agreed) != len(seen):
        problem = f"comes {len(seen)} times, agreed were {len(agreed)}"
        yield Mismatch(place, problem)
    for example, value in zip(agreed, seen, strict=False):
        if example != value:
            yield other_value(place, example, value)


def compare_by_rule(
    place: str, agreed: Sequence[str], seen: Sequence[str], ruling: Ruling
) -> Iterator[Mismatch]:
    """Hold every value to the rule of its name; more of them may come, or fewer."""
    for matcher in ruling.matchers:
        if fault := collection_fault(
            matcher, list(agreed), list(seen), is_inherited=ruling.is_inherited
        ):
            yield Mismatch(place, fault)
        for index, value in enumerate(seen):
            example = agreed[index] if index < len(agreed) else agreed[0]
            if fault := text_fault(matcher, example, value):
                yield against_rule(place, value, fault)
