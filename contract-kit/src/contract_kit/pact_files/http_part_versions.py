"""Gives the request or the response of an interaction in one layout.

Whatever it does not understand it leaves as it is, for whoever looks at its format
afterwards.
"""

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl

from contract_kit.pact_files.body_media_types import media_type_of, unquoted
from contract_kit.pact_files.header_values import listed
from contract_kit.pact_files.rule_layout import rules_by_category


def in_one_layout(written: Mapping[str, Any], *, is_older: bool) -> dict[str, Any]:
    """Give a part as version 4 writes it; `is_older` says that it is of versions 1-3.

    There a body is its content alone.
    """
    part = dict(written)
    headers = part.get("headers")
    if isinstance(headers, Mapping):
        part["headers"] = {name: listed(name, line) for name, line in headers.items()}
    if isinstance(part.get("query"), str):
        part["query"] = _query(part["query"])
    if "body" in part:
        part["body"] = _body(part, is_older=is_older)
    if isinstance(part.get("matchingRules"), Mapping):
        part["matchingRules"] = rules_by_category(part["matchingRules"])
    return {name: value for name, value in part.items() if value is not None}


def _query(text: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in parse_qsl(text, keep_blank_values=True):
        found.setdefault(name, []).append(value)
    return found


def _body(part: Mapping[str, Any], *, is_older: bool) -> Any:
    body = part["body"]
    if body is None:
        return {"content": None}
    # A list or a text is no body of version 4: pact takes it for the content.
    has_layout = isinstance(body, Mapping) and not is_older
    if has_layout and ("contentType" in body or body.get("content") is None):
        return body
    content = body.get("content") if has_layout else body
    headers = part.get("headers")
    kind = media_type_of(content, headers if isinstance(headers, Mapping) else {})
    if not has_layout and isinstance(content, str) and "json" in kind:
        content = unquoted(content)
    rest = body if has_layout else {"encoded": False}
    return {**rest, "content": content, "contentType": kind}
