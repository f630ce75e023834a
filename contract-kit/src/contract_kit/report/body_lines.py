"""Writes JSON and XML as lines, each with what the contract accepts there."""

import json
from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from contract_kit.matching.matching_rules import Place, Rules
from contract_kit.report.code_line import Line, line
from contract_kit.report.matcher_descriptions import EXACTLY, in_words

Pieces = tuple[tuple[str, str], ...]


def json_lines(
    value: Any, rules: Rules, place: Place = (), before: Pieces = (), after: str = ""
) -> Iterator[Line]:
    """Write a value and all below it."""
    depth, ruling = len(place), rules.example_ruling(place)
    accepts = in_words(ruling, value)
    if not isinstance(value, dict | list) or not value:
        piece = (_kind(value), json.dumps(value, ensure_ascii=False))
        yield line(depth, *before, piece, ("mark", after), accepts=accepts)
        return
    opening, closing = "{}" if isinstance(value, dict) else "[]"
    # Without a rule the parts of a whole show what is exact about it.
    whole = "" if ruling is None else accepts
    yield line(depth, *before, ("mark", opening), accepts=whole)
    yield from _entries(value, rules, place)
    yield line(depth, ("mark", f"{closing}{after}"))


def xml_lines(element: Element, rules: Rules, place: Place = ()) -> Iterator[Line]:
    """Write an element and all inside it."""
    depth, here = len(place), (*place, element.tag)
    text = (element.text or "").strip()
    attributes = [
        piece
        for name, value in element.attrib.items()
        for piece in (("key", f" {name}"), ("mark", "="), ("text", f'"{value}"'))
    ]
    opening = (("mark", "<"), ("tag", element.tag), *attributes)
    closing = (("mark", "</"), ("tag", element.tag), ("mark", ">"))
    accepts = _element_in_words(element, text, rules, here)
    if not len(element) and not text:
        yield line(depth, *opening, ("mark", "/>"), accepts=accepts)
    elif not len(element):
        written = (*opening, ("mark", ">"), ("text", text), *closing)
        yield line(depth, *written, accepts=accepts)
    else:
        yield line(depth, *opening, ("mark", ">"), accepts=accepts)
        for child in element:
            yield from xml_lines(child, rules, here)
        yield line(depth, *closing)


def _entries(value: Any, rules: Rules, place: Place) -> Iterator[Line]:
    is_list = isinstance(value, list)
    steps: list[str | int] = list(range(len(value))) if is_list else list(value)
    for step in steps:
        key = json.dumps(step, ensure_ascii=False)
        before: Pieces = () if is_list else (("key", key), ("mark", ": "))
        comma = "" if step == steps[-1] else ","
        yield from json_lines(value[step], rules, (*place, step), before, comma)


def _element_in_words(element: Element, text: str, rules: Rules, place: Place) -> str:
    ruling = rules.ruling(place)
    descriptions = []
    if ruling and not ruling.is_inherited:
        descriptions.append(in_words(ruling, [element]))
    if text or not len(element):
        descriptions.append(in_words(rules.ruling((*place, "#text")), text))
    for name, value in element.attrib.items():
        accepts = in_words(rules.ruling((*place, f"@{name}")), value)
        descriptions.append("" if accepts == EXACTLY else f"{name}: {accepts}")
    return ", ".join(words for words in descriptions if words)


def _kind(value: Any) -> str:
    if isinstance(value, str):
        return "text"
    return "mark" if isinstance(value, dict | list) else "literal"
