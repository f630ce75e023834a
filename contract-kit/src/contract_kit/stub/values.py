"""Gives an answer other values where its example will not do: a moment that is past."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from contract_kit.judge import Answer, agreed_bytes, answer_mismatches
from contract_kit.pact_files import Interaction

Values = Mapping[str, Callable[[], object]]


class NotPromised(ValueError):
    """A value was to be given that the promise does not allow."""


def with_values(promise: Interaction, values: Values) -> Interaction:
    """Put values in by the names of members, wherever in the answer those are."""
    body = promise.response.get("body", {})
    content = _filled(body.get("content"), values)
    if not body or content == body["content"]:
        return promise
    response = {**promise.response, "body": {**body, "content": content}}
    changed = replace(promise, response=response)
    _demand_kept(promise, changed)
    return changed


def _filled(content: Any, values: Values) -> Any:
    if isinstance(content, list):
        return [_filled(each, values) for each in content]
    if not isinstance(content, Mapping):
        return content
    return {
        name: values[name]() if name in values else _filled(value, values)
        for name, value in content.items()
    }


def _demand_kept(promise: Interaction, changed: Interaction) -> None:
    given = changed.response
    headers = tuple(
        (name, value)
        for name, lines in given.get("headers", {}).items()
        for value in lines
    )
    answer = Answer(given["status"], headers, agreed_bytes(given))
    for mismatch in answer_mismatches(promise, answer):
        raise NotPromised(f"{promise.title}: {mismatch}. Put in what was promised.")
