"""Changes an expected response in every way that its consumer would notice.

Only faults are made that the interaction excludes: where any text will do, no other
text is put, and an answer without a body loses none.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from http import HTTPStatus

from contract_kit.matching import ActualResponse, expected_bytes
from contract_kit.matching.bodies import expected_type
from contract_kit.matching.matching_rules import body_rules, named_rules
from contract_kit.matching.status_codes import allows_status
from contract_kit.pact_files import Interaction
from contract_kit.pact_files.header_values import lines_of
from contract_kit.quality.json_mutants import json_mutants
from contract_kit.quality.text_mutants import text_mutants
from contract_kit.quality.xml_mutants import xml_mutants

_CONTENT_TYPE = "content-type"


@dataclass(frozen=True)
class Mutant:
    """An answer with one fault, and words for it."""

    interaction: Interaction
    field: str
    fault: str
    response: ActualResponse

    def __str__(self) -> str:
        return f"{self.interaction}: {self.field} {self.fault}"


def example_response(interaction: Interaction) -> ActualResponse:
    """Give the answer that the interaction has as its example."""
    response = interaction.response
    headers = tuple(
        (name, line)
        for name, values in response.get("headers", {}).items()
        for line in lines_of(name, values)
    )
    # A message has no status; where it is verified like a response, it succeeds.
    status = response.get("status", HTTPStatus.OK)
    return ActualResponse(status, headers, expected_bytes(response))


def mutants_of(interaction: Interaction) -> Iterator[Mutant]:
    """Make all mutants of an expected response, each with a single fault."""
    sound = example_response(interaction)
    spoiled = (
        *_other_statuses(interaction, sound),
        *_other_headers(interaction, sound),
        *_other_bodies(interaction, sound),
    )
    for field, fault, response in spoiled:
        yield Mutant(interaction, field, fault, response)


def _other_statuses(
    interaction: Interaction, sound: ActualResponse
) -> Iterator[tuple[str, str, ActualResponse]]:
    if "status" not in interaction.response:
        return
    for status in (201 if sound.status == 200 else 200, 500):
        if not allows_status(interaction.response, status):
            yield "status", f"is {status}", replace(sound, status=status)


def _other_headers(
    interaction: Interaction, sound: ActualResponse
) -> Iterator[tuple[str, str, ActualResponse]]:
    rules = named_rules(interaction.response, "header")
    for number, (name, value) in enumerate(sound.headers):
        before, after = sound.headers[:number], sound.headers[number + 1 :]
        lacking = replace(sound, headers=(*before, *after))
        yield f"header {name}", "is dropped", lacking
        if name.lower() == _CONTENT_TYPE:
            continue
        ruling = rules.get(name)
        for fault, text in text_mutants(value, ruling.matchers if ruling else ()):
            spoiled = replace(sound, headers=(*before, (name, text), *after))
            yield f"header {name}", fault, spoiled


def _other_bodies(
    interaction: Interaction, sound: ActualResponse
) -> Iterator[tuple[str, str, ActualResponse]]:
    if not sound.body:
        return
    yield "body", "is dropped", replace(sound, body=b"")
    for field, fault, body in _spoiled_bodies(interaction, sound.body):
        yield field, fault, replace(sound, body=body)


def _spoiled_bodies(
    interaction: Interaction, body: bytes
) -> Iterator[tuple[str, str, bytes]]:
    rules = body_rules(interaction.response)
    if expected_type(interaction.response).is_json:
        content = interaction.response["body"]["content"]
        for field, fault, spoiled in json_mutants(content, rules):
            yield field, fault, json.dumps(spoiled).encode()
    elif ruling := rules.ruling(()):
        for fault, text in text_mutants(body.decode("utf-8"), ruling.matchers):
            if text:
                yield "body", fault, text.encode("utf-8")
    elif expected_type(interaction.response).is_xml:
        yield from xml_mutants(body, rules)
    elif interaction.response["body"].get("encoded") == "base64":
        yield "body", "is something else", body[:-1]
