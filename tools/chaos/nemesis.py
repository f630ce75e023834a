"""Lets the drawn faults happen, and counts those that really hit."""

import contextlib
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable, Sequence

from tools.chaos.faults import Fault, Strike
from tools.chaos.modes import Mode
from tools.chaos.points import Points
from tools.chaos.processes import Processes
from tools.chaos.proxy import Proxy

# What was held is delivered so much later, when its caller has long gone.
_SECONDS_HELD = 2.0
_Deed = Callable[[Strike], None]


class Nemesis:
    """Strikes at the appointed times; what lasts is ended in threads of its own."""

    def __init__(
        self,
        strikes: Sequence[Strike],
        processes: Processes,
        proxy: Proxy,
        points: Points,
    ) -> None:
        """Take what is to happen, and whom it can happen to."""
        self._strikes = strikes
        self._processes = processes
        self._proxy = proxy
        self._points = points
        self._lasting: list[threading.Thread] = []
        self._armed: list[str] = []
        self._frozen: set[str] = set()
        self.struck: Counter[tuple[str, str]] = Counter()

    def rage(self, seconds: float) -> None:
        """Let everything happen in its time, and return when the last fault is over."""
        begin = time.monotonic()
        for strike in self._strikes:
            time.sleep(max(0.0, begin + strike.at - time.monotonic()))
            self._strike(strike)
        time.sleep(max(0.0, begin + seconds - time.monotonic()))
        self._count_points()
        for thread in self._lasting:
            thread.join()
        self._points.disarm_all()
        self._proxy.calm()

    def _strike(self, strike: Strike) -> None:
        match strike.fault:
            case Fault.KILL:
                self._kill(strike)
            case Fault.KILL_WORKER:
                self._kill_worker(strike)
            case Fault.KILL_AT_POINT:
                self._arm(strike)
            case Fault.FREEZE:
                self._last(self._freeze, strike)
            case Fault.RESTART:
                self._last(self._restart, strike)
            case Fault.LINE:
                self._last(self._trouble, strike)

    def _kill(self, strike: Strike) -> None:
        if self._processes.signal_whole(strike.victim, signal.SIGKILL):
            self._count(strike)

    def _kill_worker(self, strike: Strike) -> None:
        def choose(workers: list[int]) -> int:
            return workers[int(strike.choice * len(workers))]

        if self._processes.kill_worker(strike.victim, choose):
            self._count(strike)

    def _arm(self, strike: Strike) -> None:
        # Counted when it has fired: nobody may pass it before the end.
        self._count_points()
        self._points.arm(strike.victim)
        self._armed.append(strike.victim)

    def _count_points(self) -> None:
        fired = [name for name in self._armed if self._points.has_fired(name)]
        for name in fired:
            self._armed.remove(name)
            self.struck[Fault.KILL_AT_POINT, name] += 1

    def _freeze(self, strike: Strike) -> None:
        if strike.victim in self._frozen:
            return
        self._frozen.add(strike.victim)
        if self._processes.signal_whole(strike.victim, signal.SIGSTOP):
            self._count(strike)
            time.sleep(strike.seconds)
            self._processes.signal_whole(strike.victim, signal.SIGCONT)
        self._frozen.discard(strike.victim)

    def _restart(self, strike: Strike) -> None:
        with contextlib.suppress(TimeoutError):
            self._processes.restart(strike.victim)
            self._count(strike)

    def _trouble(self, strike: Strike) -> None:
        assert strike.arrow is not None  # noqa: S101 (lines have arrows)
        self._proxy.set_mode(strike.arrow, strike.mode)
        self._count(strike)
        time.sleep(strike.seconds)
        self._proxy.set_mode(strike.arrow, Mode.PASS)
        if strike.mode == Mode.HOLD:
            time.sleep(_SECONDS_HELD)
            self._proxy.deliver(strike.arrow)

    def _last(self, deed: _Deed, strike: Strike) -> None:
        thread = threading.Thread(target=deed, args=(strike,), daemon=True)
        thread.start()
        self._lasting.append(thread)

    def _count(self, strike: Strike) -> None:
        self.struck[strike.name, strike.victim] += 1
