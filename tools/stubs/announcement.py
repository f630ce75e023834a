"""Tells what can be done on the stubs: the examples of the pacts are all there is."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence

from contract_kit.pact_files import Interaction
from tools.applications import FRONTEND, ORDER_SERVICE, PRODUCT_SERVICE, USER_SERVICE
from tools.shop.announcement import way_to_stop
from tools.shop.settings import Settings
from tools.stubs.cast import PLAYED
from tools.stubs.opening import STUBS_LOG


def for_a_person(settings: Settings, promises: Sequence[Interaction]) -> str:
    """Write where the storefront is, what its examples are, and how to stop."""
    lines = "\n".join(f"  {name:10} {words}" for name, words in _examples(promises))
    return f"""
The storefront is open:  {settings.public_url}
It is alone: {", ".join(who.folder for who in PLAYED)} are played from pacts.

{lines}
  States     `nox -s stubs -- --states` lists them; type one and Enter to see it
  Logs       {settings.logs}
  Stop       {way_to_stop()}

A call that no contract knows gets 501, and is told here.
"""


def for_a_program(settings: Settings) -> str:
    """Write one line of JSON; `running_stubs` reads it."""
    return json.dumps(
        {
            "url": settings.url(FRONTEND),
            "services": {who.folder: settings.url(who) for who in PLAYED},
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


def _examples(promises: Sequence[Interaction]) -> Iterator[tuple[str, str]]:
    for promise in _good(promises, USER_SERVICE.folder, "POST", r".*/login"):
        content = promise.request["body"]["content"]
        if "username" in content:
            name, password = content["username"], content["password"]
            yield "Sign in", f"{name}, password {password!r}"
            break
    for name, provider, address, page in (
        ("A product", PRODUCT_SERVICE.folder, r"/api/product/([^/]+)", "/product/{}"),
        ("An order", ORDER_SERVICE.folder, r"/api/order/([0-9A-Z-]+)", "/orders/{}"),
    ):
        for promise in _good(promises, provider, "GET", address):
            found = re.fullmatch(address, promise.request["path"])
            yield name, page.format(found[1] if found else "")
            break


def _good(
    promises: Sequence[Interaction], provider: str, method: str, address: str
) -> Iterator[Interaction]:
    for promise in promises:
        arrow = (promise.consumer, promise.provider, promise.request["method"])
        is_good = promise.response["status"] == 200
        is_there = re.fullmatch(address, promise.request["path"])
        if arrow == (FRONTEND.folder, provider, method) and is_good and is_there:
            yield promise
