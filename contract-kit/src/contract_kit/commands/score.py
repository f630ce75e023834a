"""`contract-kit score`: how many faults of a provider, or of a client, are noticed."""

import os
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from contract_kit.check.check_context import Project
from contract_kit.check.client_scores import check_clients
from contract_kit.check.scores import check_scores
from contract_kit.command_options import fresh_option, judging_command, report_progress
from contract_kit.command_results import CommandResult
from contract_kit.settings import Settings


@click.command()
@click.option("--clients", is_flag=True, help="Spoil clients, not responses.")
@click.argument("modules", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--jobs", type=click.IntRange(1), help="Processes at once.  [default: all]"
)
@fresh_option
@judging_command
def command(
    settings: Settings,
    clients: bool,
    modules: Sequence[Path],
    jobs: int | None,
    fresh: bool,
    **files: Any,
) -> None:
    """Measure the mutation score: change every expected response, one fault at a time.

    A pact that has not changed is not measured again.

    With --clients, spoil each client (or these MODULES) at every place where clients go
    wrong: its contract tests alone must notice 95 % of that.
    """
    if modules and not clients:
        raise click.UsageError("Modules are clients: say --clients before them.")
    result = (
        _of_clients(settings, modules, jobs or os.cpu_count() or 1)
        if clients
        else _of_pacts(settings, is_fresh=fresh)
    )
    result.conclude(**files)


def _of_pacts(settings: Settings, *, is_fresh: bool) -> CommandResult:
    with tempfile.TemporaryDirectory() as folder:
        project = Project.of(settings, report_progress, is_fresh=is_fresh)
        scores = check_scores(project, Path(folder))
    mutants = sum(score.mutants for score in scores.pacts.values())
    killed = sum(score.killed for score in scores.pacts.values())
    text = f"{killed} of {mutants} faults are noticed."
    found = {"pacts": {str(each): vars(score) for each, score in scores.pacts.items()}}
    return CommandResult(("score",), scores.complaints, text, found)


def _of_clients(
    settings: Settings, modules: Sequence[Path], jobs: int
) -> CommandResult:
    found = check_clients(settings, modules, jobs, report_progress)
    document = {"clients": [score.document() for score in found.scores]}
    return CommandResult(("clients",), found.complaints, str(found), document)
