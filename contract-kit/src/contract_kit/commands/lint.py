"""`contract-kit lint`: what is wrong with pacts and code before anything is run."""

from typing import Any

import click

from contract_kit.check.complaint import Complaint
from contract_kit.check.static_checks import complaints_about_sources
from contract_kit.command_options import (
    judging_command,
)
from contract_kit.command_results import CommandResult
from contract_kit.settings import Settings


@click.command()
@judging_command
def command(settings: Settings, **files: Any) -> None:
    """Read pacts and code: vague matchers, secrets, unknown states, unread fields."""
    found = [Complaint("lint", text) for text in complaints_about_sources(settings)]
    text = f"{len(found)} findings in {settings.pacts.name}/ and the code around it."
    CommandResult(("lint",), found, text).conclude(**files)
