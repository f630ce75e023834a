"""Lets schemathesis call one service as one caller, and reads what came of it."""

import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tools.applications import ROOT
from tools.shop import RunningShop

# Who calls which service. What a caller may not do is answered, too.
PAIRS = (
    ("product-service", "administrator"),
    ("product-service", "shopper"),
    ("product-service", "order-service"),
    ("user-service", "shopper"),
    ("user-service", "administrator"),
    ("order-service", "shopper"),
    ("order-service", "administrator"),
    ("payment-sandbox", "payer"),
)
# Where a caller is like any other, all has been tried by the others.
_OWN = {"order-service": "^/api/reservations"}
_CHECKS = (
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_schema_conformance",
    "response_headers_conformance",
)


@dataclass(frozen=True)
class FuzzRun:
    """What became of one service and one caller."""

    service: str
    caller: str
    operations: int
    cases: int
    failures: int
    seconds: float
    output: str

    @property
    def is_good(self) -> bool:
        """Return whether every answer was as documented, and there were any."""
        return self.failures == 0 and self.cases > 0


def run(shop: RunningShop, cases: int, pair: tuple[str, str]) -> FuzzRun:
    """Make up so many cases for each operation, the same ones every time."""
    service, caller = pair
    with tempfile.TemporaryDirectory() as folder:
        report = Path(folder) / "report.json"
        ended = subprocess.run(
            _command(shop.services[service], caller, cases, report),
            env=_environment(shop, caller),
            cwd=folder,
            capture_output=True,
            text=True,
        )
        output = ended.stdout + ended.stderr
        found = json.loads(report.read_text()) if report.exists() else {}
    return read_run(service, caller, found, output, is_red=ended.returncode != 0)


def read_run(
    service: str, caller: str, found: dict[str, Any], output: str, *, is_red: bool
) -> FuzzRun:
    """Read a report of schemathesis; one that is missing is a failure."""
    cases = found.get("test_cases", {})
    faults = cases.get("unique_failures", 0) + cases.get("errored", 0)
    return FuzzRun(
        service,
        caller,
        found.get("operations", {}).get("tested", 0),
        cases.get("generated", 0),
        # A run that broke off without a report is a failure, too.
        max(faults, int(is_red)),
        found.get("running_time", 0.0),
        output,
    )


def _command(address: str, caller: str, cases: int, report: Path) -> list[str]:
    own = ("--include-path-regex", _OWN[caller]) if caller in _OWN else ()
    return [
        *(sys.executable, "-m", "schemathesis.cli", "run", f"{address}/openapi.json"),
        *own,
        *("--phases", "examples,coverage,fuzzing", "--checks", ",".join(_CHECKS)),
        *("--max-examples", str(cases), "--generation-deterministic", "--no-shrink"),
        *("--suppress-health-check", "all", "--warnings", "off"),
        *("--continue-on-failure", "--no-color"),
        *("--report", "json", "--report-json-path", str(report)),
    ]


def _environment(shop: RunningShop, caller: str) -> dict[str, str]:
    return {
        **os.environ,
        "FUZZ_SHOP": json.dumps(shop.as_dict()),
        "FUZZ_CALLER": caller,
        "SCHEMATHESIS_HOOKS": "testing.fuzz.schemathesis_hooks",
        "PYTHONPATH": str(ROOT),
    }
