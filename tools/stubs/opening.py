"""The order in which the storefront opens alone: what is wrong is said first."""

import logging
import signal
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from contract_kit.pact_files import Interaction
from tools.applications import FRONTEND
from tools.shop import forks, keys, leash, preflight
from tools.shop.settings import Settings
from tools.stubs.cast import PLAYED, Wishes, played
from tools.stubs.storefront import Storefront

STUBS_LOG = "stubs.log"
_STUBS = logging.getLogger("contract_kit.stub")
# Sessions shall go with the folder, wherever those of a whole shop live.
_NOT_FOR_US = {"SESSION_REDIS_URL"}

Tell = Callable[[str], None]


@contextmanager
def open_stubs(
    settings: Settings, promises: Sequence[Interaction], wishes: Wishes, tell: Tell
) -> Iterator[Storefront]:
    """Open the storefront on stubs; `tell` hears of each call that nobody promised."""
    _check_ports(settings)
    preflight.make_folders(settings)
    keys.make_keys(settings.secrets)
    leash.hold_children()
    forks.import_shared()
    storefront = Storefront(settings)
    try:
        log = settings.logs / STUBS_LOG
        with _told(log, tell), played(promises, wishes, settings):
            storefront.wait_until_open()
            yield storefront
    finally:
        # Asked once is enough: a second Ctrl-C must not leave a process behind.
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(number, signal.SIG_IGN)
        storefront.end()


@contextmanager
def in_passing_folder(settings: Settings) -> Iterator[Settings]:
    """Move everything that the storefront keeps into a folder that goes again."""
    told = {
        name: value
        for name, value in settings.passed_on.items()
        if name not in _NOT_FOR_US
    }
    with tempfile.TemporaryDirectory(prefix="furrow-stubs-") as folder:
        yield replace(settings, var=Path(folder), passed_on=told)


def _check_ports(settings: Settings) -> None:
    needed = {who: settings.ports[who] for who in (FRONTEND, *PLAYED)}
    preflight.check_ports(replace(settings, ports=needed))


@contextmanager
def _told(file: Path, tell: Tell) -> Iterator[None]:
    """Write what the stubs answer into a log, and tell of what they refuse."""
    log, voice = logging.FileHandler(file), _Voice(tell)
    log.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    _STUBS.setLevel(logging.INFO)
    for handler in (log, voice):
        _STUBS.addHandler(handler)
    try:
        yield
    finally:
        for handler in (log, voice):
            _STUBS.removeHandler(handler)
        log.close()


class _Voice(logging.Handler):
    def __init__(self, tell: Tell) -> None:
        super().__init__(logging.WARNING)
        self._tell = tell

    def emit(self, record: logging.LogRecord) -> None:
        self._tell(record.getMessage())
