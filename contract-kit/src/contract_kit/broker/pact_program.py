"""Runs `pact broker`, the program of pact-python, which asks a broker by itself."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from contract_kit.broker.pact_broker import BASE_URL
from contract_kit.deployment import UsageError, Version

# The eight repetitions of the program would take two minutes.
_DEFAULTS = {"PACT_BROKER_HTTP_RETRIES": "3", "PACT_DO_NOT_TRACK": "true"}
_STDERR = 2


def can_i_deploy(
    url: str, version: Version, environment: str, *, is_quiet: bool = False
) -> bool:
    """Return what the broker says; quiet means that stdout is for programs."""
    place = ("--to-environment", environment)
    return run_pact(url, "can-i-deploy", *_named(version), *place, is_quiet=is_quiet)


def record_deployment(url: str, version: Version, environment: str) -> bool:
    """Record at the broker what runs now; return whether it has understood."""
    place = ("--environment", environment)
    return run_pact(url, "record-deployment", *_named(version), *place)


def run_pact(url: str, *words: str, is_quiet: bool = False) -> bool:
    """Run the program, and return whether it ended well; its words are shown."""
    line = [_program(), "broker", *words]
    variables = _DEFAULTS | os.environ | {BASE_URL: url}
    output = _STDERR if is_quiet else None
    return subprocess.run(line, env=variables, stdout=output).returncode == 0  # noqa: S603


def _program() -> str:
    beside = Path(sys.executable).parent
    program = shutil.which("pact", path=beside) or shutil.which("pact")
    if program is None:
        raise UsageError("The program `pact` is missing: pip install pact-python-cli")
    return program


def _named(version: Version) -> tuple[str, ...]:
    return ("--pacticipant", version.name, "--version", version.commit)
