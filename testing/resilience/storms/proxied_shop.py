"""A running shop with a proxy on every link, in which anything can be broken."""

import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

from testing.resilience.storms.database_rows import (
    Snapshot,
    count_unsettled,
    read_snapshot,
)
from testing.resilience.storms.failpoints import Failpoints
from testing.resilience.storms.network_links import LINKS, SHOPPERS_TO_ORDERS, detours
from testing.resilience.storms.proxy_process import Proxy, running_proxy
from testing.resilience.storms.shop_processes import ShopProcesses
from tools.applications import ROOT
from tools.dev_environment import PYTHON
from tools.shop import RunningShop, running_shop
from tools.shop.application_commands import shell_environment
from tools.shop.health import is_ready
from tools.waiting import comes_true

# Cheap passwords and no limits on who registers: this is about orders.
CHEAP_ACCOUNTS = {
    "ENVIRONMENT": "test",
    "LOG_LEVEL": "WARNING",
    "HASH_MEMORY_KIB": "64",
    "HASH_PASSES": "1",
    "REGISTRATIONS_PER_HOUR": "100000",
    "NAME_CHECKS_PER_MINUTE": "100000",
}
_SECONDS_TO_OPEN = 30.0
_SECONDS_BETWEEN_LOOKS = 0.2


@dataclass(frozen=True)
class ProxiedShop:
    """The shop, the proxy of its links, its processes and its databases."""

    running: RunningShop
    proxy: Proxy
    processes: ShopProcesses
    failpoints: Failpoints

    @property
    def orders(self) -> str:
        """Where shoppers find order-service: behind a link that can be cut."""
        return self.proxy.addresses[SHOPPERS_TO_ORDERS]

    @property
    def data(self) -> Path:
        """Where the databases are."""
        return self.running.logs.parent / "data"

    def snapshot(self) -> Snapshot:
        """Read all databases as they are now."""
        return read_snapshot(self.data)

    def seconds_until_settled(self, patience: float) -> float | None:
        """Wait until nothing is on its way; None where that takes too long."""
        begin = time.monotonic()
        while count_unsettled(self.data):
            if time.monotonic() - begin > patience:
                return None
            time.sleep(_SECONDS_BETWEEN_LOOKS)
        return time.monotonic() - begin

    def wait_until_open(self) -> None:
        """Wait until every application can work again."""
        for name, address in self.running.services.items():
            is_open = partial(is_ready, urlsplit(address).port or 0)
            if not comes_true(is_open, _SECONDS_TO_OPEN, _SECONDS_BETWEEN_LOOKS):
                raise TimeoutError(f"{name} does not come back")

    def reconcile(self, report: Path) -> subprocess.CompletedProcess[str]:
        """Run order-service's own command that reconciles the databases."""
        environment = shell_environment() | self.processes.environment("order-service")
        words = ("flask", "--app", "order_service", "reconcile", "--json", str(report))
        return subprocess.run(
            [str(PYTHON), "-m", *words],
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=60,
        )


@contextmanager
def running_proxied_shop(
    environment: Mapping[str, str] | None = None,
) -> Iterator[ProxiedShop]:
    """Open a shop in which anything can be broken."""
    with ExitStack() as stack:
        proxy = stack.enter_context(running_proxy())
        var = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chaos-")))
        failpoints = Failpoints(var / "failpoints")
        failpoints.folder.mkdir()
        settings = {
            **CHEAP_ACCOUNTS,
            "FAILPOINTS": str(failpoints.folder),
            "SHOP_DETOURS": detours(proxy.addresses),
            **(environment or {}),
        }
        shop = stack.enter_context(running_shop(settings, var))
        for link in LINKS:
            proxy.connect(link, urlsplit(shop.services[link.callee]).port or 0)
        yield ProxiedShop(shop, proxy, ShopProcesses(shop.supervisor), failpoints)
