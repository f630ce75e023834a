"""Reads a folder of pacts and finds what is wrong with it before anything is run."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from contract_kit.pact_files import Interaction, read_pacts
from contract_kit.secret_texts import secrets_in
from contract_kit.vague_rules import vague_rules

Arrow = tuple[str, str]


@dataclass(frozen=True)
class Finding:
    """Something to mend, and how."""

    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.where}: {self.sentence}"


def lint(
    folder: Path,
    states: Mapping[str, Collection[str]],
    arrows: Collection[Arrow],
    *,
    today: date | None = None,
    spared: Collection[str] = (),
) -> list[Finding]:
    """Check all pacts of a folder.

    `states` are the states that each provider knows, `arrows` the pairs of consumer and
    provider that shall have a pact, `spared` texts that look like secrets and are none.
    """
    promises = read_pacts(folder)
    findings = [
        *_other_arrows(promises, arrows),
        *_unused_states(promises, states),
        *_repeated(promises),
    ]
    for promise in promises:
        sentences = (
            *_unknown_states(promise, states.get(promise.provider, ())),
            *_literal_query(promise),
            *vague_rules(promise),
            *_orphaned(promise, today or date.today()),
            *_secrets(promise, spared),
        )
        findings += [Finding(_place(promise), sentence) for sentence in sentences]
    return findings


def _place(promise: Interaction) -> str:
    return f"{promise.consumer} of {promise.provider}, {promise.title!r}"


def _other_arrows(
    promises: Sequence[Interaction], arrows: Collection[Arrow]
) -> Iterator[Finding]:
    found = {(promise.consumer, promise.provider) for promise in promises}
    for consumer, provider in sorted(set(arrows) - found):
        yield Finding(
            f"{consumer} of {provider}",
            "there is no pact: write contract tests in the consumer, or take the "
            "arrow out of the list",
        )
    for consumer, provider in sorted(found - set(arrows)):
        yield Finding(
            f"{consumer} of {provider}",
            "nobody knows of this arrow: add it to the list, or delete its pact and "
            "the tests that write it",
        )


def _unused_states(
    promises: Sequence[Interaction], states: Mapping[str, Collection[str]]
) -> Iterator[Finding]:
    for provider, names in states.items():
        used = {
            state.name
            for promise in promises
            if promise.provider == provider
            for state in promise.states
        }
        for name in sorted(set(names) - used):
            yield Finding(
                provider,
                f"no promise needs the state {name!r}: delete its function",
            )


def _repeated(promises: Sequence[Interaction]) -> Iterator[Finding]:
    for place, count in sorted(Counter(map(_place, promises)).items()):
        if count > 1:
            yield Finding(
                place,
                f"is written {count} times: give each its own description or state",
            )


def _unknown_states(promise: Interaction, known: Collection[str]) -> Iterator[str]:
    for state in promise.states:
        if state.name not in known:
            yield (
                f"{promise.provider} does not know the state {state.name!r}: register "
                f"it with @states.state({state.name!r}), or choose one it knows"
            )


def _literal_query(promise: Interaction) -> Iterator[str]:
    if "?" in promise.request["path"]:
        yield (
            "the path holds a query, which never matches: put it into query={...} "
            "of asks(...)"
        )


def _orphaned(promise: Interaction, today: date) -> Iterator[str]:
    if not promise.pending:
        return
    owner, until = promise.comments.get("owner"), promise.comments.get("until")
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


def _secrets(promise: Interaction, spared: Collection[str]) -> Iterator[str]:
    parameters = [state.params for state in promise.states]
    for text in _texts([promise.request, promise.response, parameters]):
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
