"""Measures the storefront: `.venv/bin/python -m bench.storefront`.

Machines differ and are busy, so the first figure is a ratio: the catalogue page
against a bare Flask page with the same HTML, taken in turns in one run.
"""

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from statistics import median

import requests

from bench.basket import median_add
from bench.load import requests_per_second
from bench.memory import megabytes_below
from tools.applications import ROOT
from tools.ports import free_port
from tools.shop import running_shop
from tools.waiting import comes_true

ROUNDS = 5
SECONDS = 3.0
_PATIENCE = 10.0


def main() -> None:
    """Open a shop, measure, and print what was found beside what is wanted."""
    limits = {"REGISTRATIONS_PER_HOUR": "1000", "NAME_CHECKS_PER_MINUTE": "1000"}
    with running_shop(limits) as shop:
        page = requests.get(shop.url, timeout=5)
        page.raise_for_status()
        with _bare_page(page.text) as yardstick:
            _compare(shop.url, yardstick)
        add = median_add(shop.url) * 1000
        print(f"add to basket, signed in    {add:7.1f} ms median (≤ 25 wanted)")
        held = megabytes_below(os.getpid())
        print(f"all processes of the shop   {held:7.0f} MB PSS (≤ 500 wanted)")


def _compare(url: str, yardstick: str) -> None:
    requests_per_second(url, 1.0)
    requests_per_second(yardstick, 1.0)
    ratios = []
    for turn in range(1, ROUNDS + 1):
        bare = requests_per_second(yardstick, SECONDS)
        shop = requests_per_second(url, SECONDS)
        ratios.append(shop / bare)
        print(
            f"round {turn}: catalogue {shop:6.0f}/s, bare page {bare:6.0f}/s,"
            f" ratio {shop / bare:.2f}",
            flush=True,
        )
    print(f"catalogue against bare page {median(ratios):7.2f} (≥ 0.40 wanted)")


@contextmanager
def _bare_page(html: str) -> Iterator[str]:
    with tempfile.NamedTemporaryFile("w", suffix=".html", encoding="utf-8") as file:
        file.write(html)
        file.flush()
        port = free_port()
        server = subprocess.Popen(
            [sys.executable, "-m", "gunicorn", "-c", "python:service_kit.serving"]
            + ["bench.bare_page:create_app()"],
            cwd=ROOT,
            env=os.environ | {"PORT": str(port), "BENCH_PAGE": file.name},
        )
        try:
            yield _once_it_answers(f"http://127.0.0.1:{port}")
        finally:
            server.terminate()
            server.wait()


def _once_it_answers(url: str) -> str:
    def answers() -> bool:
        try:
            requests.get(url, timeout=1).raise_for_status()
        except requests.ConnectionError:
            return False
        return True

    if not comes_true(answers, _PATIENCE, pause=0.1):
        raise RuntimeError(f"{url} does not answer.")
    return url


if __name__ == "__main__":
    main()
