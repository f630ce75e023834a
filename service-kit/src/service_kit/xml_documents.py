"""The documents of the services as XML, for readers that prefer it.

A member becomes an element of its name, a list becomes `<item>` elements, nothing
(`null`) becomes an empty element with `nil="true"`.
"""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement, tostring

# XML 1.0, section 2.2: characters that no document may hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*", re.ASCII)


def write(document: Mapping[str, object], root: str) -> str:
    """Write a JSON-like document as XML text under a root element of that name."""
    element = Element(root)
    _fill(element, document)
    return tostring(element, encoding="unicode", xml_declaration=False)


def _fill(element: Element, value: object) -> None:
    if isinstance(value, Mapping):
        for name, member in value.items():
            _fill(_member(element, str(name)), member)
    elif isinstance(value, list | tuple):
        for member in value:
            _fill(SubElement(element, "item"), member)
    elif value is None:
        element.set("nil", "true")
    elif isinstance(value, bool):
        element.text = "true" if value else "false"
    else:
        element.text = _FORBIDDEN.sub("\ufffd", str(value))


def _member(parent: Element, name: str) -> Element:
    if _NAME.fullmatch(name):
        return SubElement(parent, name)
    element = SubElement(parent, "member")
    element.set("name", _FORBIDDEN.sub("\ufffd", name))
    return element
