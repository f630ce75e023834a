"""The options that several commands share."""

import os
from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any

import click

from contract_kit.settings import find_settings, settings_in

Function = Callable[..., Any]


def with_settings(function: Function) -> Function:
    """Add `--project`, and give the settings of that project to the command."""

    @click.option(
        "--project",
        type=click.Path(exists=True, file_okay=False, path_type=Path),
        default=Path(),
        help="A folder of the project.  [default: this one]",
    )
    @wraps(function)
    def run(project: Path, **words: Any) -> Any:
        return function(settings=settings_in(project), **words)

    return run


def judging_command(function: Function) -> Function:
    """Add `--json` and `--junit` to a command that checks a project."""
    return json_option(junit_option(with_settings(function)))


def report_progress(sentence: str) -> None:
    """Inform whoever waits; a result on stdout stays readable for programs."""
    click.echo(sentence, err=True)


def _pacts_folder() -> Path:
    """Return the folder that the settings name; `pacts` where there are none."""
    settings = find_settings(Path())
    if settings is None:
        return Path("pacts")
    # Shown as one would type it, wherever that is possible.
    return Path(os.path.relpath(settings.pacts))


pacts_option = click.option(
    "--pacts",
    type=click.Path(path_type=Path),
    default=_pacts_folder,
    show_default="that of the settings, or pacts",
    help="The folder of pacts.",
)
json_option = click.option(
    "--json",
    "json_file",
    type=click.File("w", encoding="utf-8", lazy=True),
    help="Write the result as JSON to this file; - is stdout.",
)
junit_option = click.option(
    "--junit",
    "junit_file",
    type=click.File("w", encoding="utf-8", lazy=True),
    help="Write what was checked as JUnit XML to this file.",
)
fresh_option = click.option(
    "--fresh", is_flag=True, help="Try again what is known from runs before."
)
