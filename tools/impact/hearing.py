"""Hears what all providers really answer, by holding them to their promises."""

import os
import sys
import tempfile
from pathlib import Path

from contract_kit.impact_answers import FOLDER, RealAnswers, read_answers
from contract_kit.marks import mark_pacts
from tools.contracts.arrows import PACTS, provider_tests
from tools.contracts.runs import run_tests


def hear_answers() -> RealAnswers:
    """Verify every promise once, and keep what came back."""
    with tempfile.TemporaryDirectory() as folder:
        marked, heard = Path(folder) / "pacts", Path(folder) / "heard"
        marked.mkdir()
        mark_pacts(PACTS, marked)
        os.environ[FOLDER] = str(heard)
        options = ("--dist", "loadfile", "--pacts", str(marked))
        failed = run_tests(provider_tests(), *options).failed
        del os.environ[FOLDER]
        if failed:
            sys.exit("Promises are broken as it is: run `nox -s contracts` first.")
        return read_answers(PACTS, heard)
