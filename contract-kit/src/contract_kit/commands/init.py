"""`contract-kit init`: begins contracts in a project that has none."""

import subprocess
import sys
from pathlib import Path

import click

from contract_kit.commands._usage_errors import Unanswerable
from contract_kit.project_setup import (
    NoFirstCall,
    SetupFile,
    find_app,
    first_call,
    project_files,
    write_files,
)


@click.command("init")
@click.option(
    "--project",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    default=Path(),
    help="The folder of the project.  [default: this one]",
)
@click.pass_context
def command(context: click.Context, project: Path) -> None:
    """Write settings, one interaction and its verification, and try them.

    The interaction is the first GET without parameters that the application of the
    project answers with JSON. Nothing is asked, and no file is changed but
    pyproject.toml.
    """
    root = project.resolve()
    try:
        found = find_app(root)
        call = first_call(found)
        files = project_files(root, found, call)
    except NoFirstCall as error:
        raise Unanswerable(str(error)) from None
    write_files(files)
    click.echo(f"{found.module}:{found.name} is {found.provider}; GET {call.path}.")
    for file in files:
        click.echo(f"  wrote {file.path.relative_to(root)}")
    context.exit(0 if _holds(root, files) else 1)


def _holds(root: Path, files: list[SetupFile]) -> bool:
    _, _, interaction, _, verification = (str(file.path) for file in files)
    is_written = _passes(root, interaction, "--pact-output", "pacts")
    is_kept = is_written and _passes(root, verification, "--pacts", "pacts")
    click.echo(
        "Its pact is in pacts/, and is kept: commit all of it, and go on with "
        "`contract-kit check`."
        if is_kept
        else "The tests that were written fail: see above."
    )
    return is_kept


def _passes(root: Path, *words: str) -> bool:
    line = [sys.executable, "-m", "pytest", "-q", *words]
    ended = subprocess.run(  # noqa: S603 - this interpreter
        line, cwd=root, capture_output=True, text=True
    )
    if ended.returncode:
        click.echo(ended.stdout + ended.stderr, err=True)
    return ended.returncode == 0
