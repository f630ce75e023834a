"""People buy while the main process of each container is killed once, from outside."""

import os
import signal
import time
from dataclasses import dataclass
from typing import Any

from tools.chaos.crowd import Purchases, crowd_at
from tools.chaos.journal import Journal
from tools.chaos.shoppers import PATIENCE
from tools.compose.house import House
from tools.refusal import Refusal

_SHOPPERS = 4
_SECONDS_BETWEEN_LOOKS = 0.3


@dataclass(frozen=True)
class Outcome:
    """How long it took to heal what was killed, and what people bought meanwhile."""

    healed: dict[str, float]
    bought: Purchases


def rage(house: House) -> Outcome:
    """Kill everything once while people buy; judge when all is settled."""
    with crowd_at(house.shop(), house.url, house.ledger, _SHOPPERS) as crowd:
        with crowd.shopping():
            healed = {
                name: max(
                    _kill(house, each, crowd.journal) for each in house.containers(name)
                )
                for name in house.services
            }
            house.compose("restart", "database", "redis")
            healed["restart of both stores"] = _heal(house)
        return Outcome(healed, crowd.judge())


def _kill(house: House, victim: dict[str, Any], journal: Journal) -> float:
    """Kill a container's main process as the host would; tell how long it was ill."""
    _wait_for_a_purchase(journal)
    process = int(victim["State"]["Pid"])
    try:
        os.kill(process, signal.SIGKILL)
    except PermissionError:
        raise Refusal("Only root may kill what runs in a container.") from None
    begin = time.monotonic()
    while house.engine.inspect(victim["Id"])[0]["State"]["Pid"] in (0, process):
        if time.monotonic() - begin > PATIENCE:
            raise Refusal(f"{victim['Name']} does not come back by itself.")
        time.sleep(_SECONDS_BETWEEN_LOOKS)
    _heal(house)
    return time.monotonic() - begin


def _wait_for_a_purchase(journal: Journal) -> None:
    """Let people be at it: who is killed is to be in the middle of something."""
    seen, begin = len(journal.heard), time.monotonic()
    while len(journal.heard) == seen:
        if time.monotonic() - begin > PATIENCE:
            raise Refusal("Nobody hears anything from the shop any more.")
        time.sleep(0.01)


def _heal(house: House) -> float:
    begin = time.monotonic()
    house.wait_until_whole()
    return time.monotonic() - begin
