"""A walk through the gallery: first the unbroken shop, then what hurried people did.

Red means something only where the same tests were green before.
"""

import os
import sys
from collections.abc import Collection
from pathlib import Path

from contract_kit import read_pacts
from tools.applications import ROOT
from tools.breakages import showing
from tools.breakages.breakage import Breakage
from tools.breakages.checks import Checks, checks_of, judge
from tools.breakages.gallery import demand_promises
from tools.breakages.scratch import Scratch, scratch_copy
from tools.breakages.verdict import Verdict
from tools.refusal import Refusal


def break_one(breakage: Breakage) -> int:
    """Show one breakage and the tests that it turns red; 1 where nobody notices."""
    demand_unbroken(checks_of(breakage))
    print(f"{breakage.name}: {breakage.deed}\n", flush=True)
    with scratch_copy() as scratch:
        print(_difference(breakage, scratch), end="\n\n", flush=True)
        verdict = judge_broken(scratch, breakage)
    print(showing.told(breakage, verdict), end="\n\n")
    print(showing.conclusion(breakage, verdict))
    return 1 if verdict.lets_pass(breakage) else 0


def break_everything(gallery: Collection[Breakage]) -> int:
    """Tell of each breakage who has caught it; 1 where nobody has noticed one."""
    demand_unbroken(checks_of(*gallery))
    print("Unbroken, the copy keeps all these promises. Broken, one at a time:\n")
    unnoticed = 0
    for breakage in gallery:
        with scratch_copy() as scratch:
            verdict = judge_broken(scratch, breakage)
        print(showing.row(breakage, verdict), flush=True)
        unnoticed += bool(verdict.lets_pass(breakage))
    print(f"\n{len(gallery) - unnoticed} of {len(gallery)} breakages caught by name.")
    return 1 if unnoticed else 0


def demand_unbroken(checks: Checks, shop: Path = ROOT) -> None:
    """Refuse to go on where the shop is broken already."""
    with scratch_copy(shop) as scratch:
        verdict = judge(scratch, checks)
    if not verdict.is_green:
        raise Refusal(
            "The shop is broken already, before anybody broke it on purpose. Mend it "
            f"first; `nox -s contracts` says more.\n{showing.trouble(verdict)}"
        )


def judge_broken(scratch: Scratch, breakage: Breakage) -> Verdict:
    """Break a copy, and put it to the tests that are to notice."""
    demand_promises([breakage], read_pacts(scratch.pacts))
    scratch.break_on_purpose(breakage)
    return judge(scratch, checks_of(breakage))


def _difference(breakage: Breakage, scratch: Scratch) -> str:
    in_colours = sys.stdout.isatty() and "NO_COLOR" not in os.environ
    return showing.difference(breakage, scratch.shop, in_colours=in_colours)
