"""`contract-kit publish`: a Pact broker gets the pacts, and what came of them."""

import os
import sys

import click

from contract_kit.broker import BrokerError, PactBroker, broker_url, publish
from contract_kit.command_options import report_progress, with_settings
from contract_kit.command_results import NO
from contract_kit.commands._deployment import CACHE
from contract_kit.commands._interruption import exit_on_sigterm
from contract_kit.deployment import UsageError, layout_of, repository_of
from contract_kit.settings import Settings


@click.command("publish")
@click.option("--branch", help="The branch of HEAD, where git does not know it.")
@with_settings
def command(settings: Settings, branch: str | None) -> None:
    """Publish the pacts of HEAD to a Pact broker, and the results of verifying.

    It ends with 0 where the broker knows everything now, even that an interaction
    failed: that is for can-i-deploy.
    """
    url = broker_url(settings, os.environ)
    if url is None:
        raise UsageError(
            "There is no broker: put its address into PACT_BROKER_BASE_URL, or into "
            "`url` of [tool.contract-kit.broker]."
        )
    place = (repository_of(settings), layout_of(settings), settings.root / CACHE)
    try:
        with exit_on_sigterm():
            publish(PactBroker.of(url, os.environ), *place, branch, report_progress)
    except BrokerError as error:
        click.echo(error, err=True)
        sys.exit(NO)
