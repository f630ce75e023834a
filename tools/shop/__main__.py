"""Opens the shop: `python -m tools.shop`, which is what `make shop` calls.

With `--rehearsal` it opens one for a program: on free ports, without `.env`, announced
as a line of JSON, and closed when the standard input ends.
"""

import argparse
import os
import select
import sys
import time

from tools.shop import startup_message
from tools.shop.developer_settings import (
    SETTINGS_FILE,
    note_unread,
    on_free_ports,
    read_program_settings,
    read_settings,
)
from tools.shop.dotenv_reader import read_settings_file
from tools.shop.launcher import announce, announce_aside, open_until_asked
from tools.shop.startup import open_shop

_SECONDS_BETWEEN_LOOKS = 0.3


def main() -> None:
    """Open the shop and keep it open until it is asked to close."""
    parser = argparse.ArgumentParser("python -m tools.shop", description=__doc__)
    parser.add_argument(
        "--rehearsal", action="store_true", help="open one for a program"
    )
    options = parser.parse_args()
    with open_until_asked("The shop is closed."):
        if options.rehearsal:
            _open_for_a_program()
        else:
            _open_for_people()


def _open_for_people() -> None:
    file = read_settings_file(SETTINGS_FILE)
    if note := note_unread(file):
        announce(note)
    shell = {name: value for name, value in os.environ.items() if value}
    settings = read_settings(file | shell)
    with open_shop(settings, announce) as monitor:
        announce(startup_message.for_a_person(settings))
        while True:
            monitor.poll()
            time.sleep(_SECONDS_BETWEEN_LOOKS)


def _open_for_a_program() -> None:
    settings = on_free_ports(read_program_settings(os.environ))
    with open_shop(settings, announce_aside) as monitor:
        announce(startup_message.for_a_program(settings))
        while not select.select([sys.stdin], [], [], _SECONDS_BETWEEN_LOOKS)[0]:
            monitor.poll()


if __name__ == "__main__":
    main()
