"""Finds values that are expected to the letter, and that no provider can repeat."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from contract_kit.audit.audited_pacts import AuditedPact
from contract_kit.audit.findings import AuditFinding, Fault
from contract_kit.audit.interaction_parts import (
    content_of,
    is_json,
    leaves_of,
    texts_of,
)
from contract_kit.matching import UnknownRule
from contract_kit.matching.matching_rules import (
    Place,
    as_written,
    body_rules,
    named_rules,
)
from contract_kit.pact_files import Interaction

Json = Mapping[str, Any]
_UUID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d.*)?")
_HERE = re.compile(r"https?://(?:localhost|127\.0\.0\.1|\[::1\])(?::\d+)?(?:/|$)")
_ID = re.compile(r"(?:^|.*[_-])id|.*[a-z]I[dD]")
_VOLATILE = {
    "date",
    "etag",
    "last-modified",
    "set-cookie",
    "location",
    "content-length",
}
_TO_THE_LETTER = "is expected to the letter, and another run may have another"
# As many values as this without a single matcher are no choice any more.
_MANY = 3


def literal_values(pact: AuditedPact) -> Iterator[AuditFinding]:
    """List what a response has to repeat to the letter, and cannot or need not."""
    try:
        matched = _matched_somewhere(pact)
        for interaction in pact.interactions:
            yield from _in_body(pact, interaction, matched)
            yield from _in_headers(pact, interaction)
    except UnknownRule:
        # What its rules mean is not known here, so neither is what has none.
        return


def _in_body(
    pact: AuditedPact, interaction: Interaction, matched: set[tuple[str, ...]]
) -> Iterator[AuditFinding]:
    response = interaction.response
    if not is_json(response):
        return
    given = _given(interaction)
    leaves = list(leaves_of(content_of(response)))
    exact = [one for one in leaves if _field(one[0]) not in matched]
    if len(exact) >= _MANY and len(exact) == len(leaves) and response["status"] < 300:
        unknown = [value for _, value in exact if str(value) not in given]
        if len(unknown) == len(exact):
            yield pact.finding(
                Fault.LITERAL,
                f"all {len(exact)} values are expected to the letter",
                "say of each what the consumer can read: "
                f"{pact.language.text}, {pact.language.whole_number}",
                *(interaction, "response body"),
            )
            return
    for place, value in exact:
        instead = _instead(pact, place, value)
        if instead and str(value) not in given:
            yield pact.finding(
                Fault.LITERAL,
                f"{value!r} {_TO_THE_LETTER}",
                f"write {instead}, or let a provider state fix it",
                *(interaction, f"response body {as_written(place)}"),
            )


def _instead(pact: AuditedPact, place: Place, value: Any) -> str | None:
    language = pact.language
    name = next((step for step in reversed(place) if isinstance(step, str)), "")
    if isinstance(value, str):
        if _UUID.fullmatch(value):
            return language.uuid
        if _MOMENT.fullmatch(value):
            return language.moment
        if _HERE.match(value):
            return language.pattern
    is_id = isinstance(value, int | str) and value != "" and not isinstance(value, bool)
    return language.matcher_for(value) if is_id and _ID.fullmatch(name) else None


def _in_headers(pact: AuditedPact, interaction: Interaction) -> Iterator[AuditFinding]:
    response = interaction.response
    ruled = {name.lower() for name in named_rules(response, "header")}
    given = _given(interaction)
    for name, values in response.get("headers", {}).items():
        is_volatile = name.lower() in _VOLATILE and name.lower() not in ruled
        if is_volatile and not any(value in given for value in values):
            yield pact.finding(
                Fault.LITERAL,
                f"{values[0]!r} {_TO_THE_LETTER}",
                f"write {pact.language.pattern}, or leave the header out",
                *(interaction, f"response header {name}"),
            )


def _has_rule(response: Json, place: Place) -> bool:
    return body_rules(response).ruling(place) is not None


def _matched_somewhere(pact: AuditedPact) -> set[tuple[str, ...]]:
    """Collect the fields that some interaction matches: whoever knows how means it."""
    found = set()
    for interaction in pact.interactions:
        response = interaction.response
        if is_json(response):
            for place, _ in leaves_of(content_of(response)):
                if _has_rule(response, place):
                    found.add(_field(place))
    return found


def _field(place: Place) -> tuple[str, ...]:
    return tuple("*" if isinstance(step, int) else step for step in place)


def _given(interaction: Interaction) -> str:
    """Return all that the request and the states name: the response may repeat that."""
    named = [
        found.text
        for found in texts_of(interaction)
        if not found.place.startswith("response")
    ]
    params = [str(state.params) for state in interaction.states]
    return "\n".join([*named, *params, str(content_of(interaction.request))])
