"""Causes the scheduled faults, and counts those that really hit."""

import contextlib
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence

from testing.resilience.storms.failpoints import Failpoints
from testing.resilience.storms.fault_schedule import FaultKind, ScheduledFault
from testing.resilience.storms.proxy_modes import ProxyMode
from testing.resilience.storms.proxy_process import Proxy
from testing.resilience.storms.shop_processes import ShopProcesses

# What was held is delivered so much later, when its caller has long gone.
_SECONDS_HELD = 2.0
_Cause = Callable[[ScheduledFault], None]


class Nemesis:
    """Causes each fault at its time; what lasts is ended in threads of its own."""

    def __init__(
        self,
        faults: Sequence[ScheduledFault],
        processes: ShopProcesses,
        proxy: Proxy,
        failpoints: Failpoints,
    ) -> None:
        """Take what is to happen, and whom it can happen to."""
        self._faults = faults
        self._processes = processes
        self._proxy = proxy
        self._failpoints = failpoints
        self._threads: list[threading.Thread] = []
        self._armed: list[str] = []
        self._frozen: set[str] = set()
        self.struck: Counter[tuple[str, str]] = Counter()

    def run(self, seconds: float) -> None:
        """Cause every fault at its time, and return when the last is over."""
        begin = time.monotonic()
        for fault in self._faults:
            time.sleep(max(0.0, begin + fault.at - time.monotonic()))
            self._cause(fault)
        time.sleep(max(0.0, begin + seconds - time.monotonic()))
        self._count_fired()
        for thread in self._threads:
            thread.join()
        self._failpoints.disarm_all()
        self._proxy.reset()

    def _cause(self, fault: ScheduledFault) -> None:
        match fault.kind:
            case FaultKind.KILL:
                self._kill(fault)
            case FaultKind.KILL_WORKER:
                self._kill_worker(fault)
            case FaultKind.KILL_AT_POINT:
                self._arm(fault)
            case FaultKind.FREEZE:
                self._last(self._freeze, fault)
            case FaultKind.RESTART:
                self._last(self._restart, fault)
            case FaultKind.LINK:
                self._last(self._disturb, fault)

    def _kill(self, fault: ScheduledFault) -> None:
        if self._processes.signal_whole(fault.victim, signal.SIGKILL):
            self._count(fault)

    def _kill_worker(self, fault: ScheduledFault) -> None:
        def choose(workers: list[int]) -> int:
            return workers[int(fault.choice * len(workers))]

        if self._processes.kill_worker(fault.victim, choose):
            self._count(fault)

    def _arm(self, fault: ScheduledFault) -> None:
        # Counted when it has fired: nobody may pass it before the end.
        self._count_fired()
        self._failpoints.arm(fault.victim)
        self._armed.append(fault.victim)

    def _count_fired(self) -> None:
        fired = [name for name in self._armed if self._failpoints.has_fired(name)]
        for name in fired:
            self._armed.remove(name)
            self.struck[FaultKind.KILL_AT_POINT, name] += 1

    def _freeze(self, fault: ScheduledFault) -> None:
        if fault.victim in self._frozen:
            return
        self._frozen.add(fault.victim)
        if self._processes.signal_whole(fault.victim, signal.SIGSTOP):
            self._count(fault)
            time.sleep(fault.seconds)
            self._processes.signal_whole(fault.victim, signal.SIGCONT)
        self._frozen.discard(fault.victim)

    def _restart(self, fault: ScheduledFault) -> None:
        with contextlib.suppress(TimeoutError):
            self._processes.restart(fault.victim)
            self._count(fault)

    def _disturb(self, fault: ScheduledFault) -> None:
        assert fault.link is not None  # noqa: S101 (such faults have links)
        self._proxy.set_mode(fault.link, fault.mode)
        self._count(fault)
        time.sleep(fault.seconds)
        self._proxy.set_mode(fault.link, ProxyMode.PASS)
        if fault.mode == ProxyMode.HOLD:
            time.sleep(_SECONDS_HELD)
            self._proxy.deliver(fault.link)

    def _last(self, cause: _Cause, fault: ScheduledFault) -> None:
        thread = threading.Thread(target=cause, args=(fault,), daemon=True)
        thread.start()
        self._threads.append(thread)

    def _count(self, fault: ScheduledFault) -> None:
        self.struck[fault.name, fault.victim] += 1
