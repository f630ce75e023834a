"""Runs contract tests in pytest, on all processors, and reads what came of them."""

import subprocess
import sys
import tempfile
import tomllib
from collections.abc import Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path

from contract_kit.quality.junit_results import ContractTestResults, read_junit_results


class PytestDidNotRun(RuntimeError):
    """Pytest could not begin, or collected nothing; it has said why itself."""


def run_tests(
    root: Path, modules: Sequence[Path], *options: str
) -> ContractTestResults:
    """Run these modules; what fails is shown by pytest, and named in the results.

    What pytest prints goes to stderr: a command may have a result to print.
    """
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.xml"
        words = [*_own_options(root), "--junitxml", str(report), *map(str, modules)]
        line = [sys.executable, "-m", "pytest", *words, *options]
        # pact's core writes to the terminal by itself, so pytest must not share ours.
        ended = subprocess.run(line, cwd=root, stdout=sys.stderr.fileno())  # noqa: S603
        if ended.returncode not in (0, 1):
            raise PytestDidNotRun("The contract tests did not run: see above.")
        return read_junit_results(report)


def whole_modules() -> tuple[str, ...]:
    """Keep two workers from sharing a module, where there are workers at all."""
    return ("--dist", "loadfile") if find_spec("xdist") else ()


def _own_options(root: Path) -> Iterator[str]:
    yield from ("-p", "no:cacheprovider")
    if _configures_pytest(root / "pyproject.toml"):
        # Of a single module, a pyproject.toml nearer to it would be taken.
        yield from ("-c", "pyproject.toml")
    if find_spec("xdist"):
        yield from ("-n", "auto")


def _configures_pytest(file: Path) -> bool:
    if not file.is_file():
        return False
    return "pytest" in tomllib.loads(file.read_text("utf-8")).get("tool", {})
