"""Records what all providers really answer while they are verified."""

import tempfile
from pathlib import Path

from contract_kit.check.pytest_run import run_tests, whole_modules
from contract_kit.provider.interaction_header import mark_pacts
from contract_kit.provider.recorded_responses import (
    FOLDER,
    RecordedResponses,
    read_responses,
)
from contract_kit.settings import Settings
from contract_kit.temporary_environment import environment


class NotVerified(RuntimeError):
    """A provider fails its verification, so that its responses say nothing."""


def record_responses(settings: Settings) -> RecordedResponses:
    """Verify every interaction once, and keep what came back."""
    with tempfile.TemporaryDirectory() as folder:
        marked, recorded = Path(folder) / "pacts", Path(folder) / "recorded"
        marked.mkdir()
        mark_pacts(settings.pacts, marked)
        options = (*whole_modules(), "--pacts", str(marked))
        modules = settings.provider_tests()
        with environment(**{FOLDER: str(recorded)}):
            done = run_tests(settings.root, modules, *options)
        if done.failed:
            raise NotVerified("Providers fail: run `contract-kit verify` first.")
        return read_responses(settings.pacts, recorded)
