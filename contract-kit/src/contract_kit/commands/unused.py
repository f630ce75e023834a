"""`contract-kit unused`: expected fields that no consumer reads."""

import tempfile
from pathlib import Path
from typing import Any

import click

from contract_kit.check.check_context import Project
from contract_kit.check.consumer_tests import check_consumers
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
    """Leave out each expected field once: the consumer's test has to fail.

    Says, too, where the committed pacts are not what the tests write.
    """
    with tempfile.TemporaryDirectory() as folder:
        project = Project.of(settings, report_progress, is_fresh=fresh)
        results = check_consumers(project, Path(folder))
    text = f"{results.unused.total()} expected fields are unused."
    found = {"unused": {str(each): n for each, n in results.unused.items()}}
    checks = ("write", "compare")
    CommandResult(checks, results.complaints, text, found).conclude(**files)
