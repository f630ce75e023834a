"""Records what all providers really answer while they are verified."""

import os
import sys
import tempfile
from pathlib import Path

from contract_kit.check.pytest_run import run_tests
from contract_kit.provider.interaction_header import mark_pacts
from contract_kit.provider.recorded_responses import (
    FOLDER,
    RecordedResponses,
    read_responses,
)
from tools.applications import ROOT
from tools.contracts.integrations import PACTS, provider_tests


def record_responses() -> RecordedResponses:
    """Verify every interaction once, and keep what came back."""
    with tempfile.TemporaryDirectory() as folder:
        marked, recorded = Path(folder) / "pacts", Path(folder) / "recorded"
        marked.mkdir()
        mark_pacts(PACTS, marked)
        os.environ[FOLDER] = str(recorded)
        options = ("--dist", "loadfile", "--pacts", str(marked))
        failed = run_tests(ROOT, provider_tests(), *options).failed
        del os.environ[FOLDER]
        if failed:
            sys.exit("The pacts fail as it is: run `nox -s contracts` first.")
        return read_responses(PACTS, recorded)
