"""Compares one recorded call with the interactions of its integration."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from contract_kit.matching import (
    Mismatch,
    UnknownRule,
    distance,
    request_mismatches,
    response_mismatches,
)
from contract_kit.pact_files import Integration, Interaction, integration_of
from contract_kit.traffic.recordings import Exchange
from contract_kit.traffic.routes import Routes

_INDEX = re.compile(r"\[\d+\]")


@dataclass(frozen=True)
class InteractionRoute:
    """An interaction, and the route of its request where the provider named it."""

    interaction: Interaction
    route: str | None


@dataclass(frozen=True)
class CallComparison:
    """Which interactions a call matches; or the nearest one, and what differs there."""

    exchange: Exchange
    kept: tuple[Interaction, ...] = ()
    nearest: Interaction | None = None
    mismatches: tuple[Mismatch, ...] = ()


def by_integration(
    interactions: Iterable[Interaction], routes: Mapping[str, Routes]
) -> dict[Integration, list[InteractionRoute]]:
    """Group interactions by their integration, each with its route."""
    agreed: dict[Integration, list[InteractionRoute]] = {}
    for interaction in interactions:
        method, path = interaction.request["method"], interaction.request["path"]
        route = routes.get(interaction.provider, Routes()).route_of(method, path)
        agreed.setdefault(integration_of(interaction), []).append(
            InteractionRoute(interaction, route)
        )
    return agreed


def compare_call(
    exchange: Exchange, agreed: Sequence[InteractionRoute]
) -> CallComparison:
    """Compare a call with all interactions that its applications have agreed on."""
    if exchange.consumer is None:
        silence = Mismatch("header X-Consumer", "is missing: nobody says who calls")
        return CallComparison(exchange, mismatches=(silence,))
    if not agreed:
        nothing = Mismatch("contract", "is missing: these two have agreed on nothing")
        return CallComparison(exchange, mismatches=(nothing,))
    likely = [each for each in agreed if _is_likely(each.interaction, exchange)]
    kept = tuple(each.interaction for each in likely if _is_kept(each, exchange))
    if kept:
        return CallComparison(exchange, kept)
    compared = [
        (each.interaction, _distinct(_mismatches(each, exchange))) for each in agreed
    ]
    nearest, mismatches = min(compared, key=lambda each: distance(each[1]))
    return CallComparison(exchange, nearest=nearest, mismatches=mismatches)


def place_in_any_entry(mismatch: Mismatch) -> str:
    """Return where a value differs, in whichever entry of a list."""
    return _INDEX.sub("[*]", mismatch.place)


def _is_likely(interaction: Interaction, exchange: Exchange) -> bool:
    """Pass over what differs at first sight: most are about other things."""
    agreed = interaction.request["method"], interaction.response["status"]
    return agreed == (exchange.request.method, exchange.response.status)


def _is_kept(agreed: InteractionRoute, exchange: Exchange) -> bool:
    # The first mismatch is enough: an answer to another question is not even read.
    return next(_mismatches(agreed, exchange), None) is None


def _mismatches(agreed: InteractionRoute, exchange: Exchange) -> Iterator[Mismatch]:
    both_known = bool(agreed.route and exchange.route)
    try:
        if both_known:
            yield from _route_mismatch(agreed.route, exchange.route)
        interaction, asked = agreed.interaction, exchange.request
        yield from request_mismatches(interaction, asked, path_is_settled=both_known)
        yield from response_mismatches(interaction, exchange.response)
    except UnknownRule as trouble:
        yield Mismatch("contract", f"cannot be matched: {trouble}")
    for side in exchange.left_out:
        yield Mismatch(f"body of the {side}", "is too long to have been recorded")


def _distinct(mismatches: Iterable[Mismatch]) -> tuple[Mismatch, ...]:
    """Take one of those that are alike: what every entry of a list lacks is one."""
    first: dict[str, Mismatch] = {}
    for mismatch in mismatches:
        first.setdefault(place_in_any_entry(mismatch), mismatch)
    return tuple(first.values())


def _route_mismatch(agreed: str | None, taken: str | None) -> Iterator[Mismatch]:
    if agreed != taken:
        yield Mismatch("path", f"takes the route {taken}, agreed was {agreed}")
