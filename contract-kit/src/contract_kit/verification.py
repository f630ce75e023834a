"""Puts the promises of a provider to the test, and says in words which one is broken.

Pact's verifier is content when there is nothing to verify, and when a filter matches
nothing. Here the promises that were verified are counted against those that are written
down, and each of them is one test with its own name.
"""

import json
import socket
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from flask import Flask

from contract_kit.impact_answers import overheard
from contract_kit.locations import pacts_folder
from contract_kit.mismatches import in_words, missing_values
from contract_kit.pact_files import Interaction, pact_paths, read_pacts
from contract_kit.pact_library import verify
from contract_kit.serving import served
from contract_kit.states import STATE_PATH, States, open_state_door

_Key = tuple[str, str, tuple[str, ...]]
_NOT_VERIFIED = (
    "was not verified: look whether its file can be read, and whether the folder that "
    "was verified is the one this promise comes from"
)


class ContractBroken(AssertionError):
    """A provider does not do what it has promised, or nobody could find out."""


@dataclass(frozen=True)
class Outcome:
    """What came of one promise; it is kept when there is nothing to complain about."""

    promise: Interaction
    complaints: tuple[str, ...] = ()

    def __str__(self) -> str:
        promise = self.promise
        given = "".join(f"\n  given {state.name}" for state in promise.states)
        lines = "".join(f"\n    {complaint}" for complaint in self.complaints)
        return f"{promise.consumer} expects: {promise.description}{given}{lines}"


@dataclass(frozen=True)
class Verification:
    """What came of all promises of a provider."""

    provider: str
    outcomes: tuple[Outcome, ...]

    @property
    def broken(self) -> list[Outcome]:
        """The promises that are broken and should not be."""
        return [each for each in self._failed if not each.promise.pending]

    @property
    def pending(self) -> list[Outcome]:
        """The promises that are broken and may be, for now."""
        return [each for each in self._failed if each.promise.pending]

    def assert_kept(self, promise: Interaction) -> None:
        """Raise `ContractBroken` unless this promise is kept."""
        __tracebackhide__ = True
        outcome = self._outcome(promise)
        if outcome.complaints and promise.pending:
            pytest.xfail(f"{_pending(promise)} {outcome}")
        if outcome.complaints:
            raise ContractBroken(f"\n{outcome}\n{self._advice}")

    def assert_all_kept(self) -> None:
        """Raise `ContractBroken` unless every promise is kept that is not pending."""
        __tracebackhide__ = True
        if self.broken:
            listed = "\n".join(str(outcome) for outcome in self.broken)
            raise ContractBroken(f"\n{listed}\n{self._advice}")

    @property
    def _failed(self) -> list[Outcome]:
        return [outcome for outcome in self.outcomes if outcome.complaints]

    @property
    def _advice(self) -> str:
        return (
            f"Mend {self.provider}, or agree with the consumer on another promise: its "
            "own contract tests write it."
        )

    def _outcome(self, promise: Interaction) -> Outcome:
        for outcome in self.outcomes:
            if _key(outcome.promise) == _key(promise):
                return outcome
        return Outcome(promise, (_NOT_VERIFIED,))


def promises_of(
    provider: str, folder: Path | None = None, consumers: Collection[str] = ()
) -> list[Interaction]:
    """Read what a provider has promised; raise `ContractBroken` where it is nothing."""
    source = folder or pacts_folder()
    promises = [each for each in read_pacts(source) if each.provider == provider]
    if not promises:
        raise ContractBroken(
            f"No promise of {provider} is in {source}: let its consumers' contract "
            "tests write some there, or correct the folder or the name."
        )
    known = {promise.consumer for promise in promises}
    if strangers := sorted(set(consumers) - known):
        raise ContractBroken(
            f"{provider} has promised nothing to {', '.join(strangers)}: its consumers "
            f"in {source} are {', '.join(sorted(known))}."
        )
    return [each for each in promises if not consumers or each.consumer in consumers]


def verify_provider(
    provider: str,
    app_or_url: Flask | str,
    states: States | None = None,
    folder: Path | None = None,
    consumers: Collection[str] = (),
) -> Verification:
    """Put all promises of a provider to the test, once.

    An application is served from a thread, with a door to its states. A provider at a
    URL has to have that door itself.
    """
    promises = promises_of(provider, folder, consumers)
    files = _files(folder or pacts_folder(), promises)
    if isinstance(app_or_url, str):
        _refuse_silence(provider, app_or_url)
        results = verify(provider, app_or_url, files, app_or_url + STATE_PATH)
        return _compared(provider, promises, results, None)
    registry = states or States()
    open_state_door(app_or_url, registry)
    registry.problems.clear()
    with served(overheard(app_or_url, provider)) as url:
        results = verify(provider, url, files, url + STATE_PATH)
    return _compared(provider, promises, results, registry)


def _files(folder: Path, promises: Iterable[Interaction]) -> list[Path]:
    # Pact would read the whole folder, and stumble over a README in it.
    wanted = {(promise.consumer, promise.provider) for promise in promises}
    return [path for path in pact_paths(folder) if wanted & _pair(path)]


def _pair(path: Path) -> set[tuple[str, str]]:
    document = json.loads(path.read_text("utf-8"))
    return {(document["consumer"]["name"], document["provider"]["name"])}


def _compared(
    provider: str,
    promises: Iterable[Interaction],
    results: Iterable[Mapping[str, Any]],
    states: States | None,
) -> Verification:
    verified = {_key_of_result(result): result for result in results}
    outcomes = []
    for promise in promises:
        result = verified.pop(_key(promise), None)
        outcomes.append(Outcome(promise, _complaints(promise, result, states)))
    if verified:
        unknown = ", ".join(description for _, description, _ in verified)
        raise ContractBroken(
            f"{provider} was held to promises that are not written down: {unknown}. "
            "Somebody changed the pacts meanwhile: verify again."
        )
    return Verification(provider, tuple(outcomes))


def _complaints(
    promise: Interaction, result: Mapping[str, Any] | None, states: States | None
) -> tuple[str, ...]:
    if result is None:
        return (_NOT_VERIFIED,)
    if states is None:
        return in_words(result)
    missing = missing_values(promise, states.supplied)
    return (*in_words(result, states.problems), *missing)


def _refuse_silence(provider: str, url: str) -> None:
    address = urlsplit(url)
    try:
        socket.create_connection(
            (address.hostname or "", address.port or 80), 1
        ).close()
    except OSError as error:
        raise ContractBroken(
            f"{provider} does not answer at {url} ({error.strerror}): start it, or "
            "give its Flask app instead of a URL."
        ) from None


def _key(promise: Interaction) -> _Key:
    names = tuple(state.name for state in promise.states)
    return promise.consumer, promise.description, names


def _key_of_result(result: Mapping[str, Any]) -> _Key:
    return result["consumer"], result["description"], tuple(result["providerStates"])


def _pending(promise: Interaction) -> str:
    owner, until = promise.comments.get("owner"), promise.comments.get("until")
    return f"pending, followed up by {owner} until {until}:"
