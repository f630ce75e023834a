"""`contract-kit write`: the committed pacts become what the consumers' tests write."""

import shutil
import sys
import tempfile
from pathlib import Path

import click

from contract_kit.check.consumer_tests import write_pacts
from contract_kit.command_options import with_settings
from contract_kit.command_results import NO
from contract_kit.pact_files import pact_paths
from contract_kit.settings import Settings


@click.command()
@with_settings
def command(settings: Settings) -> None:
    """Write the pacts again from the consumers' tests.

    Interactions that no test declares any more go, and so do files that nobody writes.
    """
    with tempfile.TemporaryDirectory() as folder:
        fresh = Path(folder)
        if failed := write_pacts(settings, fresh):
            click.echo("\n".join(failed))
            click.echo(
                "Nothing was written: first let the tests of every consumer pass."
            )
            sys.exit(NO)
        _replace(settings.pacts, fresh)
    click.echo(f"{len(pact_paths(settings.pacts))} pacts in {settings.pacts.name}/.")


def _replace(pacts: Path, fresh: Path) -> None:
    pacts.mkdir(parents=True, exist_ok=True)
    for old in pact_paths(pacts):
        old.unlink()
    for new in pact_paths(fresh):
        shutil.copy(new, pacts)
