"""Prints what can be done on the stubs: the examples of the pacts are all there is."""

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TypeVar

from contract_kit.pact_files import Interaction
from tools.applications import FRONTEND, ORDER_SERVICE, PRODUCT_SERVICE, USER_SERVICE
from tools.shop.developer_settings import Settings
from tools.shop.startup_message import way_to_stop
from tools.stubs.storefront_on_stubs import STUBS_LOG
from tools.stubs.stub_servers import STUBBED

T = TypeVar("T")


def for_a_person(settings: Settings, interactions: Sequence[Interaction]) -> str:
    """Write where the storefront is, what its examples are, and how to stop."""
    lines = "\n".join(f"  {name:10} {words}" for name, words in _examples(interactions))
    return f"""
The storefront is open:  {settings.public_url}
It is alone: {", ".join(who.folder for who in STUBBED)} are played from pacts.

{lines}
  States     `nox -s stubs -- --states` lists them; type one and Enter to see it
  Logs       {settings.logs}
  Stop       {way_to_stop()}

A call that no contract knows gets 501, and is printed here.
"""


def for_a_program(settings: Settings) -> str:
    """Write one line of JSON; `running_stubs` reads it."""
    return json.dumps(
        {
            "url": settings.url(FRONTEND),
            "services": {who.folder: settings.url(who) for who in STUBBED},
            "log": str(settings.logs / STUBS_LOG),
        }
    )


def listed(states: Mapping[str, Sequence[str]]) -> str:
    """Write the states of each service, a line each."""
    return "\n".join(
        line
        for provider, names in states.items()
        for line in (provider, *(f"  {name}" for name in names))
    )


def _examples(interactions: Sequence[Interaction]) -> Iterator[tuple[str, str]]:
    """Name what most interactions are about: other pages lead there, too."""
    people = [
        interaction.request["body"]["content"]
        for interaction in _good(interactions, USER_SERVICE.folder, "POST", r".*/login")
    ]
    named = [(who["username"], who["password"]) for who in people if "username" in who]
    for name, password in _most_common(named):
        yield "Sign in", f"{name}, password {password!r}"
    for name, provider, address, page in (
        ("A product", PRODUCT_SERVICE.folder, r"/api/product/([^/]+)", "/product/{}"),
        ("An order", ORDER_SERVICE.folder, r"/api/order/([0-9A-Z-]+)", "/orders/{}"),
    ):
        found = _good(interactions, provider, "GET", address)
        paths = [
            interaction.request["path"].rpartition("/")[2] for interaction in found
        ]
        for path in _most_common(paths):
            yield name, page.format(path)


def _most_common(examples: Iterable[T]) -> Iterator[T]:
    for example, _ in Counter(examples).most_common(1):
        yield example


def _good(
    interactions: Sequence[Interaction], provider: str, method: str, address: str
) -> Iterator[Interaction]:
    for interaction in interactions:
        integration = (
            interaction.consumer,
            interaction.provider,
            interaction.request["method"],
        )
        is_good = interaction.response["status"] == 200
        is_there = re.fullmatch(address, interaction.request["path"])
        if integration == (FRONTEND.folder, provider, method) and is_good and is_there:
            yield interaction
