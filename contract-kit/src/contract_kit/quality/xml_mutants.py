"""Spoils an XML body, one element, text or attribute after the other."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring, tostring

from contract_kit.matching.matching_rules import Place, Rules, as_written
from contract_kit.quality.text_mutants import text_mutants

Spoiled = tuple[str, str, bytes]


def xml_mutants(body: bytes, rules: Rules) -> Iterator[Spoiled]:
    """Give the field, its fault and the spoiled document, for every place and fault."""
    root = fromstring(body)  # noqa: S314 - the example of our own pact  # nosec B314
    yield as_written((root.tag,)), "has another name", _renamed(root)
    for place, element in _elements(root, (root.tag,)):
        yield from _without_children(root, element, place)
        yield from _other_texts(root, element, place, rules)
        yield from _other_attributes(root, element, place, rules)


def _elements(element: Element, place: Place) -> Iterator[tuple[Place, Element]]:
    yield place, element
    for child in element:
        yield from _elements(child, (*place, child.tag))


def _renamed(root: Element) -> bytes:
    other = Element(f"{root.tag}-other", root.attrib)
    other.extend(root)
    return tostring(other)


def _without_children(
    root: Element, element: Element, place: Place
) -> Iterator[Spoiled]:
    for number, child in enumerate(list(element)):
        element.remove(child)
        yield as_written((*place, child.tag)), "is dropped", tostring(root)
        element.insert(number, child)


def _other_texts(
    root: Element, element: Element, place: Place, rules: Rules
) -> Iterator[Spoiled]:
    text = element.text
    if not text or not text.strip():
        return
    ruling = rules.ruling((*place, "#text"))
    for fault, spoiled in text_mutants(text, ruling.matchers if ruling else ()):
        element.text = spoiled
        yield as_written(place), fault, tostring(root)
    element.text = text


def _other_attributes(
    root: Element, element: Element, place: Place, rules: Rules
) -> Iterator[Spoiled]:
    for name, value in list(element.attrib.items()):
        attribute = (*place, f"@{name}")
        del element.attrib[name]
        yield as_written(attribute), "is dropped", tostring(root)
        ruling = rules.ruling(attribute)
        for fault, spoiled in text_mutants(value, ruling.matchers if ruling else ()):
            element.attrib[name] = spoiled
            yield as_written(attribute), fault, tostring(root)
        element.attrib[name] = value
