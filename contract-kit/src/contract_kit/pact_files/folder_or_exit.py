"""Reads a folder of pacts for a command, which ends where that cannot be."""

import sys
from pathlib import Path

from contract_kit.pact_files.interactions import Interaction, read_pacts
from contract_kit.pact_files.messages import passed_by, read_messages
from contract_kit.pact_files.pact_document import UnreadablePact


def pacts_or_exit(folder: Path) -> list[Interaction]:
    """Read every interaction of a folder; end the program where that cannot be."""
    try:
        interactions = read_pacts(folder)
        messages = read_messages(folder)
    except UnreadablePact as error:
        sys.exit(_print_error(f"{error}"))
    if messages:
        _print_error(passed_by(messages, "this command is about calls over HTTP"))
    if not interactions:
        sys.exit(
            _print_error(
                f"No interaction is in {folder}: let contract tests write some there "
                "with --pact-output, or name another folder with --pacts."
            )
        )
    return interactions


def _print_error(sentence: str) -> int:
    sys.stderr.write(f"{sentence}\n")
    return 2
