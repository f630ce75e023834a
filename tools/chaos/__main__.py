"""`nox -s chaos`: breaks a shop for a while, and says what became of the orders."""

import argparse
import secrets
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from tools.chaos.report import has_passed, report
from tools.chaos.run import Plan, run

_SECONDS = 60.0


def main(words: Sequence[str]) -> int:
    """Run, report, and end with 1 where anything was lost or nothing was proved."""
    parser = argparse.ArgumentParser("nox -s chaos --", description=__doc__)
    parser.add_argument("--seconds", type=float, default=_SECONDS)
    parser.add_argument(
        "--seed", type=int, help="repeat the wishes and faults of a run"
    )
    parser.add_argument("--shoppers", type=int, default=Plan.shoppers)
    parser.add_argument(
        "--faults", type=float, default=Plan.faults_per_second, help="a second"
    )
    parser.add_argument("--journal", type=Path, help="keep every question and answer")
    wish = parser.parse_args(words)
    seed = secrets.randbelow(10**6) if wish.seed is None else wish.seed
    plan = Plan(seed, wish.seconds, wish.shoppers, wish.faults)
    # Said first: a run that is broken off can be repeated too.
    print(f"Seed {seed}. The shop opens, and is broken for {plan.seconds:.0f} s.")
    with tempfile.TemporaryDirectory(prefix="chaos-journal-") as folder:
        outcome = run(plan, wish.journal or Path(folder) / "journal.jsonl")
    print(report(outcome), flush=True)
    return 0 if has_passed(outcome) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
