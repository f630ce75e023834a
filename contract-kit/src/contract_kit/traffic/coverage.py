"""Compares recorded traffic with the contracts: which calls have no interaction.

A call is contracted when one interaction between its caller and its provider agrees
with it in method, route, query, headers and body, and with the answer that came.

Paths are compared by the route they take, so an id in a path may be any. Everywhere
else a value keeps to its rule, and where there is none it is the very value of the
example. So a consumer's test has to use a matcher wherever real values vary; where a
missing one is all that is wrong, the finding says so.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from urllib.parse import urlencode

from contract_kit.pact_files import (
    Integration,
    Interaction,
    integration_of,
)
from contract_kit.traffic.call_comparison import (
    CallComparison,
    by_integration,
    compare_call,
    place_in_any_entry,
)
from contract_kit.traffic.coverage_report import (
    Coverage,
    IntegrationCoverage,
    UncontractedCall,
)
from contract_kit.traffic.recordings import Exchange, Traffic

_NOBODY = "nobody"
_ONLY_LITERALS = (
    "Only values differ that the contract spells out: use a matcher for them in the "
    "consumer's test."
)


def measure_coverage(
    interactions: Sequence[Interaction],
    traffic: Traffic,
    *,
    outsiders: Collection[str] = (),
    is_part: bool = False,
) -> Coverage:
    """Hold each recorded call against the interactions between its two applications.

    `outsiders` are callers that are no applications, such as the tests themselves.
    `is_part` says that only some of the tests ran, which need not call anybody.
    """
    agreed = by_integration(interactions, traffic.routes)
    compared_calls = [
        compare_call(exchange, agreed.get(_integration(exchange), ()))
        for exchange in traffic.exchanges
        if exchange.consumer not in outsiders
    ]
    exercised = {
        id(interaction) for compared in compared_calls for interaction in compared.kept
    }
    never = tuple(each for each in interactions if id(each) not in exercised)
    providers = {interaction.provider for interaction in interactions}
    return Coverage(
        _counts(interactions, compared_calls, never),
        tuple(_findings(compared_calls)),
        never,
        tuple(sorted(providers - traffic.routes.keys())),
        is_part,
    )


def _counts(
    interactions: Sequence[Interaction],
    compared_calls: Sequence[CallComparison],
    never: Sequence[Interaction],
) -> dict[Integration, IntegrationCoverage]:
    calls = Counter(_integration(compared.exchange) for compared in compared_calls)
    contracted = Counter(
        _integration(each.exchange) for each in compared_calls if each.kept
    )
    agreed = Counter(integration_of(interaction) for interaction in interactions)
    unsaid = Counter(integration_of(interaction) for interaction in never)
    return {
        integration: IntegrationCoverage(
            calls[integration],
            contracted[integration],
            agreed[integration],
            agreed[integration] - unsaid[integration],
        )
        for integration in sorted(calls.keys() | agreed.keys())
    }


def _findings(compared_calls: Sequence[CallComparison]) -> Iterator[UncontractedCall]:
    """Group calls by where they differ: a thousand ids need not be as many lines."""
    alike: dict[tuple[object, ...], list[CallComparison]] = {}
    for compared in compared_calls:
        if not compared.kept:
            places = tuple(
                place_in_any_entry(mismatch) for mismatch in compared.mismatches
            )
            asked = tuple(sorted(compared.exchange.request.query))
            key = (
                _integration(compared.exchange),
                _call(compared.exchange),
                asked,
                places,
            )
            alike.setdefault(key, []).append(compared)
    for group in alike.values():
        yield _finding(group[0], len(group))


def _finding(compared: CallComparison, times: int) -> UncontractedCall:
    exchange, request = compared.exchange, compared.exchange.request
    query = urlencode(request.query, doseq=True)
    only_literals = all(mismatch.is_literal for mismatch in compared.mismatches)
    return UncontractedCall(
        _integration(exchange),
        _call(exchange),
        f"{request.method} {request.path}{'?' if query else ''}{query}",
        times,
        tuple(str(mismatch) for mismatch in compared.mismatches),
        compared.nearest.title if compared.nearest else None,
        _ONLY_LITERALS if only_literals else None,
    )


def _call(exchange: Exchange) -> str:
    place = exchange.route or exchange.request.path
    return f"{exchange.request.method} {place} {exchange.response.status}"


def _integration(exchange: Exchange) -> Integration:
    return Integration(exchange.consumer or _NOBODY, exchange.provider)
