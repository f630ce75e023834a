"""Asks whether an application may be deployed, and records what was.

`python -m tools.deployment can-i-deploy SERVICE --to ENV` ends with 0 for yes, 1 for no
and 2 where it cannot be asked like that. With PACT_BROKER_BASE_URL in the environment,
a Pact broker is asked instead of git.
"""

import argparse
import os
import signal
import sys
from collections.abc import Sequence
from pathlib import Path
from types import FrameType
from typing import NoReturn

from contract_kit.deployment import (
    Decision,
    Question,
    Repository,
    UsageError,
    as_text,
    can_i_deploy,
    record_deployment,
    version_of,
)
from tools import broker
from tools.applications import ROOT
from tools.can_i_deploy_layout import KNOWN, LAYOUT

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
    """Run the command of the first word, and return the exit status."""
    wanted = _parsed(words)
    try:
        repository = Repository(root)
        if broker.is_wanted(os.environ):
            return _at_broker(wanted, repository)
        return _in_git(wanted, repository)
    except UsageError as error:
        print(error, file=sys.stderr)
        return MISUSED


def _in_git(wanted: argparse.Namespace, repository: Repository) -> int:
    if wanted.action == "record-deployment":
        made = (wanted.service, wanted.to, wanted.ref)
        print(record_deployment(repository, LAYOUT, *made))
        return YES
    question = Question(
        wanted.service, wanted.to, wanted.ref, wanted.fresh, wanted.offline
    )
    known = repository.root / KNOWN
    asked, verdicts = can_i_deploy(repository, LAYOUT, question, known, report=_print)
    limit = sys.maxsize if wanted.all else SHOWN
    print(as_text(question, asked, verdicts, limit))
    return YES if all(one.word == Decision.YES for one in verdicts) else NO


def _at_broker(wanted: argparse.Namespace, repository: Repository) -> int:
    version = version_of(repository, LAYOUT, wanted.service, wanted.ref)
    return broker.ACTIONS[wanted.action](version, wanted.to)


def _parsed(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.deployment")
    actions = parser.add_subparsers(dest="action", required=True)
    ask = actions.add_parser("can-i-deploy", help="ask whether a version fits there")
    record = actions.add_parser(
        "record-deployment", help="write down that it runs there"
    )
    for action in (ask, record):
        action.add_argument("service", metavar="SERVICE")
        action.add_argument("--to", metavar="ENV", required=True)
        action.add_argument("--ref", help="a commit, tag or branch instead of HEAD")
    ask.add_argument(
        "--fresh", action="store_true", help="verify again what is known already"
    )
    ask.add_argument(
        "--offline", action="store_true", help="trust the tags of this clone"
    )
    ask.add_argument("--all", action="store_true", help="show every failed interaction")
    return parser.parse_args(words)


def _print(sentence: str) -> None:
    print(sentence, file=sys.stderr, flush=True)


def _leave(number: int, frame: FrameType | None) -> None:
    # As Ctrl-C does: copies are removed and programs ended on the way out.
    sys.exit(128 + number)


if __name__ == "__main__":
    command(sys.argv[1:])
