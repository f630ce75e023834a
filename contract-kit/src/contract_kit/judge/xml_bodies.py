"""Compares XML bodies, with the peculiarities that pact's own comparison has.

Children are told by their names, and their order is free. Below a rule on types (which
is what `each` writes) every child is held to the first example, and none may come that
was not agreed, even in an answer. A size speaks of what stands inside an element.
"""

from collections.abc import Iterator
from itertools import zip_longest
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser

from contract_kit.judge.json_bodies import Terms
from contract_kit.judge.matchers import text_fault
from contract_kit.judge.mismatch import Mismatch, UnknownRule, against_rule, other_value
from contract_kit.judge.rules import SIZED, Matcher, Place, as_written

_TEXT = "#text"
_OF_ELEMENTS = {*SIZED, "equality"}


class NotXml(ValueError):
    """A body says that it is XML, and is not."""


def read_xml(body: bytes) -> Element:
    """Read an XML document; raise `NotXml`. There is no room for type declarations."""
    if b"<!DOCTYPE" in body:
        raise NotXml("declares a document type, which pact refuses")
    builder = TreeBuilder(insert_comments=True, insert_pis=True)
    parser = XMLParser(target=builder)  # noqa: S314 (no declarations, so no entities)  # nosec B314
    try:
        parser.feed(body.decode("utf-8"))
        root: Element = parser.close()
    except (ParseError, ValueError) as fault:
        raise NotXml(f"is not XML: {fault}") from fault
    return root


def compare_xml(agreed: Element, seen: Element, terms: Terms) -> Iterator[Mismatch]:
    """Compare two documents from their roots."""
    yield from _compare_elements(agreed, seen, terms, (_name(agreed),))


def _compare_elements(
    agreed: Element, seen: Element, terms: Terms, place: Place
) -> Iterator[Mismatch]:
    if fault := _fault(agreed, seen, terms, place):
        yield Mismatch(as_written(place), fault)
        return
    yield from _compare_attributes(agreed, seen, terms, place)
    yield from _compare_children(agreed, seen, terms, place)
    yield from _compare_texts(_text(agreed), _text(seen), terms, (*place, _TEXT))


def _fault(agreed: Element, seen: Element, terms: Terms, place: Place) -> str | None:
    if agreed.tag != seen.tag:
        return f"is called {_name(seen)}"
    ruling = terms.rules.ruling(place)
    for matcher in ruling.matchers if ruling else ():
        if matcher["match"] not in _OF_ELEMENTS:
            raise UnknownRule(f"{matcher['match']!r} says nothing of an XML element.")
        if ruling and not ruling.is_inherited and (fault := _misfit(matcher, seen)):
            return fault
    return None


def _misfit(matcher: Matcher, element: Element) -> str | None:
    size = len(element) + len(_pieces(element))
    if size < matcher.get("min", 0):
        return f"has fewer than {matcher['min']} children"
    if size > matcher.get("max", size):
        return f"has more than {matcher['max']} children"
    return None


def _compare_attributes(
    agreed: Element, seen: Element, terms: Terms, place: Place
) -> Iterator[Mismatch]:
    for name, value in agreed.attrib.items():
        attribute = (*place, f"@{_qualified(name)}")
        if name in seen.attrib:
            yield from _compare_texts(value, seen.attrib[name], terms, attribute)
        else:
            yield Mismatch(as_written(attribute), "is missing")
    if not terms.allows_more:
        for name in sorted(seen.attrib.keys() - agreed.attrib.keys()):
            attribute = (*place, f"@{_qualified(name)}")
            yield Mismatch(as_written(attribute), "is not in the contract")


def _compare_children(
    agreed: Element, seen: Element, terms: Terms, place: Place
) -> Iterator[Mismatch]:
    wanted, given = _by_name(agreed), _by_name(seen)
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


def _by_name(element: Element) -> dict[str, list[Element]]:
    groups: dict[str, list[Element]] = {}
    for child in _elements(element):
        groups.setdefault(_name(child), []).append(child)
    return groups


def _elements(element: Element) -> Iterator[Element]:
    # Comments and instructions carry a function where elements carry their name.
    return (child for child in element if isinstance(child.tag, str))


def _pieces(element: Element) -> list[str]:
    return [text for text in (element.text, *(child.tail for child in element)) if text]


def _text(element: Element) -> str:
    return "".join(piece.strip() for piece in _pieces(element))


def _name(element: Element) -> str:
    return _qualified(element.tag)


def _qualified(tag: str) -> str:
    return tag.removeprefix("{").replace("}", ":")
