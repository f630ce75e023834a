"""Gives integrations, interactions and calls on the map links of their own."""

import re
from collections.abc import Iterable, Iterator, Mapping

from contract_kit.pact_files import Integration, Interaction, integration_of
from contract_kit.traffic.routes import Routes

_NOT_A_WORD = re.compile(r"[^a-z0-9]+")
_CONVERTER = re.compile(r"<[^<>]*:(\w+)>")
_NUMBER_OR_ID = re.compile(r"\d+(?:-\d+)*|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


def integration_anchor(integration: Integration) -> str:
    """Name the place on the page where the interactions of an integration stand."""
    return f"{_slug(integration.consumer)}--{_slug(integration.provider)}"


def interaction_anchors(interactions: Iterable[Interaction]) -> dict[int, str]:
    """Name the place of each interaction, by its identity; no two are the same."""
    listed = list(interactions)
    names = (
        f"{integration_anchor(integration_of(one))}--{_slug(one.title)}"
        for one in listed
    )
    return dict(zip(map(id, listed), _made_unique(names), strict=True))


def fields_anchors(
    provider: str, calls: Iterable[tuple[str, int]]
) -> dict[tuple[str, int], str]:
    """Name the places where the fields of answers stand; no two are the same."""
    listed = list(calls)
    names = (
        f"fields-of-{_slug(provider)}--{_slug(plain(call))}-{status}"
        for call, status in listed
    )
    return dict(zip(listed, _made_unique(names), strict=True))


def call_of(interaction: Interaction, routes: Mapping[str, Routes]) -> str:
    """Name what is called: by the provider's route, or by a path without its ids."""
    method, path = interaction.request["method"], interaction.request["path"]
    route = routes.get(interaction.provider, Routes()).route_of(method, path)
    return f"{method} {route or _without_ids(path)}"


def plain(call: str) -> str:
    """Write a call for people, who need no converters: `GET /teas/<slug>`."""
    return _CONVERTER.sub(r"<\1>", call)


def _without_ids(path: str) -> str:
    parts = path.split("/")
    return "/".join("…" if _NUMBER_OR_ID.fullmatch(part) else part for part in parts)


def _made_unique(names: Iterable[str]) -> Iterator[str]:
    taken: dict[str, int] = {}
    for name in names:
        number = taken[name] = taken.get(name, 0) + 1
        yield name if number == 1 else f"{name}-{number}"


def _slug(text: str) -> str:
    return _NOT_A_WORD.sub("-", text.lower()).strip("-")
