"""Opens the shop: `python -m tools.shop`, which is what `make shop` calls.

With `--rehearsal` it opens one for a program: on free ports, without `.env`, announced
as a line of JSON, and closed when the standard input ends.
"""

import argparse
import contextlib
import os
import select
import signal
import sys
import time

from tools.shop import announcement
from tools.shop.opening import open_shop
from tools.shop.settings import (
    SETTINGS_FILE,
    detoured,
    note_unread,
    on_free_ports,
    on_servers,
    read_settings,
    recording,
)
from tools.shop.settings_file import read_settings_file

_SECONDS_BETWEEN_LOOKS = 0.3


class _Closing(BaseException):
    """Somebody asks the shop to close."""


def main() -> None:
    """Open the shop and keep it open until it is asked to close."""
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        # nohup has switched off what must not close the shop.
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, _ask_to_close)
    try:
        if _is_for_a_program():
            _open_for_a_program()
        else:
            _open_for_people()
    except _Closing:
        print("The shop is closed.", flush=True)


def _is_for_a_program() -> bool:
    parser = argparse.ArgumentParser("python -m tools.shop", description=__doc__)
    parser.add_argument(
        "--rehearsal", action="store_true", help="open one for a program"
    )
    wish: argparse.Namespace = parser.parse_args()
    return bool(wish.rehearsal)


def _open_for_people() -> None:
    file = read_settings_file(SETTINGS_FILE)
    if note := note_unread(file):
        _say(note)
    shell = {name: value for name, value in os.environ.items() if value}
    settings = read_settings(file | shell)
    with open_shop(settings, _say) as watch:
        _say(announcement.for_a_person(settings))
        while True:
            watch.look()
            time.sleep(_SECONDS_BETWEEN_LOOKS)


def _open_for_a_program() -> None:
    settings = recording(on_free_ports(read_settings(os.environ)), os.environ)
    settings = on_servers(detoured(settings, os.environ), os.environ)
    with open_shop(settings, _say_aside) as watch:
        _say(announcement.for_a_program(settings))
        while not select.select([sys.stdin], [], [], _SECONDS_BETWEEN_LOOKS)[0]:
            watch.look()


def _ask_to_close(_number: int, _frame: object) -> None:
    raise _Closing


def _say(sentence: str) -> None:
    # A listener who has gone, such as a closed terminal, is no reason to break off.
    with contextlib.suppress(OSError):
        print(sentence, flush=True)


def _say_aside(sentence: str) -> None:
    with contextlib.suppress(OSError):
        print(sentence, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
