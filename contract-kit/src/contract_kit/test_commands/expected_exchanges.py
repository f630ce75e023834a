"""What a test sees of an interaction on the wire: one request, and one response.

Only so can a call be recognised in a process of another language. Interactions that
differ in their states alone look alike, and are taken together.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl

from contract_kit.matching import ActualResponse
from contract_kit.pact_files import Interaction
from contract_kit.quality.actual_response_fields import ActualField, actual_fields

Signature = tuple[str, str, str, int, str]


@dataclass(frozen=True)
class ExpectedExchange:
    """A request and its response, and the interactions that look like this."""

    interactions: tuple[Interaction, ...]

    @property
    def signature(self) -> Signature:
        """What is compared with a call."""
        return _signature(self.interactions[0])

    def fields(self) -> list[ActualField]:
        """List what the response could do without."""
        written = self.interactions[0].response
        headers = tuple(
            (name, text)
            for name, line in (written.get("headers") or {}).items()
            for text in ([line] if isinstance(line, str) else line)
        )
        response = ActualResponse(written["status"], headers, _body(written))
        return actual_fields(response)

    def order(self, field: ActualField) -> str:
        """Write down for a preload which response loses which field."""
        method, path, query, status, body = self.signature
        return json.dumps(
            {
                "method": method,
                "path": path,
                "query": json.loads(query),
                "status": status,
                "body": json.loads(body),
                "field": field.steps,
            }
        )

    def __str__(self) -> str:
        return " and ".join(repr(each.title) for each in self.interactions)


def expected_exchanges(interactions: Iterable[Interaction]) -> list[ExpectedExchange]:
    """Put those together that look alike."""
    groups: dict[Signature, list[Interaction]] = {}
    for interaction in interactions:
        groups.setdefault(_signature(interaction), []).append(interaction)
    return [ExpectedExchange(tuple(group)) for group in groups.values()]


def wrong_counts(
    exchanges: Sequence[ExpectedExchange], calls: Iterable[Mapping[str, Any]]
) -> Iterator[str]:
    """Return which interactions were not called exactly once each."""
    found = Counter(map(_signature_of_call, calls))
    for exchange in exchanges:
        wanted, count = len(exchange.interactions), found[exchange.signature]
        if not count:
            yield (
                f"no call of {exchange} was seen: let its client use `fetch` or "
                "`node:http` of Node, and ask what is the example in its pact"
            )
        elif count != wanted:
            yield (
                f"{exchange} is called {count} times, expected {wanted}: let the "
                "client ask no more than it needs; two tests that declare the same "
                "are one interaction"
            )


def _signature(interaction: Interaction) -> Signature:
    request, response = interaction.request, interaction.response
    content = (response.get("body") or {}).get("content")
    return (
        str(request["method"]).upper(),
        str(request.get("path", "/")),
        _query(_pairs(request.get("query") or {})),
        int(response["status"]),
        json.dumps(content, sort_keys=True),
    )


def _signature_of_call(call: Mapping[str, Any]) -> Signature:
    path, _, query = str(call["target"]).partition("?")
    return (
        str(call["method"]).upper(),
        path,
        _query(parse_qsl(query, keep_blank_values=True)),
        int(call["status"]),
        json.dumps(_content(call["body"]), sort_keys=True),
    )


def _pairs(query: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for name, values in query.items():
        for value in [values] if isinstance(values, str) else values:
            yield name, str(value)


def _query(pairs: Iterable[tuple[str, str]]) -> str:
    return json.dumps(sorted(pairs))


def _content(body: str) -> Any:
    try:
        return json.loads(body) if body else None
    except ValueError:
        return body


def _body(response: Mapping[str, Any]) -> bytes:
    content = (response.get("body") or {}).get("content")
    if content is None:
        return b""
    return (content if isinstance(content, str) else json.dumps(content)).encode()
