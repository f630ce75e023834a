"""One life of the shop in containers: open, buy, break, close, and find all again."""

import os
import re
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from testing.resilience.compose import container_memory
from testing.resilience.compose.compose_stack import ComposeStack
from testing.resilience.compose.container_kills import KillResult, kill_everything_once
from tools.applications import ROOT

_SECONDS_TO_OPEN = 60
_MEGABYTES = 700
# A visitor's whole way through the shop, in a browser.
_JOURNEY = "e2e/test_journey.py"


@dataclass(frozen=True)
class LifecycleResult:
    """All that one life of the shop has shown."""

    name: str
    seconds_to_open: float
    seconds_to_open_again: float
    held: dict[str, int]
    storm: KillResult
    failed_tests: Sequence[str]
    forgotten: Sequence[str]

    @property
    def complaints(self) -> list[str]:
        """Return what it does not prove."""
        found = list(self.storm.bought.complaints)
        found += [f"{line}: its words are above" for line in self.failed_tests]
        found += [
            f"order {number} is gone after down and up" for number in self.forgotten
        ]
        return found

    @property
    def warnings(self) -> list[str]:
        """Return what is more than was aimed at; a busy machine may be the reason."""
        found = []
        if self.seconds_to_open > _SECONDS_TO_OPEN:
            found.append(f"opened after {self.seconds_to_open:.0f} s, not 60")
        if sum(self.held.values()) > _MEGABYTES:
            found.append(f"holds {sum(self.held.values())} MB, not {_MEGABYTES}")
        return found


def run_lifecycle(stack: ComposeStack, name: str, python: str) -> LifecycleResult:
    """Go through a whole life of the shop; nothing of it stays."""
    stack.close("--volumes", "--remove-orphans")
    try:
        opened = stack.open()
        stack.wait_until_whole()
        failed = _drive(stack, python, "e2e", "-m", "smoke")
        failed += _drive(stack, python, _JOURNEY)
        held = _memory(stack)
        storm = kill_everything_once(stack)
        stack.close()
        opened_again = stack.open()
        now = {order.number for order in stack.snapshot().orders}
        orders = storm.bought.snapshot.orders
        forgotten = [each.number for each in orders if each.number not in now]
        return LifecycleResult(
            name, opened, opened_again, held, storm, failed, forgotten
        )
    finally:
        stack.close("--volumes", "--remove-orphans")


def _drive(stack: ComposeStack, python: str, *words: str) -> list[str]:
    shop = stack.shop()
    environment = {
        **os.environ,
        "SHOP_ADMIN_USER": shop.administrator,
        "SHOP_ADMIN_PASSWORD": shop.password,
    }
    line = (python, "-m", "pytest", "-rfE", *words, "--base-url", shop.url)
    ended = subprocess.run(
        line, cwd=ROOT, env=environment, stdout=subprocess.PIPE, text=True
    )
    print(ended.stdout, flush=True)
    return failed_tests(ended.stdout, ended.returncode)


def failed_tests(output: str, status: int) -> list[str]:
    """Return the lines of pytest's summary that name what failed."""
    if not status:
        return []
    named = re.findall(r"^(?:FAILED|ERROR) e2e/.*$", output, re.MULTILINE)
    return named or [f"the browser tests ended with status {status}"]


def _memory(stack: ComposeStack) -> dict[str, int]:
    held: dict[str, int] = {}
    for container in stack.containers():
        service = container["Config"]["Labels"]["com.docker.compose.service"]
        held[service] = held.get(service, 0) + container_memory.megabytes(container)
    return held
