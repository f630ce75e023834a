"""Measure the storefront: `.venv/bin/python -m bench.storefront`.

Machines differ and are busy, so the first figure is a ratio: the catalogue page
against a bare Flask page with the same HTML, taken in turns in one run.
"""

import os
from statistics import median

import requests

from bench.bare_page_server import bare_page
from bench.click_latency import median_add, median_checkout
from bench.process_memory import megabytes_below
from bench.throughput import requests_per_second
from tools.shop import running_shop

ROUNDS = 5
SECONDS = 3.0


def main() -> None:
    """Open a shop and measure; print each figure and its limit."""
    limits = {"REGISTRATIONS_PER_HOUR": "1000", "NAME_CHECKS_PER_MINUTE": "1000"}
    with running_shop(limits) as shop:
        page = requests.get(shop.url, timeout=5)
        page.raise_for_status()
        with bare_page(page.text) as baseline:
            _compare(shop.url, baseline)
        add = median_add(shop.url) * 1000
        print(f"add to basket, signed in    {add:7.1f} ms median (≤ 25 wanted)")
        order = median_checkout(shop.url) * 1000
        print(f"checkout, nobody else there {order:7.1f} ms median (≤ 60 wanted)")
        held = megabytes_below(os.getpid())
        print(f"all processes of the shop   {held:7.0f} MB PSS (≤ 500 wanted)")


def _compare(url: str, baseline: str) -> None:
    requests_per_second(url, 1.0)
    requests_per_second(baseline, 1.0)
    ratios = []
    for turn in range(1, ROUNDS + 1):
        bare = requests_per_second(baseline, SECONDS)
        shop = requests_per_second(url, SECONDS)
        ratios.append(shop / bare)
        print(
            f"round {turn}: catalogue {shop:6.0f}/s, bare page {bare:6.0f}/s,"
            f" ratio {shop / bare:.2f}",
            flush=True,
        )
    print(f"catalogue against bare page {median(ratios):7.2f} (≥ 0.40 wanted)")


if __name__ == "__main__":
    main()
