"""Runs named faults: first the contract tests of an unbroken copy, then of broken ones.

A failure means something only where the same tests passed before.
"""

import os
import sys
from collections.abc import Collection
from pathlib import Path

from contract_kit import read_pacts
from testing.faults import fault_report
from testing.faults.contract_results import ContractResults
from testing.faults.contract_tests import (
    ContractTests,
    contract_tests_of,
    run_contract_tests,
)
from testing.faults.fault import Fault
from testing.faults.named_faults import check_interactions_exist
from testing.faults.scratch_copy import ScratchCopy, scratch_copy
from tools.applications import ROOT
from tools.errors import Refusal


def run_fault(fault: Fault) -> int:
    """Print one fault and the tests that fail with it; 1 where nobody notices."""
    check_unbroken(contract_tests_of(fault))
    print(f"{fault.name}: {fault.description}\n", flush=True)
    with scratch_copy() as copy:
        print(_difference(fault, copy), end="\n\n", flush=True)
        results = run_broken(copy, fault)
    print(fault_report.failures(fault, results), end="\n\n")
    print(fault_report.conclusion(fault, results))
    return 1 if results.not_caught(fault) else 0


def run_faults(faults: Collection[Fault]) -> int:
    """Print of each fault what has caught it; 1 where nobody has noticed one."""
    check_unbroken(contract_tests_of(*faults))
    print("Unbroken, the copy keeps all these contracts. Broken, one at a time:\n")
    unnoticed = 0
    for fault in faults:
        with scratch_copy() as copy:
            results = run_broken(copy, fault)
        print(fault_report.row(fault, results), flush=True)
        unnoticed += bool(results.not_caught(fault))
    print(f"\n{len(faults) - unnoticed} of {len(faults)} faults caught by name.")
    return 1 if unnoticed else 0


def check_unbroken(tests: ContractTests, shop: Path = ROOT) -> None:
    """Refuse to go on where the shop is broken already."""
    with scratch_copy(shop) as copy:
        results = run_contract_tests(copy, tests)
    if not results.have_passed:
        raise Refusal(
            "The shop is broken already, before anybody broke it on purpose. Mend it "
            f"first; `nox -s contracts` says more.\n{fault_report.trouble(results)}"
        )


def run_broken(copy: ScratchCopy, fault: Fault) -> ContractResults:
    """Break a copy, and run the tests that are to notice."""
    check_interactions_exist([fault], read_pacts(copy.pacts))
    copy.apply(fault.edits)
    return run_contract_tests(copy, contract_tests_of(fault))


def _difference(fault: Fault, copy: ScratchCopy) -> str:
    in_colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return fault_report.difference(fault, copy.shop, in_colours=in_colours)
