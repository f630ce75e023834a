import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from tools.chaos.arrows import ORDERS_TO_PRODUCTS, Arrow
from tools.chaos.faults import Fault, Strike
from tools.chaos.modes import Mode
from tools.chaos.nemesis import Nemesis
from tools.chaos.points import Points
from tools.chaos.processes import Processes
from tools.chaos.proxy import Proxy

POINT = "product-service.after-commit"


class FakeProcesses(Processes):
    """Notes what is done to the programs; those that are down cannot be hit."""

    def __init__(self, down: tuple[str, ...] = ()) -> None:
        self.down = down
        self.deeds: list[tuple[str, object]] = []

    def signal_whole(self, name: str, number: signal.Signals) -> bool:
        self.deeds.append((name, number))
        return name not in self.down

    def kill_worker(self, name: str, choose: Callable[[list[int]], int]) -> bool:
        self.deeds.append((name, choose([11, 12])))
        return name not in self.down

    def restart(self, name: str) -> None:
        self.deeds.append((name, "restart"))


class FakeProxy(Proxy):
    """Notes what is done to the lines."""

    def __init__(self) -> None:
        self.deeds: list[tuple[Arrow, str]] = []
        self.is_calm = False

    def set_mode(self, arrow: Arrow, mode: Mode) -> None:
        self.deeds.append((arrow, mode))

    def deliver(self, arrow: Arrow) -> int:
        self.deeds.append((arrow, "deliver"))
        return 1

    def calm(self) -> None:
        self.is_calm = True


@pytest.fixture
def points(tmp_path: Path) -> Points:
    return Points(tmp_path)


def rage(
    strike: Strike,
    points: Points,
    processes: FakeProcesses | None = None,
    proxy: FakeProxy | None = None,
) -> Nemesis:
    fakes = processes or FakeProcesses(), proxy or FakeProxy()
    nemesis = Nemesis([strike], *fakes, points)
    nemesis.rage(0.0)
    return nemesis


def test_kill_hits_the_whole_application(points: Points) -> None:
    processes = FakeProcesses()

    nemesis = rage(Strike(0, Fault.KILL, "order-service"), points, processes)

    assert processes.deeds == [("order-service", signal.SIGKILL)]
    assert nemesis.struck == {(Fault.KILL, "order-service"): 1}


def test_who_is_down_is_not_counted_as_hit(points: Points) -> None:
    processes = FakeProcesses(down=("order-service",))

    nemesis = rage(Strike(0, Fault.KILL, "order-service"), points, processes)

    assert nemesis.struck == {}


def test_drawn_choice_picks_the_worker(points: Points) -> None:
    processes = FakeProcesses()

    rage(Strike(0, Fault.KILL_WORKER, "frontend", choice=0.6), points, processes)

    assert processes.deeds == [("frontend", 12)]


def test_frozen_program_is_thawed(points: Points) -> None:
    processes = FakeProcesses()

    rage(Strike(0, Fault.FREEZE, "frontend", seconds=0.01), points, processes)

    assert processes.deeds == [
        ("frontend", signal.SIGSTOP),
        ("frontend", signal.SIGCONT),
    ]


def test_troubled_line_is_open_again_afterwards(points: Points) -> None:
    proxy = FakeProxy()
    strike = Strike(0, Fault.LINE, "orders", 0.01, Mode.BLACKHOLE, ORDERS_TO_PRODUCTS)

    nemesis = rage(strike, points, proxy=proxy)

    assert proxy.deeds == [
        (ORDERS_TO_PRODUCTS, Mode.BLACKHOLE),
        (ORDERS_TO_PRODUCTS, Mode.PASS),
    ]
    assert nemesis.struck == {("line: blackhole", "orders"): 1}
    assert proxy.is_calm


def test_point_counts_only_if_somebody_died_there(points: Points) -> None:
    fired = points.folder / f"{POINT}.fired"

    passed_by = rage(Strike(0, Fault.KILL_AT_POINT, POINT), points)
    armed = Nemesis(
        [Strike(0, Fault.KILL_AT_POINT, POINT), Strike(0.01, Fault.KILL, "frontend")],
        DyingAt(points, fired),
        FakeProxy(),
        points,
    )
    armed.rage(0.0)

    assert passed_by.struck == {}
    assert armed.struck[Fault.KILL_AT_POINT, POINT] == 1


def test_no_point_stays_armed(points: Points) -> None:
    rage(Strike(0, Fault.KILL_AT_POINT, POINT), points)

    assert list(points.folder.iterdir()) == []


class DyingAt(FakeProcesses):
    """Passes the point while something else happens."""

    def __init__(self, points: Points, fired: Path) -> None:
        super().__init__()
        self._armed = points.folder / POINT
        self._fired = fired

    def signal_whole(self, name: str, number: signal.Signals) -> bool:
        self._armed.rename(self._fired)
        return super().signal_whole(name, number)
