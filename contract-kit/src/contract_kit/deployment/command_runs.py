"""Lets a consumer that pytest cannot test write its pacts at a commit, in a copy."""

from dataclasses import replace
from pathlib import Path

from contract_kit.deployment.isolated_pytest import Undecided
from contract_kit.pact_files.pact_document import UnreadablePact
from contract_kit.test_commands import (
    CommandUnavailable,
    ConsumerCommand,
    run_command,
    write_pacts,
)


def write_by_command(command: ConsumerCommand, folder: Path, fresh: Path) -> None:
    """Install what the tests need, and run them; raise `Undecided`."""
    copied = replace(command, folder=folder)
    try:
        _install(copied)
        complaints = write_pacts(copied, fresh).complaints
    except (CommandUnavailable, UnreadablePact) as error:
        raise Undecided(str(error)) from None
    if complaints:
        raise Undecided(
            f"The contract tests of {command.consumer} fail, so nobody knows what it "
            f"relies on:\n{complaints[0]}"
        )


def _install(command: ConsumerCommand) -> None:
    if command.install is None:
        return
    done = run_command(command, command.install)
    if not done.has_passed:
        raise Undecided(f"`{command.install}` failed:\n{done.output}")
