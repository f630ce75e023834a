"""Spoils a promised answer in every way that its consumer would notice.

Only faults are made that the promise excludes: where any text will do, no other text is
put, and an answer without a body loses none.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace

from contract_kit.json_mutants import spoiled_json
from contract_kit.judge import Answer, agreed_bytes
from contract_kit.judge.bodies import agreed_type
from contract_kit.judge.rules import body_rules, named_rules
from contract_kit.pact_files import Interaction
from contract_kit.text_mutants import spoiled_text
from contract_kit.xml_mutants import spoiled_xml

_CONTENT_TYPE = "content-type"


@dataclass(frozen=True)
class Mutant:
    """An answer with one fault, and words for it."""

    promise: Interaction
    field: str
    fault: str
    answer: Answer

    def __str__(self) -> str:
        return f"{self.promise}: {self.field} {self.fault}"


def sound_answer(promise: Interaction) -> Answer:
    """Give the answer that the promise has as its example."""
    response = promise.response
    headers = tuple(
        (name, ", ".join(values))
        for name, values in response.get("headers", {}).items()
    )
    return Answer(response["status"], headers, agreed_bytes(response))


def mutants_of(promise: Interaction) -> Iterator[Mutant]:
    """Make all mutants of a promised answer, each with a single fault."""
    sound = sound_answer(promise)
    spoiled = (
        *_other_statuses(sound),
        *_other_headers(promise, sound),
        *_other_bodies(promise, sound),
    )
    for field, fault, answer in spoiled:
        yield Mutant(promise, field, fault, answer)


def _other_statuses(sound: Answer) -> Iterator[tuple[str, str, Answer]]:
    for status in (201 if sound.status == 200 else 200, 500):
        if status != sound.status:
            yield "status", f"is {status}", replace(sound, status=status)


def _other_headers(
    promise: Interaction, sound: Answer
) -> Iterator[tuple[str, str, Answer]]:
    rules = named_rules(promise.response, "header")
    for number, (name, value) in enumerate(sound.headers):
        before, after = sound.headers[:number], sound.headers[number + 1 :]
        lacking = replace(sound, headers=(*before, *after))
        yield f"header {name}", "is dropped", lacking
        if name.lower() == _CONTENT_TYPE:
            continue
        ruling = rules.get(name)
        for fault, text in spoiled_text(value, ruling.matchers if ruling else ()):
            spoiled = replace(sound, headers=(*before, (name, text), *after))
            yield f"header {name}", fault, spoiled


def _other_bodies(
    promise: Interaction, sound: Answer
) -> Iterator[tuple[str, str, Answer]]:
    if not sound.body:
        return
    yield "body", "is dropped", replace(sound, body=b"")
    for field, fault, body in _spoiled_bodies(promise, sound.body):
        yield field, fault, replace(sound, body=body)


def _spoiled_bodies(
    promise: Interaction, body: bytes
) -> Iterator[tuple[str, str, bytes]]:
    rules = body_rules(promise.response)
    if agreed_type(promise.response).is_json:
        content = promise.response["body"]["content"]
        for field, fault, spoiled in spoiled_json(content, rules):
            yield field, fault, json.dumps(spoiled).encode()
    elif ruling := rules.ruling(()):
        for fault, text in spoiled_text(body.decode("utf-8"), ruling.matchers):
            if text:
                yield "body", fault, text.encode("utf-8")
    elif agreed_type(promise.response).is_xml:
        yield from spoiled_xml(body, rules)
