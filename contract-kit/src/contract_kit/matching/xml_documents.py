"""Reads XML documents, and what a comparison asks of their elements."""

from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, TreeBuilder, XMLParser


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


def children_by_name(element: Element) -> dict[str, list[Element]]:
    """Group the elements inside one by their names."""
    groups: dict[str, list[Element]] = {}
    for child in _elements(element):
        groups.setdefault(name_of(child), []).append(child)
    return groups


def pieces(element: Element) -> list[str]:
    """List the pieces of text between what stands inside an element."""
    return [text for text in (element.text, *(child.tail for child in element)) if text]


def text_of(element: Element) -> str:
    """Join the text of an element, without the blanks around each piece."""
    return "".join(piece.strip() for piece in pieces(element))


def name_of(element: Element) -> str:
    """Name an element as the path of a rule does, with its namespace."""
    return qualified(element.tag)


def local_name(element: Element) -> str:
    """Name an element without its namespace."""
    return element.tag.rpartition("}")[2]


def qualified(tag: str) -> str:
    """Write the name of an element or an attribute as the path of a rule does."""
    return tag.removeprefix("{").replace("}", ":")


def _elements(element: Element) -> Iterator[Element]:
    # Comments and instructions carry a function where elements carry their name.
    return (child for child in element if isinstance(child.tag, str))
