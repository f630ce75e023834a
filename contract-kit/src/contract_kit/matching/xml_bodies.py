"""Compares XML bodies, with the peculiarities that pact's own comparison has.

Children are found by their names, and their order is free. Below a rule on types (which
is what `each` writes) every child is held to the first example, and none may come that
was not agreed, even in an answer. A size is about what stands inside an element.

The specification and pact's engine differ about two rules. To the specification
`$.teas[*].tea` is every tea inside, and an expression at an element is about its text;
the engine never finds the first, and holds the name of the element to the second.
"""

from collections.abc import Iterator
from dataclasses import replace
from itertools import zip_longest
from xml.etree.ElementTree import Element

from contract_kit.matching.comparison_options import Terms
from contract_kit.matching.matcher_checks import text_fault
from contract_kit.matching.matching_rules import (
    SIZED,
    Place,
    WrittenMatcher,
    as_written,
)
from contract_kit.matching.mismatch import Mismatch, against_rule, other_value
from contract_kit.matching.xml_documents import (
    children_by_name,
    local_name,
    name_of,
    pieces,
    qualified,
    text_of,
)

_TEXT = "#text"
_OF_ELEMENTS = {*SIZED, "equality"}


def compare_xml(agreed: Element, seen: Element, terms: Terms) -> Iterator[Mismatch]:
    """Compare two documents from their roots; strictly, as the engine does, too."""
    place = (name_of(agreed),)
    spoken = replace(terms, rules=terms.rules.without_entries(), strict=False)
    found = list(_compare_elements(agreed, seen, spoken, place))
    yield from found
    if terms.strict:
        besides = _compare_elements(agreed, seen, terms, place)
        yield from (mismatch for mismatch in besides if mismatch not in found)


def _compare_elements(
    agreed: Element, seen: Element, terms: Terms, place: Place
) -> Iterator[Mismatch]:
    if fault := _fault(agreed, seen, terms, place):
        yield Mismatch(as_written(place), fault)
        return
    yield from _compare_attributes(agreed, seen, terms, place)
    yield from _compare_children(agreed, seen, terms, place)
    yield from _compare_texts(text_of(agreed), text_of(seen), terms, (*place, _TEXT))


def _fault(agreed: Element, seen: Element, terms: Terms, place: Place) -> str | None:
    if agreed.tag != seen.tag:
        return f"is called {name_of(seen)}"
    ruling = terms.rules.ruling(place)
    for matcher in ruling.matchers if ruling else ():
        if matcher["match"] in _OF_ELEMENTS:
            fault = None if ruling and ruling.is_inherited else _misfit(matcher, seen)
        else:
            fault = _misnamed(matcher, seen) if terms.strict else None
        if fault:
            return fault
    return None


def _misnamed(matcher: WrittenMatcher, element: Element) -> str | None:
    """Return why the engine refuses an element under a rule that is about texts."""
    if matcher["match"] == "regex":
        fault = text_fault(matcher, "", local_name(element))
        return f"is called so, which {fault}" if fault else None
    return f"is an element, and can be no {matcher['match']}"


def _misfit(matcher: WrittenMatcher, element: Element) -> str | None:
    size = len(element) + len(pieces(element))
    if size < matcher.get("min", 0):
        return f"has fewer than {matcher['min']} children"
    if size > matcher.get("max", size):
        return f"has more than {matcher['max']} children"
    return None


def _compare_attributes(
    agreed: Element, seen: Element, terms: Terms, place: Place
) -> Iterator[Mismatch]:
    for name, value in agreed.attrib.items():
        attribute = (*place, f"@{qualified(name)}")
        if name in seen.attrib:
            yield from _compare_texts(value, seen.attrib[name], terms, attribute)
        else:
            yield Mismatch(as_written(attribute), "is missing")
    if not terms.allows_more:
        for name in sorted(seen.attrib.keys() - agreed.attrib.keys()):
            attribute = (*place, f"@{qualified(name)}")
            yield Mismatch(as_written(attribute), "is not in the contract")


def _compare_children(
    agreed: Element, seen: Element, terms: Terms, place: Place
) -> Iterator[Mismatch]:
    wanted, given = children_by_name(agreed), children_by_name(seen)
    for name in sorted(wanted.keys() | given.keys()):
        child = (*place, name)
        if name not in given:
            yield Mismatch(as_written(child), "is missing")
        elif name in wanted:
            yield from _compare_group(wanted[name], given[name], terms, child)
        elif not terms.allows_more or terms.rules.compares_types(child):
            yield Mismatch(as_written(child), "is not in the contract")


def _compare_group(
    agreed: list[Element], seen: list[Element], terms: Terms, place: Place
) -> Iterator[Mismatch]:
    if terms.rules.compares_types(place):
        for element in seen:
            yield from _compare_elements(agreed[0], element, terms, place)
        return
    for example, element in zip_longest(agreed, seen):
        if element is None:
            yield Mismatch(as_written(place), f"comes only {len(seen)} times")
        elif example is not None:
            yield from _compare_elements(example, element, terms, place)
        elif not terms.allows_more:
            yield Mismatch(as_written(place), "comes more often than agreed")


def _compare_texts(
    agreed: str, seen: str, terms: Terms, place: Place
) -> Iterator[Mismatch]:
    ruling = terms.rules.ruling(place)
    if ruling is None:
        if agreed != seen:
            yield other_value(as_written(place), agreed, seen)
        return
    for matcher in ruling.matchers:
        if fault := text_fault(matcher, agreed, seen):
            yield against_rule(as_written(place), seen, fault)
