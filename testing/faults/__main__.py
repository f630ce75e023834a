"""`nox -s break`: lists the faults, breaks a copy on purpose, and says who noticed."""

import argparse
import sys
from collections.abc import Sequence

from testing.faults.detection_score import chosen
from testing.faults.fault_report import fault_list
from testing.faults.named_faults import FAULTS, fault_called
from testing.faults.run_faults import run_fault, run_faults
from testing.faults.semantic_faults import SEMANTIC_FAULTS
from testing.faults.semantic_report import PAGE, run_semantic_faults


def main(words: Sequence[str]) -> int:
    """Do what the words say; 1 where a fault goes unnoticed."""
    parser = argparse.ArgumentParser("nox -s break --", description=__doc__)
    parser.add_argument("name", nargs="?", help="which fault to show")
    parser.add_argument("--all", action="store_true", help="show all of them in turn")
    parser.add_argument(
        "--planted",
        nargs="*",
        metavar="WORD",
        help="plant small changes of meaning, all or those called so",
    )
    parser.add_argument(
        "--write", action="store_true", help="write what was planted into the page"
    )
    options = parser.parse_args(words)
    if options.planted is not None:
        faults = chosen(SEMANTIC_FAULTS, options.planted)
        return run_semantic_faults(faults, PAGE if options.write else None)
    if options.all:
        return run_faults(FAULTS)
    if options.name:
        return run_fault(fault_called(options.name))
    print(fault_list(FAULTS))
    print("\nOne of them: nox -s break -- NAME. All of them: nox -s break -- --all")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
