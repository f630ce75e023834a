"""The suite itself, sent to a shop that stands already: it tests, tells and reports."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tools.applications import ROOT
from tools.shop import RunningShop

pytestmark = pytest.mark.local


def test_standing_shop_is_tested_and_reported_on(
    shop: RunningShop, tmp_path: Path
) -> None:
    results = tmp_path / "results"

    run = run_suite("-k", "is_whole", "--base-url", shop.url, results=results)

    assert run.returncode == 0, run.stdout
    assert f"shop: {shop.url}" in run.stdout
    assert "1 passed" in run.stdout
    assert "test_shop_is_whole" in (results / "report.html").read_text()


def run_suite(*words: str, results: Path) -> subprocess.CompletedProcess[str]:
    """Run the suite as somebody at a terminal does, who knows nothing of this run."""
    outside = {
        name: value for name, value in os.environ.items() if "PYTEST" not in name
    }
    places = [f"--output={results}", f"--html={results / 'report.html'}"]
    line = [sys.executable, "-m", "pytest", "e2e", *words, *places]
    return subprocess.run(  # noqa: S603 (no shell; the words are ours)
        line, cwd=ROOT, env=outside, capture_output=True, text=True, timeout=120
    )
