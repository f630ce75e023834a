"""`contract-kit impact`: who would break if a response lost a field."""

import json
from collections.abc import Mapping, Sequence
from typing import IO, Any

import click

from contract_kit.command_options import json_option, report_progress, with_settings
from contract_kit.command_results import is_stdout
from contract_kit.impact import (
    call_fields,
    document,
    pages_of_project,
    record_responses,
)
from contract_kit.impact.report import LEGEND, narrowed, report, total
from contract_kit.quality.field_impact import measure_impact
from contract_kit.report.check_results import CallFields
from contract_kit.report.links import call_of
from contract_kit.settings import Settings
from contract_kit.traffic.routes import Routes


@click.command("impact")
@click.argument("words", nargs=-1)
@json_option
@with_settings
def command(
    settings: Settings, words: Sequence[str], json_file: IO[str] | None
) -> None:
    """List who would break without a field: each consumer, and its pages.

    Every provider is verified, and each of its responses loses each field once. WORDS
    narrow what is printed: a provider, a call, a field, a consumer, a page. The pages
    come from the function that `impact` in the settings names, `module:function`.
    """
    report_progress("Providers are verified, and what they answer is recorded.")
    real = record_responses(settings)
    report_progress("Every response loses every field.")
    pages = pages_of_project(
        settings,
        [each.interaction for each in real.answers],
        lambda interaction: call_of(interaction, real.routes),
    )
    calls = call_fields(measure_impact(real.answers), pages)
    if json_file:
        json_file.write(f"{json.dumps(_document(calls, real.routes), indent=1)}\n")
    text = f"{report(narrowed(calls, words))}\n\n{LEGEND}\n{total(calls)}"
    click.echo(text, err=is_stdout(json_file))


def _document(
    calls: Sequence[CallFields], routes: Mapping[str, Routes]
) -> dict[str, Any]:
    return {
        "calls": [document(one) for one in calls],
        "routes": {name: routes[name].document() for name in sorted(routes)},
    }
