"""One trial: open the shop in containers, buy, break, close, and find all again."""

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from tools.applications import ROOT
from tools.compose import memory
from tools.compose.house import House
from tools.compose.storm import Outcome, rage

_SECONDS_TO_OPEN = 60
_MEGABYTES = 700
# A visitor's whole way through the shop, in a browser.
_JOURNEY = "e2e/test_journey.py"


@dataclass(frozen=True)
class Trial:
    """All that a trial has shown."""

    name: str
    seconds_to_open: float
    seconds_to_open_again: float
    held: dict[str, int]
    storm: Outcome
    tests_failed: int
    forgotten: Sequence[str]

    @property
    def complaints(self) -> list[str]:
        """Return what it does not prove."""
        found = list(self.storm.bought.complaints)
        if self.tests_failed:
            found.append("browser tests failed: their words are above")
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


def try_out(house: House, name: str, python: str) -> Trial:
    """Go through a whole life of the shop; nothing of it stays."""
    house.close("--volumes", "--remove-orphans")
    try:
        opened = house.open()
        house.wait_until_whole()
        failed = _drive(house, python, "e2e", "-m", "smoke")
        failed += _drive(house, python, _JOURNEY)
        held = _memory(house)
        storm = rage(house)
        house.close()
        opened_again = house.open()
        now = {order.number for order in house.ledger().orders}
        orders = storm.bought.ledger.orders
        forgotten = [each.number for each in orders if each.number not in now]
        return Trial(name, opened, opened_again, held, storm, failed, forgotten)
    finally:
        house.close("--volumes", "--remove-orphans")


def _drive(house: House, python: str, *words: str) -> int:
    shop = house.shop()
    told = {"SHOP_ADMIN_USER": shop.administrator, "SHOP_ADMIN_PASSWORD": shop.password}
    line = (python, "-m", "pytest", *words, "--base-url", shop.url)
    return subprocess.run(line, cwd=ROOT, env={**os.environ, **told}).returncode


def _memory(house: House) -> dict[str, int]:
    held: dict[str, int] = {}
    for container in house.containers():
        service = container["Config"]["Labels"]["com.docker.compose.service"]
        held[service] = held.get(service, 0) + memory.megabytes(container)
    return held
