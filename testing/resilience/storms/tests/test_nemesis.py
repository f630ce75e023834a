import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from testing.resilience.storms.failpoints import Failpoints
from testing.resilience.storms.fault_schedule import FaultKind, ScheduledFault
from testing.resilience.storms.nemesis import Nemesis
from testing.resilience.storms.network_links import ORDERS_TO_PRODUCTS, Link
from testing.resilience.storms.proxy_modes import ProxyMode
from testing.resilience.storms.proxy_process import Proxy
from testing.resilience.storms.shop_processes import ShopProcesses

POINT = "product-service.after-commit"


class FakeProcesses(ShopProcesses):
    """Notes what is done to the programs; those that are down cannot be hit."""

    def __init__(self, down: tuple[str, ...] = ()) -> None:
        self.down = down
        self.actions: list[tuple[str, object]] = []

    def signal_whole(self, name: str, number: signal.Signals) -> bool:
        self.actions.append((name, number))
        return name not in self.down

    def kill_worker(self, name: str, choose: Callable[[list[int]], int]) -> bool:
        self.actions.append((name, choose([11, 12])))
        return name not in self.down

    def restart(self, name: str) -> None:
        self.actions.append((name, "restart"))


class FakeProxy(Proxy):
    """Notes what is done to the links."""

    def __init__(self) -> None:
        self.actions: list[tuple[Link, str]] = []
        self.is_reset = False

    def set_mode(self, link: Link, mode: ProxyMode) -> None:
        self.actions.append((link, mode))

    def deliver(self, link: Link) -> int:
        self.actions.append((link, "deliver"))
        return 1

    def reset(self) -> None:
        self.is_reset = True


@pytest.fixture
def failpoints(tmp_path: Path) -> Failpoints:
    return Failpoints(tmp_path)


def run(
    fault: ScheduledFault,
    failpoints: Failpoints,
    processes: FakeProcesses | None = None,
    proxy: FakeProxy | None = None,
) -> Nemesis:
    fakes = processes or FakeProcesses(), proxy or FakeProxy()
    nemesis = Nemesis([fault], *fakes, failpoints)
    nemesis.run(0.0)
    return nemesis


def test_kill_hits_the_whole_application(failpoints: Failpoints) -> None:
    processes = FakeProcesses()

    nemesis = run(
        ScheduledFault(0, FaultKind.KILL, "order-service"), failpoints, processes
    )

    assert processes.actions == [("order-service", signal.SIGKILL)]
    assert nemesis.struck == {(FaultKind.KILL, "order-service"): 1}


def test_who_is_down_is_not_counted_as_hit(failpoints: Failpoints) -> None:
    processes = FakeProcesses(down=("order-service",))

    nemesis = run(
        ScheduledFault(0, FaultKind.KILL, "order-service"), failpoints, processes
    )

    assert nemesis.struck == {}


def test_drawn_choice_picks_the_worker(failpoints: Failpoints) -> None:
    processes = FakeProcesses()

    run(
        ScheduledFault(0, FaultKind.KILL_WORKER, "frontend", choice=0.6),
        failpoints,
        processes,
    )

    assert processes.actions == [("frontend", 12)]


def test_frozen_program_is_thawed(failpoints: Failpoints) -> None:
    processes = FakeProcesses()

    run(
        ScheduledFault(0, FaultKind.FREEZE, "frontend", seconds=0.01),
        failpoints,
        processes,
    )

    assert processes.actions == [
        ("frontend", signal.SIGSTOP),
        ("frontend", signal.SIGCONT),
    ]


def test_disturbed_link_is_open_again_afterwards(failpoints: Failpoints) -> None:
    proxy = FakeProxy()
    fault = ScheduledFault(
        0, FaultKind.LINK, "orders", 0.01, ProxyMode.BLACKHOLE, ORDERS_TO_PRODUCTS
    )

    nemesis = run(fault, failpoints, proxy=proxy)

    assert proxy.actions == [
        (ORDERS_TO_PRODUCTS, ProxyMode.BLACKHOLE),
        (ORDERS_TO_PRODUCTS, ProxyMode.PASS),
    ]
    assert nemesis.struck == {("link: blackhole", "orders"): 1}
    assert proxy.is_reset


def test_point_counts_only_if_somebody_died_there(failpoints: Failpoints) -> None:
    fired = failpoints.folder / f"{POINT}.fired"

    passed_by = run(ScheduledFault(0, FaultKind.KILL_AT_POINT, POINT), failpoints)
    armed = Nemesis(
        [
            ScheduledFault(0, FaultKind.KILL_AT_POINT, POINT),
            ScheduledFault(0.01, FaultKind.KILL, "frontend"),
        ],
        DyingAt(failpoints, fired),
        FakeProxy(),
        failpoints,
    )
    armed.run(0.0)

    assert passed_by.struck == {}
    assert armed.struck[FaultKind.KILL_AT_POINT, POINT] == 1


def test_no_point_stays_armed(failpoints: Failpoints) -> None:
    run(ScheduledFault(0, FaultKind.KILL_AT_POINT, POINT), failpoints)

    assert list(failpoints.folder.iterdir()) == []


class DyingAt(FakeProcesses):
    """Passes the point while something else happens."""

    def __init__(self, failpoints: Failpoints, fired: Path) -> None:
        super().__init__()
        self._armed = failpoints.folder / POINT
        self._fired = fired

    def signal_whole(self, name: str, number: signal.Signals) -> bool:
        self._armed.rename(self._fired)
        return super().signal_whole(name, number)
