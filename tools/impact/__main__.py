"""Prints field → consumers → pages: `python -m tools.impact product-service price`.

Words narrow what is printed; `--json FILE` writes everything, for the map.
"""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from contract_kit.quality.impact import measure_impact
from contract_kit.report.check_results import CallFields
from contract_kit.report.links import call_of
from contract_kit.traffic.routes import Routes
from tools.impact.pages_by_field import find_pages
from tools.impact.readers_by_call import call_fields, document
from tools.impact.report import LEGEND, narrowed, report, total
from tools.impact.response_recording import record_responses


def main(words: Sequence[str] | None = None) -> None:
    """Record answers, remove fields, visit pages, and report."""
    parser = argparse.ArgumentParser(prog="tools.impact")
    parser.add_argument("words", nargs="*", help="print only what these speak of")
    parser.add_argument("--json", type=Path, help="write everything to this file")
    chosen = parser.parse_args(words)
    began = time.monotonic()
    print("Providers are verified, and what they answer is recorded.")
    real = record_responses()
    print("Every answer loses every field, and every page is opened without it.")
    pages = find_pages(
        [each.interaction for each in real.answers],
        lambda interaction: call_of(interaction, real.routes),
    )
    calls = call_fields(measure_impact(real.answers), pages)
    if chosen.json:
        _write(chosen.json, calls, real.routes)
    print(report(narrowed(calls, chosen.words)))
    print(f"\n{LEGEND}\n{total(calls)} ({time.monotonic() - began:.0f} s)")


def _write(
    file: Path, calls: Sequence[CallFields], routes: Mapping[str, Routes]
) -> None:
    found = {
        "calls": [document(one) for one in calls],
        "routes": {name: routes[name].document() for name in sorted(routes)},
    }
    file.write_text(f"{json.dumps(found, indent=1)}\n", "utf-8")


if __name__ == "__main__":
    main()
