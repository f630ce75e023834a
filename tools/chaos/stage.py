"""A whole shop with a proxy on every arrow, its own data, and everything in reach."""

import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from tools.applications import ROOT
from tools.chaos.arrows import ARROWS, SHOPPERS_TO_ORDERS, Arrow, detours
from tools.chaos.ledger import Ledger, count_unsettled, read_ledger
from tools.chaos.points import Points
from tools.chaos.processes import Processes
from tools.chaos.proxy import Proxy, running_proxy
from tools.shop import RunningShop, running_shop
from tools.shop.health import is_ready
from tools.shop.programs import shell_environment
from tools.workbench import PYTHON

# Cheap passwords and no limits on who registers: this is about orders.
CHEAP_ACCOUNTS = {
    "ENVIRONMENT": "test",
    "LOG_LEVEL": "WARNING",
    "HASH_MEMORY_KIB": "64",
    "HASH_PASSES": "1",
    "REGISTRATIONS_PER_HOUR": "100000",
    "NAME_CHECKS_PER_MINUTE": "100000",
}
_SECONDS_BETWEEN_LOOKS = 0.2


@dataclass(frozen=True)
class Stage:
    """The shop, the lines between its applications, and its books."""

    shop: RunningShop
    proxy: Proxy
    processes: Processes
    points: Points

    @property
    def orders(self) -> str:
        """Where shoppers find order-service: behind a line that can be cut."""
        return self.proxy.addresses[SHOPPERS_TO_ORDERS]

    @property
    def data(self) -> Path:
        """Where the databases are."""
        return self.shop.logs.parent / "data"

    def ledger(self) -> Ledger:
        """Read all books as they are now."""
        return read_ledger(self.data)

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
        for name, address in self.shop.services.items():
            port = urlsplit(address).port or 0
            deadline = time.monotonic() + 30
            while not is_ready(port):
                if time.monotonic() > deadline:
                    raise TimeoutError(f"{name} does not come back")
                time.sleep(_SECONDS_BETWEEN_LOOKS)

    def reconcile(self, report: Path) -> subprocess.CompletedProcess[str]:
        """Let order-service compare the books itself."""
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
def staged(
    environment: Mapping[str, str] | None = None, arrows: Sequence[Arrow] = ARROWS
) -> Iterator[Stage]:
    """Open a shop in which anything can be broken."""
    with ExitStack() as stack:
        proxy = stack.enter_context(running_proxy(arrows))
        var = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chaos-")))
        points = var / "points"
        points.mkdir()
        settings = {
            **CHEAP_ACCOUNTS,
            "FAILPOINTS": str(points),
            "SHOP_DETOURS": detours(proxy.addresses),
            **(environment or {}),
        }
        shop = stack.enter_context(running_shop(settings, var))
        for arrow in arrows:
            proxy.lead(arrow, urlsplit(shop.services[arrow.callee]).port or 0)
        yield Stage(shop, proxy, Processes(shop.supervisor), Points(points))
