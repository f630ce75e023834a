"""Runs contract tests in pytest, on all processors, and reads what came of them."""

import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from contract_kit.results import ContractResults, read_results
from tools.applications import ROOT


def run_tests(modules: Sequence[Path], *options: str) -> ContractResults:
    """Run these modules; what fails is shown by pytest, and named in the results."""
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        own = ("-p", "no:cacheprovider", "-n", "auto", "--junitxml", str(report))
        words = ["-c", "pyproject.toml", *map(str, modules), *own, *options]
        ended = subprocess.run([sys.executable, "-m", "pytest", *words], cwd=ROOT)
        if ended.returncode not in (0, 1):
            sys.exit("The contract tests did not run: see above.")
        return read_results(report)
