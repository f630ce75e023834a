"""The shop in containers, as whoever runs it sees it: up, down, and how it is."""

import http.client
import json
import os
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from testing.resilience.storms.database_rows import Snapshot, snapshot_of
from tools.applications import APPLICATIONS, ROOT
from tools.containers.compose_files import read
from tools.containers.engine import Engine
from tools.shop import RunningShop
from tools.shop.health import is_ready
from tools.waiting import wait_until

# A name of its own: whoever has a shop open here keeps it.
_PROJECT = "furrow-trial"
_ONCE = ("keys", "setup")
_PATIENCE = 180.0
# Browser, engine and ten containers share what may be two processors: that a page waits
# is no fault of the shop.
_READ_TIMEOUT = "5"


@dataclass(frozen=True)
class ComposeStack:
    """One set of containers, by its compose files and their variables."""

    engine: Engine
    files: Sequence[str]
    variables: dict[str, str] = field(default_factory=dict)

    @property
    def port(self) -> int:
        """The port of its gateway."""
        return int(self.variables.get("PORT") or os.environ.get("PORT") or 8000)

    @property
    def url(self) -> str:
        """The address that a shopper types."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def services(self) -> list[str]:
        """Name all that stays."""
        return [name for name in read(*self.files)["services"] if name not in _ONCE]

    def compose(self, *words: str) -> str:
        """Give an order about these containers."""
        files = [word for file in self.files for word in ("-f", str(ROOT / file))]
        where = ("--project-name", _PROJECT, *files)
        own = {"PUBLIC_URL": self.url, "PORT": str(self.port)}
        variables = {**own, "READ_TIMEOUT": _READ_TIMEOUT, **self.variables}
        return self.engine.compose(*where, *words, variables=variables)

    def open(self) -> float:
        """Start everything; return after how many seconds shoppers are served."""
        begin = time.monotonic()
        self.compose("up", "--detach", "--no-build")
        wait_until(lambda: is_ready(self.port), "The shop does not open", _PATIENCE)
        return time.monotonic() - begin

    def close(self, *words: str) -> None:
        """Take every container away; the volumes stay unless an option removes them."""
        self.compose("down", *words)

    def containers(self, *services: str) -> list[dict[str, Any]]:
        """Inspect the containers of some services, or of all that stay."""
        names = self.compose("ps", "-q", *(services or self.services)).split()
        return self.engine.inspect(*names) if names else []

    def wait_until_whole(self) -> None:
        """Wait until every container runs, and is healthy if it has a check."""
        wait_until(
            lambda: (
                all(_is_well(each) for each in self.containers())
                and _are_reached(self.port)
            ),
            "Not everything is well again",
            _PATIENCE,
        )

    def snapshot(self) -> Snapshot:
        """Read all databases."""
        script = Path(__file__).with_name("dump_tables.py").read_text()
        line = ("run", "--rm", "--no-deps", "-T", "--entrypoint", "python", "setup")
        output = self.compose(*line, "-c", script).splitlines()[-1]
        rows = json.loads(output)
        return snapshot_of(lambda application, table: rows[application][table])

    def shop(self) -> RunningShop:
        """Return the shop as its callers know it: every service at one address."""
        password = self.compose("run", "--rm", "--no-deps", "-T", "setup", "password")
        services = {each.folder: self.url for each in APPLICATIONS}
        nowhere = Path(os.devnull)
        return RunningShop(
            self.url, services, "admin", password.split()[-1], nowhere, nowhere
        )


def _is_well(container: dict[str, Any]) -> bool:
    state = container["State"]
    health = (state.get("Health") or {}).get("Status", "healthy")
    return bool(state["Running"]) and health == "healthy"


def _are_reached(port: int) -> bool:
    way = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    try:
        way.request("GET", "/health")
        services = json.loads(way.getresponse().read()).get("services", {})
        return bool(services) and all(services.values())
    except (OSError, http.client.HTTPException, ValueError):
        return False
    finally:
        way.close()
