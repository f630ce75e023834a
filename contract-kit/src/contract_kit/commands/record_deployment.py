"""`contract-kit record-deployment`: writes down what runs, for can-i-deploy."""

import os
import sys

import click

from contract_kit import broker
from contract_kit.command_options import with_settings
from contract_kit.command_results import NO
from contract_kit.commands._deployment import ref_option, to_option
from contract_kit.commands._interruption import exit_on_sigterm
from contract_kit.deployment import (
    layout_of,
    record_deployment,
    repository_of,
    version_of,
)
from contract_kit.settings import Settings


@click.command("record-deployment")
@click.argument("service")
@to_option
@ref_option
@with_settings
def command(
    settings: Settings, service: str, environment: str, ref: str | None
) -> None:
    """Record that SERVICE runs in ENV now, as it is at HEAD.

    A tag says so, deployed/ENV/SERVICE: push it. Where a Pact broker is configured, it
    is told instead.
    """
    repository, layout = repository_of(settings), layout_of(settings)
    if url := broker.broker_url(settings, os.environ):
        version = version_of(repository, layout, service, ref)
        with exit_on_sigterm():
            if not broker.record_deployment(url, version, environment):
                sys.exit(NO)
    else:
        click.echo(record_deployment(repository, layout, service, environment, ref))
