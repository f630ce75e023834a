"""The order in which a shop opens: what is wrong is said before anything is started."""

import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.applications import Application
from tools.shop import databases, forks, health, keys, leash, preflight
from tools.shop.settings import Settings
from tools.shop.supervision import Supervision
from tools.shop.supervisor_config import write_config
from tools.shop.watch import Watch

Tell = Callable[[str], None]

# The address of a socket holds little over a hundred bytes, and supervisord adds some.
_LONGEST_SOCKET = 90


@contextmanager
def open_shop(settings: Settings, tell: Tell) -> Iterator[Watch]:
    """Open the shop, and close it in order at the end, whatever ends it."""
    preflight.make_folders(settings)
    with preflight.only_shop_in(settings.run, tell):
        preflight.check_ports(settings)
        keys.make_keys(settings.secrets)
        tell("Opening the shop.")
        leash.hold_children()
        forks.import_shared()
        databases.prepare_databases(settings, tell)
        with _supervised(settings, tell) as watch:
            watch.wait_until_open()
            yield watch


@contextmanager
def _supervised(settings: Settings, tell: Tell) -> Iterator[Watch]:
    def is_ready(who: Application) -> bool:
        return health.is_ready(settings.ports[who])

    with _socket(settings) as socket:
        config = write_config(settings, socket)
        supervision = Supervision(config, settings.run / "supervisord.out")
        try:
            yield Watch(settings, tell, supervision.has_ended, is_ready)
        finally:
            # Asked once is enough: a second Ctrl-C must not leave processes behind.
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                signal.signal(number, signal.SIG_IGN)
            tell("Closing the shop.")
            supervision.end()


@contextmanager
def _socket(settings: Settings) -> Iterator[Path]:
    near = settings.run / "supervisor.sock"
    if len(bytes(near)) <= _LONGEST_SOCKET:
        yield near
    else:
        with tempfile.TemporaryDirectory(prefix="furrow-") as folder:
            yield Path(folder) / "supervisor.sock"
