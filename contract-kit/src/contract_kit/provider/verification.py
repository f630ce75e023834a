"""Verifies a provider against its pacts, and reports in words what fails.

Pact's verifier is content when there is nothing to verify, and when a filter matches
nothing. Here the interactions that were verified are counted against those that are
written down, and each of them is one test with its own name.
"""

import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from http import HTTPStatus
from pathlib import Path
from typing import Any

from contract_kit.application_kind import Application
from contract_kit.local_server import served
from contract_kit.longer_client_timeouts import PATIENCE
from contract_kit.matching.status_codes import allows_status
from contract_kit.pact_files import Interaction, read_messages
from contract_kit.provider.chosen_pacts_folder import pacts_folder
from contract_kit.provider.failure_messages import in_words, missing_values
from contract_kit.provider.host_header import called_by_host, trusted_host
from contract_kit.provider.interaction_header import copy_pact, mark_pact, marks_of
from contract_kit.provider.missing_routes import MissingRoutes, no_such_route
from contract_kit.provider.outcomes import InteractionOutcome
from contract_kit.provider.preflight_checks import (
    demand_application,
    demand_listener,
    demand_state_endpoint,
)
from contract_kit.provider.provider_interactions import files_of, interactions_of
from contract_kit.provider.recorded_responses import recording_app
from contract_kit.provider.state_endpoint import STATE_PATH, with_state_endpoint
from contract_kit.provider.states import States
from contract_kit.provider.unasserted_verifications import (
    current_assertion_log,
    note_verification,
)
from contract_kit.provider.verification_assertions import (
    ContractBroken,
    Key,
    Verification,
    key_of,
    unverified_outcome,
)
from contract_kit.provider.verifier import verify


def verify_provider(
    provider: str,
    app_or_url: "Application | str",
    states: States | None = None,
    folder: Path | None = None,
    consumers: Collection[str] = (),
    patience: float = PATIENCE,
    *,
    base_path: str = "",
    host: str | None = None,
) -> Verification:
    """Verify all interactions of a provider, once.

    An application (WSGI or ASGI) is served from a thread, with an endpoint for its
    states. A provider at a URL has to have that itself. Each answer may take `patience`
    in seconds. Paths of interactions begin below `base_path`. An application is called
    by `host`, or by one that it trusts.
    """
    interactions = interactions_of(provider, folder, consumers)
    _expect_messages(provider, folder or pacts_folder(), consumers)
    files = files_of(interactions, folder or pacts_folder())
    if isinstance(app_or_url, str):
        url = app_or_url.rstrip("/") + base_path.rstrip("/")
        outcomes = _held_at_url(provider, url, interactions, files, patience)
    else:
        demand_application(app_or_url)
        tested = _ServedProvider(
            provider, app_or_url, states or States(), base_path.rstrip("/"), host
        )
        outcomes = _held_in_process(tested, interactions, files, patience)
    return note_verification(Verification(provider, tuple(outcomes)))


def _expect_messages(provider: str, folder: Path, consumers: Collection[str]) -> None:
    """Note the messages that somebody else has to verify in this run of tests."""
    current_assertion_log().messages += [
        each
        for each in read_messages(folder)
        if each.provider == provider
        if not consumers or each.consumer in consumers
    ]


@dataclass(frozen=True)
class _ServedProvider:
    """An application under test, and how it is called."""

    provider: str
    app: Application
    states: States
    base_path: str
    host: str | None

    def prepared(self, unrouted: MissingRoutes) -> Application:
        """Put around the application what a verification needs."""
        recorded = recording_app(unrouted.watched(self.app), self.provider)
        called = called_by_host(recorded, self.host or trusted_host(self.app))
        return with_state_endpoint(called, self.states, original=self.app)


def _held_at_url(
    provider: str,
    url: str,
    interactions: Collection[Interaction],
    files: Iterable[Path],
    patience: float,
) -> list[InteractionOutcome]:
    demand_listener(provider, url)
    demand_state_endpoint(provider, url)
    with tempfile.TemporaryDirectory() as place:
        copies = [copy_pact(path, Path(place)) for path in files]
        results = _by_key(verify(provider, url, copies, url + STATE_PATH, patience))

    def complaints(result: Mapping[str, Any], _: Interaction) -> Iterable[str]:
        return in_words(result, patience)

    return _compared(provider, interactions, results, complaints)


def _held_in_process(
    tested: _ServedProvider,
    interactions: Collection[Interaction],
    files: Collection[Path],
    patience: float,
) -> list[InteractionOutcome]:
    provider, states, unrouted = tested.provider, tested.states, MissingRoutes()
    with (
        tempfile.TemporaryDirectory() as place,
        unrouted.watching(),
        served(tested.prepared(unrouted)) as address,
    ):
        url = address + tested.base_path
        demand_state_endpoint(provider, url)
        states.problems.clear()
        copies = [mark_pact(path, Path(place)) for path in files]
        results = _by_key(verify(provider, url, copies, url + STATE_PATH, patience))
    lost = _lost_keys(files, unrouted)

    def complaints(
        result: Mapping[str, Any], interaction: Interaction
    ) -> Iterator[str]:
        yield from in_words(result, patience, states.problems)
        yield from missing_values(interaction, states.supplied)
        if result["result"] == "OK" and key_of(interaction) in lost:
            yield no_such_route(
                interaction.request["method"], interaction.request["path"]
            )

    return _compared(provider, interactions, results, complaints)


def _lost_keys(files: Iterable[Path], unrouted: MissingRoutes) -> set[Key]:
    """Name the interactions of a missing thing whose request no route has taken."""
    return {
        key_of(interaction)
        for path in files
        for mark, interaction in marks_of(path).items()
        if mark in unrouted.marks
        and allows_status(interaction.response, HTTPStatus.NOT_FOUND)
    }


def _by_key(results: Iterable[Mapping[str, Any]]) -> dict[Key, list[Mapping[str, Any]]]:
    found: dict[Key, list[Mapping[str, Any]]] = {}
    for result in results:
        names = tuple(result["providerStates"])
        key = (result["consumer"], result["description"], names)
        found.setdefault(key, []).append(result)
    return found


def _compared(
    provider: str,
    interactions: Iterable[Interaction],
    results: Mapping[Key, list[Mapping[str, Any]]],
    complaints: Callable[[Mapping[str, Any], Interaction], Iterable[str]],
) -> list[InteractionOutcome]:
    outcomes = []
    for interaction in interactions:
        # Nobody can distinguish two interactions of one name: both must be kept.
        found = results.get(key_of(interaction), [])
        lines = [line for result in found for line in complaints(result, interaction)]
        known = InteractionOutcome(interaction, tuple(dict.fromkeys(lines)))
        outcomes.append(known if found else unverified_outcome(interaction))
    unknown = results.keys() - {key_of(interaction) for interaction in interactions}
    if unknown:
        named = ", ".join(sorted(description for _, description, _ in unknown))
        raise ContractBroken(
            f"{provider} was verified against interactions that are not written down: "
            f"{named}. Somebody changed the pacts meanwhile: verify again."
        )
    return outcomes
