"""Runs the command of a consumer in its folder, with its orders in the environment."""

import os
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from contract_kit.settings import Consumer

OUTPUT = "CONTRACT_KIT_PACTS"
CALLS = "CONTRACT_KIT_CALLS"
DROP = "CONTRACT_KIT_DROP"

_PRELOAD = Path(__file__).parent / "node_preload.mjs"
_SECONDS = 300
_LINES = 25


class CommandUnavailable(RuntimeError):
    """A command cannot run on this machine; the text says what to do first."""


@dataclass(frozen=True)
class ConsumerCommand:
    """A consumer, the command that runs its contract tests, and one that prepares it.

    `install` brings what the tests need into a fresh copy of the folder.
    """

    consumer: str
    folder: Path
    test: str
    install: str | None = None


def command_of(consumer: Consumer) -> ConsumerCommand | None:
    """Return the command of a consumer, if its settings name one."""
    if consumer.test_command is None:
        return None
    return ConsumerCommand(
        consumer.name, consumer.folder, consumer.test_command, consumer.install_command
    )


@dataclass(frozen=True)
class CommandResult:
    """Whether a command has passed, and the last lines that it printed."""

    has_passed: bool
    output: str


def run_command(
    command: ConsumerCommand, line: str, variables: Mapping[str, str] | None = None
) -> CommandResult:
    """Run one line in the consumer's folder; raise `CommandUnavailable`.

    Node gets a preload, which counts calls and drops fields when it is ordered to.
    """
    words = shlex.split(line)
    _demand_program(command, words[0])
    try:
        done = subprocess.run(  # noqa: S603 - the settings of the project say this line
            words,
            cwd=command.folder,
            env={**os.environ, **_orders(variables or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return CommandResult(False, f"It took over {_SECONDS} seconds.")
    text = done.stdout.decode(errors="replace").strip()
    return CommandResult(not done.returncode, "\n".join(text.splitlines()[-_LINES:]))


def demand_packages(command: ConsumerCommand) -> None:
    """Raise `CommandUnavailable` where a Node consumer has not been installed."""
    folder = command.folder
    if (folder / "package.json").exists() and not (folder / "node_modules").exists():
        first = command.install or "npm ci"
        raise CommandUnavailable(
            f"{command.consumer} has no node_modules: run `{first}` in {folder}."
        )


def _demand_program(command: ConsumerCommand, program: str) -> None:
    if not shutil.which(program):
        raise CommandUnavailable(
            f"{command.consumer} is tested with `{command.test}`, and there is no "
            f"{program} on this machine: install it."
        )


def _orders(variables: Mapping[str, str]) -> dict[str, str]:
    preload = f"--import {_PRELOAD.as_uri()}"
    options = " ".join(filter(None, [os.environ.get("NODE_OPTIONS"), preload]))
    return {"NODE_OPTIONS": options, "PACT_DO_NOT_TRACK": "true", **variables}
