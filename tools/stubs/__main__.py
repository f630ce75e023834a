"""Opens the storefront on stubs: `python -m tools.stubs`, which is `nox -s stubs`.

It reads lines: each is a state or a description to prefer, an empty one forgets it.
With `--rehearsal` it opens for a program: on free ports, without `.env`, announced as a
line of JSON, and closed when the standard input ends.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from contract_kit.pact_files import Interaction, read_pacts
from tools.applications import ROOT
from tools.errors import Refusal
from tools.shop.developer_settings import SETTINGS_FILE, on_free_ports, read_settings
from tools.shop.dotenv_reader import read_settings_file
from tools.shop.launcher import announce, announce_aside, open_until_asked
from tools.stubs import startup_message
from tools.stubs.stdin_listener import StdinListener
from tools.stubs.storefront_on_stubs import in_passing_folder, open_stubs
from tools.stubs.stub_servers import Preferences, known_names, states_of

_SECONDS_BETWEEN_LOOKS = 0.3


def main() -> None:
    """Open the storefront and keep it open until it is asked to close."""
    chosen = _arguments()
    interactions = read_pacts(chosen.pacts)
    if chosen.states:
        announce(startup_message.listed(states_of(interactions)))
        return
    # Nobody leaves stubs alone: Ctrl-C closes them even where `&` has switched it off.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    with open_until_asked("The storefront is closed."):
        _open(interactions, chosen.prefer, for_a_program=chosen.rehearsal)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="nox -s stubs --")
    prefer = "a state, or the description of an interaction, to prefer; may be repeated"
    parser.add_argument("--prefer", action="append", default=[], help=prefer)
    parser.add_argument("--states", action="store_true", help="list them, and end")
    parser.add_argument("--pacts", type=Path, default=ROOT / "pacts")
    parser.add_argument("--rehearsal", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _open(
    interactions: Sequence[Interaction], prefer: Sequence[str], *, for_a_program: bool
) -> None:
    preferences = Preferences(known_names(interactions), prefer)
    if for_a_program:
        settings = on_free_ports(read_settings(os.environ))
    else:
        shell = {name: value for name, value in os.environ.items() if value}
        settings = read_settings(read_settings_file(SETTINGS_FILE) | shell)
    notify = announce_aside if for_a_program else announce
    with (
        in_passing_folder(settings) as passing,
        open_stubs(passing, interactions, preferences, notify) as storefront,
    ):
        if for_a_program:
            announce(startup_message.for_a_program(passing))
        else:
            announce(startup_message.for_a_person(passing, interactions))
        listener = StdinListener(sys.stdin.fileno())
        while not (for_a_program and listener.has_ended):
            storefront.look()
            for line in listener.listen(_SECONDS_BETWEEN_LOOKS):
                announce(_preferred(line, preferences))


def _preferred(line: str, preferences: Preferences) -> str:
    try:
        preferences.prefer([line] if line else [])
    except Refusal as refusal:
        return str(refusal)
    # The storefront keeps what it knows of the catalogue for two seconds.
    return (
        f"Preferred from now on: {line}" if line else "Nothing is preferred any more."
    )


if __name__ == "__main__":
    main()
