"""Opens the storefront on stubs: `python -m tools.stubs`, which is `nox -s stubs`.

It hears lines: each is a state or a description to prefer, an empty one forgets it.
With `--rehearsal` it opens for a program: on free ports, without `.env`, announced as a
line of JSON, and closed when the standard input ends.
"""

import argparse
import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path

from contract_kit.pact_files import Interaction, read_pacts
from tools.applications import ROOT
from tools.refusal import Refusal
from tools.shop.settings import SETTINGS_FILE, on_free_ports, read_settings
from tools.shop.settings_file import read_settings_file
from tools.stubs import announcement
from tools.stubs.cast import Wishes, known_names, states_of
from tools.stubs.ears import Ears
from tools.stubs.opening import in_passing_folder, open_stubs

_SECONDS_BETWEEN_LOOKS = 0.3


class _Closing(BaseException):
    """Somebody asks the storefront to close."""


def main() -> None:
    """Open the storefront and keep it open until it is asked to close."""
    chosen = _arguments()
    promises = read_pacts(chosen.pacts)
    if chosen.states:
        _say(announcement.listed(states_of(promises)))
        return
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _ask_to_close)
    try:
        _open(promises, chosen.prefer, for_a_program=chosen.rehearsal)
    except _Closing:
        _say("The storefront is closed.")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="nox -s stubs --")
    prefer = "a state, or the description of a promise, to prefer; may be repeated"
    parser.add_argument("--prefer", action="append", default=[], help=prefer)
    parser.add_argument("--states", action="store_true", help="list them, and end")
    parser.add_argument("--pacts", type=Path, default=ROOT / "pacts")
    parser.add_argument("--rehearsal", action="store_true", help=argparse.SUPPRESS)
    return parser.parse_args()


def _open(
    promises: Sequence[Interaction], prefer: Sequence[str], *, for_a_program: bool
) -> None:
    wishes = Wishes(known_names(promises), prefer)
    if for_a_program:
        settings = on_free_ports(read_settings(os.environ))
    else:
        shell = {name: value for name, value in os.environ.items() if value}
        settings = read_settings(read_settings_file(SETTINGS_FILE) | shell)
    tell = _say_aside if for_a_program else _say
    with (
        in_passing_folder(settings) as passing,
        open_stubs(passing, promises, wishes, tell) as storefront,
    ):
        if for_a_program:
            _say(announcement.for_a_program(passing))
        else:
            _say(announcement.for_a_person(passing, promises))
        ears = Ears(sys.stdin.fileno())
        while not (for_a_program and ears.is_silent):
            storefront.look()
            for line in ears.listen(_SECONDS_BETWEEN_LOOKS):
                _say(_heard(line, wishes))


def _heard(line: str, wishes: Wishes) -> str:
    try:
        wishes.want([line] if line else [])
    except Refusal as refusal:
        return str(refusal)
    # The storefront keeps what it knows of the catalogue for two seconds.
    return (
        f"Preferred from now on: {line}" if line else "Nothing is preferred any more."
    )


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
