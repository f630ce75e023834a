"""For teams with a Pact broker: the same questions, asked with the `pact` program.

Switched on by PACT_BROKER_BASE_URL. The program reads that address and
PACT_BROKER_TOKEN from the environment by itself, so neither stands in a command line or
in a log.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

from contract_kit.deployment import Version
from tools.errors import Refusal

SWITCH = "PACT_BROKER_BASE_URL"
# The eight repetitions of the program would take two minutes.
_DEFAULTS = {"PACT_BROKER_HTTP_RETRIES": "3", "PACT_DO_NOT_TRACK": "true"}


def is_wanted(environment: Mapping[str, str]) -> bool:
    """Return whether a broker is to be asked instead of git."""
    return bool(environment.get(SWITCH))


def can_i_deploy(version: Version, environment: str) -> int:
    """Ask the broker; 0 is yes."""
    return pact("can-i-deploy", *_named(version), "--to-environment", environment)


def record_deployment(version: Version, environment: str) -> int:
    """Record at the broker what runs now; 0 where it has understood."""
    return pact("record-deployment", *_named(version), "--environment", environment)


def pact(*words: str) -> int:
    """Run the program, and give its exit status."""
    beside = Path(sys.executable).parent
    program = shutil.which("pact", path=beside) or shutil.which("pact")
    if program is None:
        raise Refusal(
            "The program `pact` is missing: pip install -r requirements-broker.txt"
        )
    line = [program, "broker", *words]
    return subprocess.run(line, env=_DEFAULTS | os.environ).returncode


def _named(version: Version) -> tuple[str, ...]:
    return ("--pacticipant", version.name, "--version", version.commit)


ACTIONS = {"can-i-deploy": can_i_deploy, "record-deployment": record_deployment}
