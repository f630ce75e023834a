"""Publishes to a Pact broker the pacts of HEAD, and what came of verifying them.

`python -m tools.broker` is what `nox -s publish-pacts` runs. It ends with 0 where the
broker knows everything now, even that an interaction failed: that is for can-i-deploy.
"""

import argparse
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from contract_kit.deployment import Repository, ResultCache, UsageError, Verifications
from tools.applications import ROOT
from tools.broker import SWITCH, is_wanted, pact
from tools.broker.verification_results import Broker, publish_results
from tools.can_i_deploy_layout import KNOWN, LAYOUT
from tools.errors import Refusal


def main(words: Sequence[str], root: Path = ROOT) -> None:
    """Publish every committed pact, then what came of those that providers keep."""
    if not is_wanted(os.environ):
        raise Refusal(f"There is no broker: put its address into {SWITCH}.")
    repository = Repository(root)
    try:
        commit, branch = _place(repository, _parsed(words).branch)
    except UsageError as error:
        raise Refusal(str(error)) from None
    _publish(root, commit, branch)
    memory = ResultCache(root / KNOWN)
    inquiry = Verifications(repository, LAYOUT, memory, is_fresh=False, report=print)
    publish_results(Broker.of(os.environ), inquiry, commit, branch)


def _place(repository: Repository, branch: str | None) -> tuple[str, str]:
    counting = [LAYOUT.pacts, *LAYOUT.folders.values(), *LAYOUT.sources]
    if changed := repository.changes(counting):
        raise Refusal(f"Commit first, a broker knows commits alone: {changed[0]}")
    branch = branch or _checked_out(repository.root)
    if not branch:
        raise Refusal("HEAD is on no branch: name one with --branch.")
    return repository.commit("HEAD"), branch


def _checked_out(root: Path) -> str:
    line = ["git", "branch", "--show-current"]
    return subprocess.check_output(line, cwd=root, text=True).strip()


def _publish(root: Path, commit: str, branch: str) -> None:
    files = [str(path) for path in sorted((root / LAYOUT.pacts).glob("*.json"))]
    where = ("--consumer-app-version", commit, "--branch", branch)
    if pact("publish", *files, *where) != 0:
        raise Refusal("The broker did not take the pacts: it says above why.")


def _parsed(words: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tools.broker")
    parser.add_argument("--branch", help="the branch of HEAD, where git does not know")
    return parser.parse_args(words)


if __name__ == "__main__":
    main(sys.argv[1:])
