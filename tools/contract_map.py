"""Writes the map of the contracts into `docs/`, or checks that it is up to date.

`contracts.html` and `contracts.svg` come from `pacts/` and from `contracts.json`, which
keeps what other commands have found out; `--integrations` and `--impact` take in what
they have found now. No day is in them: the same contracts give the same bytes.
"""

import argparse
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from contract_kit import Interaction, read_pacts
from contract_kit.report import contracts_page, picture, read_check_results
from contract_kit.report.field_index import untried
from tools.applications import ROOT
from tools.contracts.contract_settings import PACTS
from tools.errors import Refusal

DOCS = ROOT / "docs"
FINDINGS = "contracts.json"
_TITLE = "The contracts of Furrow"


def main(words: Sequence[str] | None = None) -> None:
    """Write all three files, or refuse where one of them is old."""
    parser = argparse.ArgumentParser(prog="tools.contract_map")
    parser.add_argument("--integrations", type=Path, help="from contract-kit check")
    parser.add_argument("--impact", type=Path, help="from contract-kit impact")
    parser.add_argument("--check", action="store_true", help="write nothing")
    chosen = parser.parse_args(words)
    fresh = [path for path in (chosen.integrations, chosen.impact) if path]
    interactions = read_pacts(PACTS)
    files = new_files(interactions, DOCS, fresh)
    if chosen.check:
        check(files, DOCS)
        check_impact(interactions, files[FINDINGS])
    else:
        write(files, DOCS)
    print(f"{', '.join(files)} in {DOCS.name}/ show {PACTS.name}/ as it is.")


def new_files(
    interactions: Sequence[Interaction], docs: Path, fresh: Sequence[Path]
) -> dict[str, str]:
    """Make the texts of the files, from what is known already and what is new."""
    known: dict[str, Any] = {}
    for path in [docs / FINDINGS, *fresh]:
        known |= json.loads(path.read_text("utf-8")) if path.exists() else {}
    results = read_check_results(known)
    return {
        FINDINGS: f"{json.dumps(known, indent=1, sort_keys=True)}\n",
        "contracts.html": f"{contracts_page(interactions, results, title=_TITLE)}\n",
        "contracts.svg": f"{picture(interactions, results=results.integrations)}\n",
    }


def write(files: Mapping[str, str], docs: Path) -> None:
    """Replace the files."""
    for name, text in files.items():
        (docs / name).write_text(text, "utf-8")


def check(files: Mapping[str, str], docs: Path) -> None:
    """Refuse where a file is not what it would be now."""
    old = [name for name, text in files.items() if _read(docs / name) != text]
    if old:
        raise Refusal(
            f"Out of date in {docs.name}/: {', '.join(old)}. Run `nox -s map`, look at "
            "the page, and commit it."
        )


def check_impact(interactions: Sequence[Interaction], findings: str) -> None:
    """Refuse where somebody reads a field that was never taken out of an answer."""
    missing = untried(interactions, read_check_results(json.loads(findings)))
    if missing:
        raise Refusal(
            f"{FINDINGS} is older than the contracts, and does not know {missing[0]}"
            f"{f' and {len(missing) - 1} more' if missing[1:] else ''}: "
            "run `nox -s map`, look at the page, and commit it."
        )


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""


if __name__ == "__main__":
    main()
