"""Compares a body with the one that was agreed, each kind in its own way."""

import base64
import json
from collections.abc import Iterator, Mapping
from typing import Any

from contract_kit.matching.actual_messages import Headers, read_parameters
from contract_kit.matching.comparison_options import Terms
from contract_kit.matching.headers import header_values
from contract_kit.matching.json_bodies import compare_json
from contract_kit.matching.matcher_checks import text_fault
from contract_kit.matching.matching_rules import body_rules, named_rules
from contract_kit.matching.media_types import MediaType, read_media_type
from contract_kit.matching.mismatch import (
    Mismatch,
    UnknownRule,
    against_rule,
    other_value,
)
from contract_kit.matching.strict_json import NotJson, read_json
from contract_kit.matching.text_values import compare_parameters
from contract_kit.matching.xml_bodies import compare_xml
from contract_kit.matching.xml_documents import NotXml, read_xml

_PLACE = "body"
_JSON = "application/json"


def compare_body(
    part: Mapping[str, Any],
    headers: Headers,
    body: bytes,
    *,
    allows_more: bool,
    strict: bool = False,
) -> Iterator[Mismatch]:
    """Compare the body of a request or an answer; where none was agreed any will do."""
    if "body" not in part:
        return
    if part["body"]["content"] in (None, ""):
        if body:
            yield Mismatch(_PLACE, "is there, where none was agreed")
    elif not body:
        yield Mismatch(_PLACE, "is missing")
    elif fault := _type_fault(part, headers):
        yield Mismatch(_PLACE, fault)
    else:
        terms = Terms(body_rules(part), allows_more, strict)
        yield from _compare_content(part, body, terms)


def expected_type(part: Mapping[str, Any]) -> MediaType:
    """Return which media type was agreed, by the header or else by the body."""
    written = [
        values[0]
        for name, values in part.get("headers", {}).items()
        if name.lower() == "content-type"
    ]
    body = part["body"]
    return read_media_type(written[0] if written else body.get("contentType", _JSON))


def expected_bytes(part: Mapping[str, Any]) -> bytes:
    """Return what travels when the example itself is sent."""
    if "body" not in part or part["body"]["content"] in (None, ""):
        return b""
    content, encoding = part["body"]["content"], part["body"].get("encoded")
    if encoding == "base64":
        return base64.b64decode(content)
    if encoding:
        raise UnknownRule(f"Bodies encoded as {encoding!r} are not supported.")
    if expected_type(part).is_json:
        return json.dumps(content, ensure_ascii=False).encode("utf-8")
    return str(content).encode("utf-8")


def _type_fault(part: Mapping[str, Any], headers: Headers) -> str | None:
    given = header_values(headers, "Content-Type")
    agreed = expected_type(part)
    if not given or agreed.covers(read_media_type(given[0])):
        return None
    if _keeps_to_rule(part, given[0]):
        return None
    return f"is {given[0]}, agreed was {agreed}"


def _keeps_to_rule(part: Mapping[str, Any], given: str) -> bool:
    for name, ruling in named_rules(part, "header").items():
        if name.lower() == "content-type":
            return not any(text_fault(rule, given, given) for rule in ruling.matchers)
    return False


def _compare_content(
    part: Mapping[str, Any], body: bytes, terms: Terms
) -> Iterator[Mismatch]:
    media_type, example = expected_type(part), expected_bytes(part)
    if media_type.main == "multipart":
        raise UnknownRule("Multipart bodies are not supported.")
    try:
        if media_type.is_json:
            yield from compare_json(read_json(example), read_json(body), terms)
        elif media_type.is_xml:
            yield from compare_xml(read_xml(example), read_xml(body), terms)
        elif media_type.is_form:
            yield from _compare_forms(example, body, terms)
        else:
            yield from _compare_bytes(example, body, terms)
    except (NotJson, NotXml) as fault:
        yield Mismatch(_PLACE, str(fault))


def _compare_forms(agreed: bytes, body: bytes, terms: Terms) -> Iterator[Mismatch]:
    example, seen = (
        read_parameters(form.decode("utf-8", "replace")) for form in (agreed, body)
    )
    rulings = {
        name: ruling for name in example if (ruling := terms.rules.ruling((name,)))
    }
    yield from compare_parameters("form field", example, seen, rulings)


def _compare_bytes(agreed: bytes, body: bytes, terms: Terms) -> Iterator[Mismatch]:
    ruling = terms.rules.ruling(())
    example, text = agreed.decode("utf-8", "replace"), body.decode("utf-8", "replace")
    if ruling is None and agreed != body:
        yield other_value(_PLACE, example, text)
    for matcher in ruling.matchers if ruling else ():
        if fault := text_fault(matcher, example, text):
            yield against_rule(_PLACE, text, fault)
