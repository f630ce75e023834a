"""Opens a shop step by step: what is wrong is reported before anything is started."""

import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.applications import Application
from tools.shop import databases, forked_programs, health, keys, parent_watch, preflight
from tools.shop.developer_settings import Settings
from tools.shop.launcher import ignore_signals
from tools.shop.monitor import Monitor
from tools.shop.supervisor_config import write_config
from tools.shop.supervisord_main import supervise

Notify = Callable[[str], None]

# The address of a socket holds little over a hundred bytes, and supervisord adds some.
_LONGEST_SOCKET = 90


@contextmanager
def open_shop(settings: Settings, notify: Notify) -> Iterator[Monitor]:
    """Open the shop, and close it in order at the end, whatever ends it."""
    preflight.make_folders(settings)
    with preflight.only_shop_in(settings.run, notify):
        preflight.check_ports(settings)
        keys.make_keys(settings.secrets)
        notify("Opening the shop.")
        parent_watch.hold_children()
        forked_programs.import_shared()
        databases.prepare_databases(settings, notify)
        with _supervised(settings, notify) as monitor:
            monitor.wait_until_open()
            yield monitor


@contextmanager
def _supervised(settings: Settings, notify: Notify) -> Iterator[Monitor]:
    def is_ready(who: Application) -> bool:
        return health.is_ready(settings.ports[who])

    with _socket(settings) as socket:
        config = write_config(settings, socket)
        output = settings.run / "supervisord.out"
        supervisor = forked_programs.ForkedProcess(lambda: supervise(config, output))
        try:
            yield Monitor(settings, notify, supervisor.has_ended, is_ready)
        finally:
            ignore_signals()
            notify("Closing the shop.")
            supervisor.end(signal.SIGTERM)


@contextmanager
def _socket(settings: Settings) -> Iterator[Path]:
    near = settings.run / "supervisor.sock"
    if len(bytes(near)) <= _LONGEST_SOCKET:
        yield near
    else:
        with tempfile.TemporaryDirectory(prefix="furrow-") as folder:
            yield Path(folder) / "supervisor.sock"
