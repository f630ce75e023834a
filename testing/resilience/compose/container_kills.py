"""Kills the main process of each container once, from outside, while shoppers buy."""

import os
import signal
import time
from dataclasses import dataclass
from typing import Any

from testing.resilience.compose.compose_stack import ComposeStack
from testing.resilience.storms.concurrent_shoppers import Purchases, concurrent_shoppers
from testing.resilience.storms.journal import Journal
from testing.resilience.storms.shopper_thread import PATIENCE
from tools.errors import Refusal
from tools.waiting import comes_true, wait_until

_SHOPPERS = 4


@dataclass(frozen=True)
class KillResult:
    """How long it took to heal what was killed, and what people bought meanwhile."""

    healed: dict[str, float]
    bought: Purchases


def kill_everything_once(stack: ComposeStack) -> KillResult:
    """Kill everything once while people buy; check when all is settled."""
    with concurrent_shoppers(
        stack.shop(), stack.url, stack.snapshot, _SHOPPERS
    ) as shoppers:
        with shoppers.shopping():
            healed = {
                name: max(
                    _kill(stack, each, shoppers.journal)
                    for each in stack.containers(name)
                )
                for name in stack.services
            }
            stack.compose("restart", "database", "redis")
            healed["restart of both stores"] = _heal(stack)
        return KillResult(healed, shoppers.purchases())


def _kill(stack: ComposeStack, victim: dict[str, Any], journal: Journal) -> float:
    """Kill a container's main process as the host would; return how long it was ill."""
    _wait_for_a_purchase(journal)
    process = int(victim["State"]["Pid"])
    try:
        os.kill(process, signal.SIGKILL)
    except PermissionError:
        raise Refusal("Only root may kill what runs in a container.") from None
    begin = time.monotonic()
    wait_until(
        lambda: _process_of(stack, victim) not in (0, process),
        f"{victim['Name']} does not come back by itself",
        PATIENCE,
    )
    _heal(stack)
    return time.monotonic() - begin


def _wait_for_a_purchase(journal: Journal) -> None:
    """Keep shoppers at work, so that each kill meets something under way."""
    seen = len(journal.responses)
    if not comes_true(lambda: len(journal.responses) > seen, PATIENCE, pause=0.01):
        raise Refusal("The shop has not answered for too long.")


def _process_of(stack: ComposeStack, container: dict[str, Any]) -> int:
    return int(stack.engine.inspect(container["Id"])[0]["State"]["Pid"])


def _heal(stack: ComposeStack) -> float:
    begin = time.monotonic()
    stack.wait_until_whole()
    return time.monotonic() - begin
