"""Verifies each interaction once more for each of its states, without that one."""

import tempfile
from dataclasses import dataclass
from pathlib import Path

from contract_kit.check.complaint import Complaint
from contract_kit.check.pytest_run import run_tests, whole_modules
from contract_kit.quality.state_exemptions import read_state_exemptions
from contract_kit.quality.unneeded_states import (
    complaints_about,
    passed_without,
    write_omitted_states,
)
from contract_kit.settings import Settings


@dataclass(frozen=True)
class OmittedStates:
    """How many states were left out, and what is to be mended."""

    left_out: int
    passed: int
    complaints: tuple[Complaint, ...]

    def __str__(self) -> str:
        return (
            f"{self.left_out} states were left out, one at a time: {self.passed} "
            "interactions pass all the same."
        )


def check_states(settings: Settings) -> OmittedStates:
    """Leave out each state of each interaction once: the interaction has to fail."""
    with tempfile.TemporaryDirectory() as folder:
        cases = write_omitted_states(settings.pacts, Path(folder))
        # Nearly all of these tests fail, as they should.
        quiet = ("--tb=no", "--no-summary", "-q")
        options = (*whole_modules(), "--pacts", folder, *quiet)
        modules = settings.provider_tests()
        failed = run_tests(settings.root, modules, *options).failed
    kept = passed_without(cases, failed)
    reasons = read_state_exemptions(settings.state_exemptions)
    found = tuple(Complaint("states", text) for text in complaints_about(kept, reasons))
    return OmittedStates(len(cases), len(kept), found)
