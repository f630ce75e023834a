"""`contract-kit verify`: every provider is held to what its consumers expect."""

import tempfile
from pathlib import Path
from typing import Any

import click

from contract_kit.check.check_context import Project
from contract_kit.check.provider_tests import check_providers
from contract_kit.command_options import (
    fresh_option,
    judging_command,
    report_progress,
)
from contract_kit.command_results import CommandResult
from contract_kit.settings import Settings


@click.command()
@fresh_option
@judging_command
def command(settings: Settings, fresh: bool, **files: Any) -> None:
    """Verify every provider against the committed pacts.

    A provider is not tried again while its code, its pacts and its packages are the
    same.
    """
    with tempfile.TemporaryDirectory() as folder:
        project = Project.of(settings, report_progress, is_fresh=fresh)
        results = check_providers(project, Path(folder))
    kept, pending = results.kept.total(), results.pending.total()
    text = f"{kept} interactions are kept, {pending} may fail for now."
    found = {"kept": {str(each): count for each, count in results.kept.items()}}
    CommandResult(("verify",), results.complaints, text, found).conclude(**files)
