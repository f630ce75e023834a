"""`contract-kit states`: states that an interaction does not need."""

from typing import Any

import click

from contract_kit.check.unneeded_states import check_states
from contract_kit.command_options import (
    judging_command,
)
from contract_kit.command_results import CommandResult
from contract_kit.settings import Settings


@click.command()
@judging_command
def command(settings: Settings, **files: Any) -> None:
    """Leave out each state of each interaction once: the interaction has to fail.

    Where it may not, unneeded-states.toml says why.
    """
    found = check_states(settings)
    counts = {"left_out": found.left_out, "passed": found.passed}
    CommandResult(("states",), found.complaints, str(found), counts).conclude(**files)
