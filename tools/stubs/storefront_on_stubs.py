"""Opens the storefront alone, step by step: what is wrong is reported first."""

import logging
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from contract_kit.pact_files import Interaction
from tools.applications import FRONTEND
from tools.shop import forked_programs, keys, parent_watch, preflight
from tools.shop.developer_settings import Settings
from tools.shop.launcher import ignore_signals
from tools.stubs.storefront_process import StorefrontProcess
from tools.stubs.stub_servers import STUBBED, Preferences, serving_stubs

STUBS_LOG = "stubs.log"
_STUBS = logging.getLogger("contract_kit.stub")
# Sessions shall go with the folder, wherever those of a whole shop live.
_NOT_FOR_US = {"SESSION_REDIS_URL"}

Notify = Callable[[str], None]


@contextmanager
def open_stubs(
    settings: Settings,
    interactions: Sequence[Interaction],
    preferences: Preferences,
    notify: Notify,
) -> Iterator[StorefrontProcess]:
    """Open the storefront on stubs; `notify` is called for each unknown request."""
    _check_ports(settings)
    preflight.make_folders(settings)
    keys.make_keys(settings.secrets)
    parent_watch.hold_children()
    forked_programs.import_shared()
    storefront = StorefrontProcess(settings)
    try:
        log = settings.logs / STUBS_LOG
        with _logged(log, notify), serving_stubs(interactions, preferences, settings):
            storefront.wait_until_open()
            yield storefront
    finally:
        ignore_signals()
        storefront.end()


@contextmanager
def in_passing_folder(settings: Settings) -> Iterator[Settings]:
    """Move everything that the storefront keeps into a folder that goes again."""
    environment = {
        name: value
        for name, value in settings.passed_on.items()
        if name not in _NOT_FOR_US
    }
    with tempfile.TemporaryDirectory(prefix="furrow-stubs-") as folder:
        yield replace(settings, var=Path(folder), passed_on=environment)


def _check_ports(settings: Settings) -> None:
    needed = {who: settings.ports[who] for who in (FRONTEND, *STUBBED)}
    preflight.check_ports(replace(settings, ports=needed))


@contextmanager
def _logged(file: Path, notify: Notify) -> Iterator[None]:
    """Write what the stubs answer into a log, and notify of what they refuse."""
    log, notifier = logging.FileHandler(file), _Notifier(notify)
    log.setFormatter(logging.Formatter("%(levelname)s %(message)s"))
    _STUBS.setLevel(logging.INFO)
    for handler in (log, notifier):
        _STUBS.addHandler(handler)
    try:
        yield
    finally:
        for handler in (log, notifier):
            _STUBS.removeHandler(handler)
        log.close()


class _Notifier(logging.Handler):
    def __init__(self, notify: Notify) -> None:
        super().__init__(logging.WARNING)
        self._notify = notify

    def emit(self, record: logging.LogRecord) -> None:
        self._notify(record.getMessage())
