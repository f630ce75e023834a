"""Monitors the running shop: waits until it is open, then reports every failure."""

import time
from collections import Counter
from collections.abc import Callable, Iterator

from tools.applications import APPLICATIONS, Application
from tools.errors import Refusal
from tools.shop import process_log_parser
from tools.shop.developer_settings import Settings
from tools.shop.logs import Follower, end_of_log
from tools.shop.process_log_parser import Death, Event, Start, Stop
from tools.shop.supervisor_config import program_log, supervisor_log
from tools.shop.sweepers import SWEEPERS

Notify = Callable[[str], None]

_SECONDS_TO_OPEN = 60.0
_SECONDS_BETWEEN_PROGRESS = 5.0
# One failure may be bad luck, and stands for two deaths: gunicorn's and its worker's.
_HOPELESS = 3


class Monitor:
    """Knows how every program fares, from the logs and from asking."""

    def __init__(
        self,
        settings: Settings,
        notify: Notify,
        has_ended: Callable[[], bool],
        is_ready: Callable[[Application], bool],
    ) -> None:
        """Begin to follow the logs; `has_ended` returns whether supervisord is gone."""
        self._settings = settings
        self._notify = notify
        self._has_ended = has_ended
        self._is_ready = is_ready
        self._supervisor = Follower(supervisor_log(settings))
        self._applications = {who.folder: who for who in APPLICATIONS}
        names = [*self._applications, *(sweeper.name for sweeper in SWEEPERS)]
        self._logs = {name: Follower(program_log(name, settings)) for name in names}
        self._away: set[str] = set()
        self._without_process: set[str] = set()
        self._deaths: Counter[str] = Counter()

    def wait_until_open(self) -> None:
        """Wait until every application is ready; refuse when one cannot start."""
        waiting = list(APPLICATIONS)
        begin = progress = time.monotonic()
        while waiting := [who for who in waiting if not self._is_ready(who)]:
            self._count_deaths()
            self._refuse_hopeless_start(time.monotonic() - begin, waiting)
            if time.monotonic() - progress > _SECONDS_BETWEEN_PROGRESS:
                progress = time.monotonic()
                self._notify(f"Waiting for {', '.join(who.folder for who in waiting)}.")
            time.sleep(0.05)
        self._deaths.clear()

    def poll(self) -> None:
        """Report what has happened since the last poll; refuse to monitor nothing."""
        if self._has_ended():
            raise Refusal(
                "supervisord stopped unexpectedly, so the shop is closed; the end of"
                f" its log:\n{end_of_log(supervisor_log(self._settings))}"
            )
        for event in self._news():
            self._note(event.name, event)
        for who in self._returned():
            self._away.remove(who)
            del self._deaths[who]
            self._notify(f"{who} is running again.")

    def _note(self, who: str, event: Event) -> None:
        match event:
            case Start():
                self._without_process.discard(who)
            case Stop():
                self._away.add(who)
                self._without_process.add(who)
                self._notify(f"{who} was stopped.")
            case Death():
                self._away.add(who)
                if event.is_whole:
                    self._without_process.add(who)
                self._notify_of_death(who, event)

    def _returned(self) -> list[str]:
        # Until a successor lives, the worker of a dead gunicorn may still answer.
        back = self._away - self._without_process
        return [who for who in back if self._works(who)]

    def _works(self, who: str) -> bool:
        application = self._applications.get(who)
        # A sweeper answers nobody: it works as soon as it lives.
        return application is None or self._is_ready(application)

    def _notify_of_death(self, who: str, death: Death) -> None:
        self._deaths[who] += 1
        count = self._deaths[who]
        if count < _HOPELESS:
            self._notify(
                f"{who} stopped unexpectedly ({death.cause}); starting it again."
            )
        elif count == _HOPELESS:
            self._notify(
                f"{who} does not start any more ({death.cause}); it is tried"
                f" again and again. {self._last_words(who)}"
            )

    def _refuse_hopeless_start(
        self, seconds: float, waiting: list[Application]
    ) -> None:
        if self._has_ended():
            log = end_of_log(self._settings.run / "supervisord.out")
            raise Refusal(f"supervisord does not start:\n{log}")
        for who in waiting:
            if self._deaths[who.folder] >= _HOPELESS:
                raise Refusal(
                    f"{who.folder} does not start. {self._last_words(who.folder)}"
                )
            if seconds > _SECONDS_TO_OPEN:
                raise Refusal(
                    f"{who.folder} is not ready after {seconds:.0f} seconds."
                    f" {self._last_words(who.folder)}"
                )

    def _count_deaths(self) -> None:
        self._deaths.update(
            event.name for event in self._news() if isinstance(event, Death)
        )

    def _news(self) -> Iterator[Event]:
        for line in self._supervisor.new_lines():
            if event := process_log_parser.from_supervisor(line):
                yield event
        for who, log in self._logs.items():
            for line in log.new_lines():
                if death := process_log_parser.from_application(who, line):
                    yield death

    def _last_words(self, who: str) -> str:
        log = program_log(who, self._settings)
        return f"The end of its log ({log}):\n{end_of_log(log)}"
