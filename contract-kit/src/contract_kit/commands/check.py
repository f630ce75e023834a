"""`contract-kit check`: everything that can be known of the contracts, in one run."""

import os
import tempfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from contract_kit.check.all_checks import CHECKS, check
from contract_kit.check.check_context import Project
from contract_kit.check.client_scores import check_clients
from contract_kit.check.complaint import Complaint
from contract_kit.check.unneeded_states import check_states
from contract_kit.command_options import fresh_option, judging_command, report_progress
from contract_kit.command_results import CommandResult
from contract_kit.settings import Settings


@click.command()
@click.option(
    "--all", "is_whole", is_flag=True, help="Leave out states, and spoil clients, too."
)
@fresh_option
@judging_command
def command(settings: Settings, is_whole: bool, fresh: bool, **files: Any) -> None:
    """Write, compare, lint, verify, score, find unused fields and hold to OpenAPI.

    It ends with one table and with what is to be mended. Whatever has passed is not
    tried again until its code, its pacts or its packages change; --all tries states
    and clients each time.
    """
    with tempfile.TemporaryDirectory() as folder:
        project = Project.of(settings, report_progress, is_fresh=fresh)
        report = check(project, Path(folder))
    if is_whole:
        more = tuple(_states_and_clients(settings))
        report = replace(report, complaints=(*report.complaints, *more))
    checks = (*CHECKS, "states", "clients") if is_whole else CHECKS
    found = report.document()
    CommandResult(checks, report.complaints, str(report), found).conclude(**files)


def _states_and_clients(settings: Settings) -> Iterator[Complaint]:
    states = check_states(settings)
    report_progress(str(states))
    yield from states.complaints
    clients = check_clients(settings, (), os.cpu_count() or 1, report_progress)
    report_progress(str(clients))
    yield from clients.complaints
