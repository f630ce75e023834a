"""`contract-kit report`: writes the page of all contracts, and the picture of them."""

import json
from pathlib import Path

import click

from contract_kit.command_options import pacts_option
from contract_kit.commands._usage_errors import Unanswerable
from contract_kit.matching import UnknownRule
from contract_kit.pact_files import Interaction, pacts_or_exit
from contract_kit.report import (
    CheckResults,
    contracts_page,
    picture,
    read_check_results,
)

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.command("report")
@pacts_option
@click.option("--results", type=_FILE, help="Results of other commands, as JSON.")
@click.option("--title", default="Contracts", show_default=True)
@click.option("--page", type=_FILE, help="Write the page to this file.")
@click.option("--picture", "drawing", type=_FILE, help="Write the picture to it.")
def command(
    pacts: Path,
    results: Path | None,
    title: str,
    page: Path | None,
    drawing: Path | None,
) -> None:
    """Write a page or a picture of all contracts, and nothing else."""
    interactions = pacts_or_exit(pacts)
    found = _results(results)
    if not (page or drawing):
        raise Unanswerable("Name what to write: --page FILE, --picture FILE, or both.")
    if page:
        page.write_text(_page(interactions, found, title), "utf-8")
    if drawing:
        shown = picture(interactions, results=found.integrations)
        drawing.write_text(f"{shown}\n", "utf-8")


def _results(file: Path | None) -> CheckResults:
    if file is None:
        return read_check_results({})
    try:
        return read_check_results(json.loads(file.read_text("utf-8")))
    except OSError as error:
        raise Unanswerable(f"{file} cannot be read: {error.strerror}.") from None
    except ValueError as error:
        raise Unanswerable(f"{file} is no JSON: {error}.") from None


def _page(interactions: list[Interaction], results: CheckResults, title: str) -> str:
    try:
        return contracts_page(interactions, results, title=title)
    except UnknownRule as trouble:
        raise Unanswerable(
            f"{trouble} Pact itself can verify it, and this page cannot show it: let "
            "the consumer write it with a matcher of this kit, or keep the file in "
            "another folder."
        ) from None
