"""Writes requests and answers as they travel, line by line, to be read by people."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from contract_kit.matching import expected_bytes, read_parameters
from contract_kit.matching.bodies import expected_type
from contract_kit.matching.matching_rules import (
    Ruling,
    body_rules,
    named_rules,
    path_ruling,
    status_ruling,
)
from contract_kit.matching.xml_documents import read_xml
from contract_kit.report.body_lines import json_lines, xml_lines
from contract_kit.report.code_line import Line, line
from contract_kit.report.matcher_descriptions import in_words

Part = Mapping[str, Any]


def request_lines(request: Part) -> list[Line]:
    """Write the first line of a request, its query, its headers and its body."""
    method, path = request["method"], request["path"]
    ruling = path_ruling(request)
    accepts = in_words(ruling, path) if ruling else ""
    rulings = named_rules(request, "query")
    return [
        line(0, ("method", method), ("path", f" {path}"), accepts=accepts),
        *_parameter_lines("?", request.get("query", {}), rulings),
        *_header_lines(request),
        *_body_lines(request),
    ]


def response_lines(response: Part) -> list[Line]:
    """Write the status of an answer, its headers and its body."""
    ruling = status_ruling(response)
    accepts = in_words(ruling, response["status"]) if ruling else ""
    status = line(0, ("status", str(response["status"])), accepts=accepts)
    return [status, *_header_lines(response), *_body_lines(response)]


def _header_lines(part: Part) -> Iterator[Line]:
    rulings = {
        name.lower(): ruling for name, ruling in named_rules(part, "header").items()
    }
    for name, values in part.get("headers", {}).items():
        value, ruling = ", ".join(values), rulings.get(name.lower())
        # A type is never quite exact: a charset more does no harm.
        is_plain_type = ruling is None and name.lower() == "content-type"
        accepts = "" if is_plain_type else in_words(ruling, value)
        pieces = ("header", name), ("mark", ": "), ("text", value)
        yield line(0, *pieces, accepts=accepts)


def _body_lines(part: Part) -> Iterator[Line]:
    if "body" not in part or part["body"]["content"] in (None, ""):
        return
    yield line(0)
    media_type, rules = expected_type(part), body_rules(part)
    if part["body"].get("encoded") == "base64":
        size = f"{len(expected_bytes(part)):,} bytes"
        yield line(0, ("literal", size), accepts=in_words(rules.ruling(()), size))
        return
    text = expected_bytes(part).decode("utf-8", "replace")
    if media_type.is_json:
        yield from json_lines(part["body"]["content"], rules)
    elif media_type.is_xml:
        yield from xml_lines(read_xml(expected_bytes(part)), rules)
    elif media_type.is_form:
        fields = read_parameters(text)
        rulings = {name: rules.ruling((name,)) for name in fields}
        yield from _parameter_lines("", fields, rulings)
    else:
        accepts = in_words(rules.ruling(()), text)
        for number, written in enumerate(text.splitlines()):
            yield line(0, ("text", written), accepts="" if number else accepts)


def _parameter_lines(
    before: str,
    parameters: Mapping[str, Sequence[str]],
    rulings: Mapping[str, Ruling | None],
) -> Iterator[Line]:
    for name, values in parameters.items():
        for value in values:
            accepts = in_words(rulings.get(name), value)
            pieces = ("mark", before), ("key", name), ("mark", " = "), ("text", value)
            yield line(1 if before else 0, *pieces, accepts=accepts)
