"""`contract-kit coverage`: which recorded calls no contract expects."""

import json
from collections.abc import Sequence
from pathlib import Path
from typing import IO

import click

from contract_kit.command_options import json_option, pacts_option
from contract_kit.pact_files import pacts_or_exit
from contract_kit.traffic.coverage import measure_coverage
from contract_kit.traffic.coverage_report import write_report
from contract_kit.traffic.recordings import read_traffic


@click.command("coverage")
@pacts_option
@click.option(
    "--traffic",
    type=click.Path(path_type=Path),
    required=True,
    help="The folder of recordings (CONTRACT_TRAFFIC).",
)
@click.option(
    "--outsider", "outsiders", multiple=True, help="A caller without contracts."
)
@click.option("--part", is_flag=True, help="Some tests were left out: allow silence.")
@click.option(
    "--report",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write all of it to this file: as JSON to *.json.",
)
@json_option
@click.pass_context
def command(
    context: click.Context,
    pacts: Path,
    traffic: Path,
    outsiders: Sequence[str],
    part: bool,
    report: Path | None,
    json_file: IO[str] | None,
) -> None:
    """Hold recorded traffic against the contracts."""
    coverage = measure_coverage(
        pacts_or_exit(pacts), read_traffic(traffic), outsiders=outsiders, is_part=part
    )
    if report:
        write_report(coverage, report)
    text = coverage.summary(report) if report else coverage.text()
    is_quiet = json_file is not None and json_file.name == "-"
    click.echo(text, err=is_quiet)
    if json_file:
        json_file.write(f"{json.dumps(coverage.document(), indent=2)}\n")
    context.exit(coverage.exit_code)
