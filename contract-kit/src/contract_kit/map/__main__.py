"""Writes the map and its picture from the command line."""

import argparse
import json
from collections.abc import Sequence
from pathlib import Path

from contract_kit.map import contract_map, picture, read_results
from contract_kit.pact_files import pacts_or_exit


def main(arguments: Sequence[str] | None = None) -> None:
    """Write what was asked for, and nothing else."""
    parser = argparse.ArgumentParser(prog="contract_kit.map")
    parser.add_argument("--pacts", type=Path, default=Path("pacts"))
    parser.add_argument(
        "--results", type=Path, help="findings of other chores, as JSON"
    )
    parser.add_argument("--title", default="Contracts")
    parser.add_argument("--page", type=Path, help="write the page to this file")
    parser.add_argument("--picture", type=Path, help="write the picture to this file")
    chosen = parser.parse_args(arguments)
    promises = pacts_or_exit(chosen.pacts)
    found = json.loads(chosen.results.read_text("utf-8")) if chosen.results else {}
    results = read_results(found)
    if chosen.page:
        page = contract_map(promises, results, title=chosen.title)
        chosen.page.write_text(page, "utf-8")
    if chosen.picture:
        drawing = picture(promises, results=results.arrows)
        chosen.picture.write_text(f"{drawing}\n", "utf-8")


if __name__ == "__main__":
    main()
