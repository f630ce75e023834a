"""What every command does with a question that makes no sense: a sentence, and 2."""

from pathlib import Path

import click

from contract_kit.pact_files import Interaction, read_pacts
from contract_kit.pact_files.pact_document import UnreadablePact


class Unanswerable(click.ClickException):
    """A question that cannot be answered with yes or no."""

    exit_code = 2


def interactions_in(folder: Path) -> list[Interaction]:
    """Read all interactions of a folder; raise `Unanswerable` where there are none."""
    try:
        interactions = read_pacts(folder)
    except UnreadablePact as error:
        raise Unanswerable(f"{folder.name}/{error}") from None
    if not interactions:
        raise Unanswerable(
            f"No interaction is in {folder}: name the folder of pacts with --pacts."
        )
    return interactions
