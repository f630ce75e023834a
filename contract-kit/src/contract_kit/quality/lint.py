"""Reads a folder of pacts and finds what is wrong with it before anything is run."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contract_kit.pact_files import (
    Integration,
    Interaction,
    integration_of,
    other_files,
    read_messages,
    read_pacts,
)
from contract_kit.quality.committed_secrets import secrets_in
from contract_kit.quality.vague_matchers import vague_matchers

_NO_PACT = "is JSON and no pact, and nobody reads it: keep it in another folder"


@dataclass(frozen=True)
class LintFinding:
    """Something to mend, and how."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


def lint(
    folder: Path,
    states: Mapping[str, Collection[str]],
    integrations: Collection[Integration],
    *,
    today: date | None = None,
    spared: Collection[str] = (),
) -> list[LintFinding]:
    """Check all pacts of a folder.

    `states` are the states that each provider knows, `integrations` those that shall
    have a pact, `spared` texts that look like secrets and are none.
    """
    interactions = read_pacts(folder)
    messages = read_messages(folder)
    both = [*interactions, *messages]
    findings = [
        *(LintFinding(path.name, _NO_PACT) for path in other_files(folder)),
        *_other_integrations(both, integrations),
        *_unused_states(both, states),
        *_repeated(both),
    ]
    for message in messages:
        known = states.get(message.provider, ())
        sentences = (
            *_unknown_states(message, known),
            *_orphaned(message, today or date.today()),
            *_secrets(message, message.parts, spared),
        )
        findings += [LintFinding(_place(message), sentence) for sentence in sentences]
    for interaction in interactions:
        sentences = (
            *_unknown_states(interaction, states.get(interaction.provider, ())),
            *_literal_query(interaction),
            *map(str, vague_matchers(interaction)),
            *_orphaned(interaction, today or date.today()),
            *_secrets(interaction, [interaction.request, interaction.response], spared),
        )
        findings += [
            LintFinding(_place(interaction), sentence) for sentence in sentences
        ]
    return findings


def _place(interaction: Interaction) -> str:
    return f"{interaction.consumer} of {interaction.provider}, {interaction.title!r}"


def _other_integrations(
    interactions: Sequence[Interaction], integrations: Collection[Integration]
) -> Iterator[LintFinding]:
    found = set(map(integration_of, interactions))
    for consumer, provider in sorted(set(integrations) - found):
        yield LintFinding(
            f"{consumer} of {provider}",
            "there is no pact: write contract tests in the consumer, or take the "
            "integration out of the list",
        )
    for consumer, provider in sorted(found - set(integrations)):
        yield LintFinding(
            f"{consumer} of {provider}",
            "nobody knows of this integration: add it to the list, or delete its pact "
            "and the tests that write it",
        )


def _unused_states(
    interactions: Sequence[Interaction], states: Mapping[str, Collection[str]]
) -> Iterator[LintFinding]:
    for provider, names in states.items():
        used = {
            state.name
            for interaction in interactions
            if interaction.provider == provider
            for state in interaction.states
        }
        for name in sorted(set(names) - used):
            yield LintFinding(
                provider,
                f"no interaction needs the state {name!r}: delete its function",
            )


def _repeated(interactions: Sequence[Interaction]) -> Iterator[LintFinding]:
    for place, count in sorted(Counter(map(_place, interactions)).items()):
        if count > 1:
            yield LintFinding(
                place,
                f"is written {count} times: give each its own description or state",
            )


def _unknown_states(interaction: Interaction, known: Collection[str]) -> Iterator[str]:
    for state in interaction.states:
        if state.name not in known:
            yield (
                f"{interaction.provider} does not know the state {state.name!r}: "
                f"register it with @states.state({state.name!r}), or choose one it "
                "knows"
            )


def _literal_query(interaction: Interaction) -> Iterator[str]:
    if "?" in interaction.request["path"]:
        yield (
            "the path holds a query, which never matches: put it into query={...} "
            "of with_request(...)"
        )


def _orphaned(interaction: Interaction, today: date) -> Iterator[str]:
    if not interaction.pending:
        return
    owner, until = interaction.comments.get("owner"), interaction.comments.get("until")
    if not owner or not until:
        yield (
            "is pending, and nobody sees to it: say so with "
            "pending(owner=..., until=date(...))"
        )
    elif not _is_day(until):
        yield f"is pending until {until!r}, which is no day: write until=date(...)"
    elif date.fromisoformat(until) < today:
        yield (
            f"was to be pending until {until}: {owner} makes it firm, or agrees on "
            "another day"
        )


def _is_day(text: object) -> bool:
    try:
        return bool(date.fromisoformat(str(text)))
    except ValueError:
        return False


def _secrets(
    interaction: Interaction, parts: Sequence[object], spared: Collection[str]
) -> Iterator[str]:
    parameters = [state.params for state in interaction.states]
    for text in _texts([*parts, parameters]):
        for secret in secrets_in(text, spared):
            yield (
                f"holds {secret}: write a made-up example, and let a state supply the "
                "real one with from_state(...)"
            )


def _texts(value: object) -> Iterator[str]:
    match value:
        case str():
            yield value
        case Mapping():
            for name, member in value.items():
                yield str(name)
                yield from _texts(member)
        case list() | tuple():
            for member in value:
                yield from _texts(member)
