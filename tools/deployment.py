"""Asks whether an application of the house may be deployed, and records what was.

`python -m tools.deployment can-i-deploy SERVICE --to ENV` ends with 0 for yes, 1 for no
and 2 where it cannot be asked like that. With PACT_BROKER_BASE_URL in the environment,
a Pact broker is asked instead of git.
"""

import argparse
import os
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from contract_kit.deployment import (
    Misuse,
    Question,
    Repository,
    Word,
    can_i_deploy,
    record_deployment,
    told,
    version_of,
)
from tools import broker
from tools.applications import ROOT
from tools.layout import KNOWN, LAYOUT

YES, NO, MISUSED, INTERRUPTED = 0, 1, 2, 130
SHOWN = 3


def command(words: Sequence[str], root: Path = ROOT) -> NoReturn:
    """Be the program: leave nothing behind, however it is ended."""
    signal.signal(signal.SIGTERM, _leave)
    try:
        status = main(words, root)
    except KeyboardInterrupt:
        status = INTERRUPTED
    sys.exit(status)


def main(words: Sequence[str], root: Path = ROOT) -> int:
    """Do what the first word says, and give the exit status."""
    wanted = _parsed(words)
    deeds: Mapping[str, Callable[[argparse.Namespace, Repository], int]] = {
        "can-i-deploy": _ask_git,
        "record-deployment": _record_in_git,
    }
    if broker.is_wanted(os.environ):
        deeds = {"can-i-deploy": _ask_broker, "record-deployment": _record_at_broker}
    try:
        return deeds[wanted.deed](wanted, Repository(root))
    except Misuse as misuse:
        print(misuse, file=sys.stderr)
        return MISUSED


def _ask_git(wanted: argparse.Namespace, repository: Repository) -> int:
    question = Question(
        wanted.service, wanted.to, wanted.ref, wanted.fresh, wanted.offline
    )
    known = repository.root / KNOWN
    asked, verdicts = can_i_deploy(repository, LAYOUT, question, known, say=_tell)
    limit = sys.maxsize if wanted.all else SHOWN
    print(told(question, asked, verdicts, limit))
    return YES if all(one.word == Word.YES for one in verdicts) else NO


def _record_in_git(wanted: argparse.Namespace, repository: Repository) -> int:
    made = (wanted.service, wanted.to, wanted.ref)
    print(record_deployment(repository, LAYOUT, *made))
    return YES


def _ask_broker(wanted: argparse.Namespace, repository: Repository) -> int:
    version = version_of(repository, LAYOUT, wanted.service, wanted.ref)
    return broker.can_i_deploy(version, wanted.to)


def _record_at_broker(wanted: argparse.Namespace, repository: Repository) -> int:
    version = version_of(repository, LAYOUT, wanted.service, wanted.ref)
    return broker.record_deployment(version, wanted.to)


def _parsed(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.deployment")
    deeds = parser.add_subparsers(dest="deed", required=True)
    ask = deeds.add_parser("can-i-deploy", help="ask whether a version fits there")
    record = deeds.add_parser("record-deployment", help="write down that it runs there")
    for deed in (ask, record):
        deed.add_argument("service", metavar="SERVICE")
        deed.add_argument("--to", metavar="ENV", required=True)
        deed.add_argument("--ref", help="a commit, tag or branch instead of HEAD")
    ask.add_argument(
        "--fresh", action="store_true", help="verify again what is known already"
    )
    ask.add_argument(
        "--offline", action="store_true", help="trust the tags of this clone"
    )
    ask.add_argument("--all", action="store_true", help="tell every broken promise")
    return parser.parse_args(words)


def _tell(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _leave(number: int, frame: FrameType | None) -> None:
    # As Ctrl-C does: copies are removed and programs ended on the way out.
    sys.exit(128 + number)


if __name__ == "__main__":
    command(sys.argv[1:])
