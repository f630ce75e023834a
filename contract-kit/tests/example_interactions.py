"""Writes interactions by hand, as short as a test wants them."""

import json
from collections.abc import Mapping
from typing import Any

from contract_kit.matching import ActualRequest, ActualResponse
from contract_kit.pact_files import Interaction, ProviderState

JSON = "application/json"
FORM = "application/x-www-form-urlencoded"
XML = "application/xml"

Rules = Mapping[str, str | Mapping[str, Any]]


def make_interaction(
    request: Mapping[str, Any] | None = None,
    response: Mapping[str, Any] | None = None,
    *,
    description: str = "a teapot",
    states: tuple[str, ...] = (),
    consumer: str = "shop-window",
    provider: str = "tea-house",
) -> Interaction:
    """Write an interaction of which only what matters is given."""
    return Interaction(
        consumer,
        provider,
        description,
        tuple(ProviderState(name) for name in states),
        {"method": "GET", "path": "/teapots/7", **(request or {})},
        {"status": 200, **(response or {})},
    )


def body(content: Any, kind: str = JSON, **rules: Rules) -> dict[str, Any]:
    """Write the part of a request or an answer that has a body; rules by category."""
    return {
        "headers": {"Content-Type": [kind]},
        "body": {"content": content, "contentType": kind, "encoded": False},
        "matchingRules": ruled(**rules),
    }


def ruled(**rules: Rules) -> dict[str, Any]:
    """Write matching rules: a word for a bare matcher, a dictionary for another."""
    return {
        category: {place: _rule(matcher) for place, matcher in places.items()}
        for category, places in rules.items()
    }


def _rule(matcher: str | Mapping[str, Any]) -> dict[str, Any]:
    written = {"match": matcher} if isinstance(matcher, str) else matcher
    return {"combine": "AND", "matchers": [written]}


def sent(content: Any, kind: str = JSON, *, method: str = "POST") -> ActualRequest:
    """Make a request with a body."""
    return ActualRequest(
        method, "/teapots/7", {}, (("Content-Type", kind),), _bytes(content)
    )


def given(content: Any, kind: str = JSON, *, status: int = 200) -> ActualResponse:
    """Make an answer with a body."""
    return ActualResponse(status, (("Content-Type", kind),), _bytes(content))


def _bytes(content: Any) -> bytes:
    if isinstance(content, bytes):
        return content
    return (content if isinstance(content, str) else json.dumps(content)).encode()
