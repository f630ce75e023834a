"""The program `contract-kit`: every module of `contract_kit.commands` is a command.

It ends with 0 for yes, 1 for no, and 2 where the question makes no sense: a path that
is not there, settings that nobody can read, tests that cannot run.
"""

import importlib
import pkgutil
import sys
from typing import Any

import click

from contract_kit import commands
from contract_kit.check.pytest_run import PytestDidNotRun
from contract_kit.client_mutation import (
    FailedContractTests,
    UnknownClient,
    UnreadableEquivalents,
)
from contract_kit.deployment import UsageError
from contract_kit.existing_paths import PathNotFound
from contract_kit.impact import NotVerified, UndecidedPage
from contract_kit.openapi import UnreadableExemptions
from contract_kit.openapi.published_document import NoOpenApi
from contract_kit.pact_files.pact_document import UnreadablePact
from contract_kit.provider.recorded_responses import NoResponse
from contract_kit.quality.field_impact import BrokenAlready
from contract_kit.quality.state_exemptions import UnreadableStateExemptions
from contract_kit.settings import SettingsError
from contract_kit.test_commands import CommandUnavailable

_INTERRUPTED = 130
_SENSELESS = (
    SettingsError,
    PathNotFound,
    UnreadablePact,
    PytestDidNotRun,
    FailedContractTests,
    UnknownClient,
    UnreadableEquivalents,
    NoOpenApi,
    UnreadableExemptions,
    UnreadableStateExemptions,
    UsageError,
    CommandUnavailable,
    NotVerified,
    NoResponse,
    BrokenAlready,
    UndecidedPage,
)


class _Senseless(click.ClickException):
    """The question cannot be answered; the message says what to do."""

    exit_code = 2


class _Commands(click.Group):
    """Finds commands by the names of their modules, and loads only what is asked."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """List the commands in the order of their names."""
        names = (module.name for module in pkgutil.iter_modules(commands.__path__))
        # What the commands share begins with an underscore.
        return sorted(name.replace("_", "-") for name in names if name[0] != "_")

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load one command; None where there is no such module."""
        if cmd_name not in self.list_commands(ctx):
            return None
        name = cmd_name.replace("-", "_")
        command: click.Command = importlib.import_module(
            f"contract_kit.commands.{name}"
        ).command
        return command

    def invoke(self, ctx: click.Context) -> Any:
        """Run a command; what cannot be asked ends it with 2 and a sentence."""
        try:
            return super().invoke(ctx)
        except _SENSELESS as error:
            raise _Senseless(str(error)) from None
        except KeyboardInterrupt:
            # To click this is 1, which is a no here.
            sys.exit(_INTERRUPTED)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="furrow-contract-kit")
def main() -> None:
    """Keep contracts between services: none empty, stale, vague or unverified.

    Settings are in [tool.contract-kit] of pyproject.toml; `contract-kit init` begins
    one. Every command explains itself with --help.
    """
