"""Prints field → consumers → pages: `python -m tools.impact product-service price`.

Words narrow what is printed; `--json FILE` writes everything, for the map.
"""

import argparse
import json
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from contract_kit.impact import measure_impact
from contract_kit.map.addresses import call_of
from contract_kit.routes import Routes
from tools.impact.findings import Call, findings
from tools.impact.hearing import hear_answers
from tools.impact.pages import find_pages
from tools.impact.report import LEGEND, narrowed, report, total


def main(words: Sequence[str] | None = None) -> None:
    """Hear, spoil, walk, and tell."""
    parser = argparse.ArgumentParser(prog="tools.impact")
    parser.add_argument("words", nargs="*", help="print only what these speak of")
    parser.add_argument("--json", type=Path, help="write everything to this file")
    chosen = parser.parse_args(words)
    began = time.monotonic()
    print("Providers are held to their promises, and what they answer is kept.")
    real = hear_answers()
    print("Every answer loses every field, and every page is opened without it.")
    pages = find_pages(
        [each.promise for each in real.answers],
        lambda promise: call_of(promise, real.routes),
    )
    calls = findings(measure_impact(real.answers), pages)
    if chosen.json:
        _write(chosen.json, calls, real.routes)
    print(report(narrowed(calls, chosen.words)))
    print(f"\n{LEGEND}\n{total(calls)} ({time.monotonic() - began:.0f} s)")


def _write(file: Path, calls: Sequence[Call], routes: Mapping[str, Routes]) -> None:
    document = {
        "calls": [one.document() for one in calls],
        "routes": {name: routes[name].document() for name in sorted(routes)},
    }
    file.write_text(f"{json.dumps(document, indent=1)}\n", "utf-8")


if __name__ == "__main__":
    main()
