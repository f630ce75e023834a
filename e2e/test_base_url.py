"""The suite itself, sent to a shop that stands already: it tests and reports."""

import os
import re
import socket
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest
import requests

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


def test_address_without_a_shop_is_reported_in_a_sentence(tmp_path: Path) -> None:
    with socket.socket() as asked:
        asked.bind(("127.0.0.1", 0))
        nobody = f"http://127.0.0.1:{asked.getsockname()[1]}"

        run = run_suite("-m", "smoke", "--base-url", nobody, results=tmp_path)

    assert run.returncode == 2
    assert f"No shop stands at {nobody} (ConnectionError)" in run.stdout + run.stderr
    assert "failed" not in run.stdout


def test_packets_of_a_run_are_off_sale_when_it_is_over(
    shop: RunningShop, tmp_path: Path
) -> None:
    services = {"USERS": "user", "PRODUCTS": "product", "ORDERS": "order"}
    environment = {
        f"SHOP_{name}_URL": shop.services[f"{service}-service"]
        for name, service in services.items()
    } | {"SHOP_ADMIN_USER": shop.administrator, "SHOP_ADMIN_PASSWORD": shop.password}

    words = ("-k", "few_that_are_left", "--base-url", shop.url, "--tracing=on")
    results = tmp_path / "results"
    run = run_suite(*words, results=results, **environment)

    assert run.returncode == 0, run.stdout
    slugs = packets_in(next(results.glob("*/trace.zip")))
    places = [f"{shop.services['product-service']}/api/product/{it}" for it in slugs]
    answers = [
        requests.get(place, headers={"X-Consumer": "e2e"}, timeout=10)
        for place in places
    ]
    assert [answer.status_code for answer in answers] == [404]


def packets_in(trace: Path) -> set[str]:
    with zipfile.ZipFile(trace) as kept:
        text = b"".join(kept.read(name) for name in kept.namelist()).decode("latin-1")
    return set(re.findall(r"teapot-[0-9a-f]{8}", text))


def run_suite(
    *words: str, results: Path, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run the suite as somebody at a terminal does, who knows nothing of this run."""
    outside = {
        name: value for name, value in os.environ.items() if "PYTEST" not in name
    }
    outside |= environment
    places = [f"--output={results}", f"--html={results / 'report.html'}"]
    line = [sys.executable, "-m", "pytest", "e2e", *words, *places]
    return subprocess.run(  # noqa: S603 (no shell; the words are ours)
        line, cwd=ROOT, env=outside, capture_output=True, text=True, timeout=120
    )
