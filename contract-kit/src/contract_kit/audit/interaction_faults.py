"""Finds interactions that stand in each other's way, or without what they need."""

import json
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from contract_kit.audit.audited_pacts import AuditedPact
from contract_kit.audit.findings import AuditFinding, Fault
from contract_kit.audit.interaction_parts import content_of
from contract_kit.pact_files import Interaction

_NUMBERED = re.compile(
    r"\d+|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE
)
_REFUSED = 400
_QUESTION = (
    *("method", "path", "query", "headers", "body"),
    *("matchingRules", "generators"),
)
_NEEDS_SOMETHING = ("PUT", "PATCH", "DELETE")


def interaction_faults(pact: AuditedPact) -> Iterator[AuditFinding]:
    """List duplicates, contradictions, literal queries, and what has no state."""
    yield from _duplicates(pact)
    yield from _contradictions(pact)
    for interaction in pact.interactions:
        if "?" in interaction.request["path"]:
            yield pact.finding(
                Fault.LITERAL_QUERY,
                "holds the query, so that it never matches",
                "give the query by itself, parameter by parameter",
                *(interaction, "request path"),
            )
        if what := _needed(interaction):
            yield pact.finding(
                Fault.STATELESS,
                f"{what}, and no provider state says where that comes from",
                f"name what must be there: {pact.language.state}",
                interaction,
            )
    yield from _unrefused(pact)


def _duplicates(pact: AuditedPact) -> Iterator[AuditFinding]:
    for same in _grouped(pact.interactions, _name):
        if len(same) > 1:
            yield pact.finding(
                Fault.DUPLICATE,
                f"is declared {len(same)} times, and many tools keep the last alone",
                "give each its own description, or a state of its own",
                same[0],
            )


def _contradictions(pact: AuditedPact) -> Iterator[AuditFinding]:
    for same in _grouped(pact.interactions, _question):
        answers = {_written(one.response) for one in same}
        statuses = sorted({one.response["status"] for one in same})
        if len(answers) > 1 and len(statuses) > 1:
            yield pact.finding(
                Fault.CONTRADICTION,
                f"“{same[1].description}” sends the same in the same state, and "
                f"expects another status ({', '.join(map(str, statuses))})",
                "tell them apart by a provider state",
                same[0],
            )


def _needed(interaction: Interaction) -> str:
    """Return what an interaction finds at the provider, or "" if it needs nothing."""
    request, response = interaction.request, interaction.response
    if any(state.name.strip() for state in interaction.states):
        return ""
    # What is well known comes from settings, and is always there.
    if response["status"] >= _REFUSED or ".well-known" in _steps(interaction):
        return ""
    numbered = [step for step in _steps(interaction) if _NUMBERED.fullmatch(step)]
    if numbered:
        return f"{request['method']} {request['path']} finds {numbered[-1]}"
    if request["method"].upper() in _NEEDS_SOMETHING:
        return f"{request['method']} {request['path']} finds what it changes"
    if request["method"].upper() == "GET" and _has_entries(content_of(response)):
        return "the response lists entries"
    return ""


def _has_entries(content: Any) -> bool:
    """Return whether a body is a list with objects in it, or holds one at its top."""
    members = content.values() if isinstance(content, dict) else [content]
    return any(
        isinstance(member, list) and any(isinstance(one, dict) for one in member)
        for member in members
    )


def _unrefused(pact: AuditedPact) -> Iterator[AuditFinding]:
    refused = [one for one in pact.interactions if one.response["status"] >= _REFUSED]
    operations = _grouped(pact.interactions, _operation)
    for calls in operations:
        first = calls[0]
        if _may_be_wrong(first) and not any(
            _is_like(first, other) for other in refused
        ):
            method, path = first.request["method"], first.request["path"]
            yield pact.finding(
                Fault.UNREFUSED,
                f"{method} {path} is never refused in any interaction",
                "add what the consumer does about 404, 401 or 422",
                first,
            )


def _may_be_wrong(interaction: Interaction) -> bool:
    request = interaction.request
    headers = {name.lower() for name in request.get("headers", {})}
    return bool(
        request.get("query")
        or content_of(request)
        or "authorization" in headers
        or any(_NUMBERED.fullmatch(step) for step in _steps(interaction))
    )


def _is_like(one: Interaction, other: Interaction) -> bool:
    """Return whether two calls may be one operation: all steps but one are the same."""
    mine, others = _steps(one), _steps(other)
    if one.request["method"].upper() != other.request["method"].upper():
        return False
    if len(mine) != len(others) or mine[:1] != others[:1]:
        return False
    return sum(a != b for a, b in zip(mine, others, strict=True)) <= 1


def _steps(interaction: Interaction) -> list[str]:
    path: str = interaction.request["path"].partition("?")[0]
    return path.strip("/").split("/")


def _operation(interaction: Interaction) -> str:
    steps = ["{}" if _NUMBERED.fullmatch(one) else one for one in _steps(interaction)]
    return " ".join([interaction.request["method"].upper(), *steps])


def _name(interaction: Interaction) -> str:
    return f"{interaction.description}\n{_states(interaction)}"


def _question(interaction: Interaction) -> str:
    request = {name: interaction.request.get(name) for name in _QUESTION}
    return f"{_written(request)}\n{_states(interaction)}"


def _states(interaction: Interaction) -> str:
    return _written([(state.name, state.params) for state in interaction.states])


def _written(value: Any) -> str:
    return json.dumps(value, sort_keys=True, default=str)


def _grouped(
    interactions: Iterable[Interaction], key: Any
) -> list[Sequence[Interaction]]:
    groups: dict[str, list[Interaction]] = defaultdict(list)
    for one in interactions:
        groups[key(one)].append(one)
    return list(groups.values())
