"""Puts the promises of a provider to the test, and says in words which one is broken.

Pact's verifier is content when there is nothing to verify, and when a filter matches
nothing. Here the promises that were verified are counted against those that are written
down, and each of them is one test with its own name.
"""

import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from http import HTTPStatus
from pathlib import Path
from typing import Any

from flask import Flask

from contract_kit.impact_answers import overheard
from contract_kit.ledger import present_ledger
from contract_kit.locations import pacts_folder
from contract_kit.marks import copy_pact, mark_pact, marks_of
from contract_kit.mismatches import in_words, missing_values
from contract_kit.outcomes import Outcome, write_outcomes
from contract_kit.pact_files import Interaction, pact_paths, read_pact
from contract_kit.pact_library import PATIENCE, verify
from contract_kit.pact_text import read_document
from contract_kit.serving import served
from contract_kit.state_door import demand_door, refuse_silence
from contract_kit.states import STATE_PATH, States, open_state_door
from contract_kit.unrouted import Unrouted, no_such_route
from contract_kit.verified import (
    ContractBroken,
    Key,
    Verification,
    key_of,
    outcome_of_nobody,
)


def promises_of(
    provider: str, folder: Path | None = None, consumers: Collection[str] = ()
) -> list[Interaction]:
    """Read what a provider has promised; raise `ContractBroken` where it is nothing."""
    source = folder or pacts_folder()
    promises = [
        promise
        for path in pact_paths(source)
        for promise in _promises_in(path, provider)
    ]
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
    chosen = [each for each in promises if not consumers or each.consumer in consumers]
    present_ledger().listed += chosen
    return chosen


def verify_provider(
    provider: str,
    app_or_url: Flask | str,
    states: States | None = None,
    folder: Path | None = None,
    consumers: Collection[str] = (),
    patience: float = PATIENCE,
) -> Verification:
    """Put all promises of a provider to the test, once.

    An application is served from a thread, with a door to its states. A provider at a
    URL has to have that door itself. Each answer may take `patience` in seconds.
    """
    promises = promises_of(provider, folder, consumers)
    files = _files(folder or pacts_folder(), promises)
    if isinstance(app_or_url, str):
        url = app_or_url.rstrip("/")
        outcomes = _held_at_url(provider, url, promises, files, patience)
    else:
        outcomes = _held_in_process(
            provider, app_or_url, states or States(), promises, files, patience
        )
    return _noted(Verification(provider, tuple(outcomes)))


def _held_at_url(
    provider: str,
    url: str,
    promises: Collection[Interaction],
    files: Iterable[Path],
    patience: float,
) -> list[Outcome]:
    refuse_silence(provider, url)
    demand_door(provider, url)
    with tempfile.TemporaryDirectory() as place:
        copies = [copy_pact(path, Path(place)) for path in files]
        results = _by_key(verify(provider, url, copies, url + STATE_PATH, patience))

    def complaints(result: Mapping[str, Any], _: Interaction) -> Iterable[str]:
        return in_words(result, patience)

    return _compared(provider, promises, results, complaints)


def _held_in_process(
    provider: str,
    app: Flask,
    states: States,
    promises: Collection[Interaction],
    files: Collection[Path],
    patience: float,
) -> list[Outcome]:
    open_state_door(app, states)
    unrouted = Unrouted()
    with (
        tempfile.TemporaryDirectory() as place,
        unrouted.watching(app),
        served(overheard(app, provider)) as url,
    ):
        demand_door(provider, url)
        states.problems.clear()
        copies = [mark_pact(path, Path(place)) for path in files]
        results = _by_key(verify(provider, url, copies, url + STATE_PATH, patience))
    lost = _lost_keys(files, unrouted)

    def complaints(result: Mapping[str, Any], promise: Interaction) -> Iterator[str]:
        yield from in_words(result, patience, states.problems)
        yield from missing_values(promise, states.supplied)
        if result["result"] == "OK" and key_of(promise) in lost:
            yield no_such_route(promise.request["method"], promise.request["path"])

    return _compared(provider, promises, results, complaints)


def _lost_keys(files: Iterable[Path], unrouted: Unrouted) -> set[Key]:
    """Name the promises of a missing thing whose request no route has taken."""
    return {
        key_of(promise)
        for path in files
        for mark, promise in marks_of(path).items()
        if mark in unrouted.marks and promise.response["status"] == HTTPStatus.NOT_FOUND
    }


def _files(folder: Path, promises: Iterable[Interaction]) -> list[Path]:
    # Pact would read the whole folder, and stumble over a README in it.
    wanted = {(promise.consumer, promise.provider) for promise in promises}
    return [path for path in pact_paths(folder) if wanted & _pair(path)]


def _pair(path: Path) -> set[tuple[str, str]]:
    document = read_document(path)
    return {(document["consumer"]["name"], document["provider"]["name"])}


def _promises_in(path: Path, provider: str) -> list[Interaction]:
    """Read the promises of one pact; a pact of this provider has to hold some."""
    document = read_document(path)
    if document["provider"]["name"] != provider:
        return []
    if promises := list(read_pact(document)):
        return promises
    raise ContractBroken(
        f"{path.name} holds no promise, so nobody knows what "
        f"{document['consumer']['name']} relies on: let its contract tests write it "
        "anew, or delete the file."
    )


def _by_key(results: Iterable[Mapping[str, Any]]) -> dict[Key, list[Mapping[str, Any]]]:
    found: dict[Key, list[Mapping[str, Any]]] = {}
    for result in results:
        names = tuple(result["providerStates"])
        key = (result["consumer"], result["description"], names)
        found.setdefault(key, []).append(result)
    return found


def _compared(
    provider: str,
    promises: Iterable[Interaction],
    results: Mapping[Key, list[Mapping[str, Any]]],
    complaints: Callable[[Mapping[str, Any], Interaction], Iterable[str]],
) -> list[Outcome]:
    outcomes = []
    for promise in promises:
        # Two promises of one name are told apart by nobody: both must be kept.
        found = results.get(key_of(promise), [])
        lines = [line for result in found for line in complaints(result, promise)]
        known = Outcome(promise, tuple(dict.fromkeys(lines)))
        outcomes.append(known if found else outcome_of_nobody(promise))
    unknown = results.keys() - {key_of(promise) for promise in promises}
    if unknown:
        named = ", ".join(sorted(description for _, description, _ in unknown))
        raise ContractBroken(
            f"{provider} was held to promises that are not written down: {named}. "
            "Somebody changed the pacts meanwhile: verify again."
        )
    return outcomes


def _noted(verification: Verification) -> Verification:
    """Leave a verification to the run of pytest that it belongs to."""
    ledger = present_ledger()
    ledger.verifications.append(verification)
    if ledger.outcomes_folder:
        write_outcomes(ledger.outcomes_folder, verification.outcomes)
    return verification
