"""Runs the applications' own tests and contracts on every server that is here.

`nox -s databases` calls it. On SQLite they run anyway.
"""

import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from contract_kit.existing_paths import matching_paths
from testing.resilience.databases.servers import find_servers
from tools.applications import APPLICATIONS, FRONTEND, ROOT

# Of the storefront its sessions alone are in a database.
_SESSIONS = ("test_migrations.py", "test_*session*.py")
_PYTEST = (
    "-m",
    "pytest",
    "-p",
    "no:cacheprovider",
    "-p",
    "testing.resilience.databases.pytest_plugin",
)
# Tests make many an application, and end none; SQLite does not mind.
_LENIENT = ("-W", "ignore::ResourceWarning")


@dataclass(frozen=True)
class SuiteRun:
    """What became of one application's tests on one server."""

    server: str
    application: str
    seconds: float
    output: str
    failed: bool

    def __str__(self) -> str:
        """Write one line, and all output where anything failed."""
        verdict = self.output.strip().splitlines()[-1] if self.output.strip() else ""
        line = f"{self.server:<12}{self.application:<18}{self.seconds:>5.0f} s  "
        return f"{self.output}\n{line}FAILED" if self.failed else f"{line}{verdict}"


def main() -> int:
    """Try every server at the same time; end with 1 where a test has failed."""
    names = [name for name, it in find_servers().items() if it and name != "SQLite"]
    missing = [name for name, it in find_servers().items() if not it]
    with ThreadPoolExecutor(max(1, len(names))) as servers:
        runs = [run for found in servers.map(_try_all, names) for run in found]
    for name in missing:
        print(f"{name}: NOT TRIED: its server is not installed here")
    return int(any(run.failed for run in runs))


def _try_all(server: str) -> list[SuiteRun]:
    return [_try(server, each.folder) for each in APPLICATIONS]


def _try(server: str, folder: str) -> SuiteRun:
    begin = time.monotonic()
    line = (sys.executable, *_PYTEST, *_LENIENT, "--database", server, *_tests(folder))
    done = subprocess.run(line, cwd=ROOT, capture_output=True, text=True)
    seconds = time.monotonic() - begin
    output = done.stdout + done.stderr
    run = SuiteRun(server, folder, seconds, output, bool(done.returncode))
    print(run, flush=True)
    return run


def _tests(folder: str) -> list[str]:
    tests = ROOT / folder / "tests"
    if folder != FRONTEND.folder:
        return [str(tests)]
    return [
        str(path) for pattern in _SESSIONS for path in matching_paths(tests, pattern)
    ]


if __name__ == "__main__":
    sys.exit(main())
