"""`nox -s chaos`: breaks a shop for a while, and says what became of the orders."""

import argparse
import secrets
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from testing.resilience.storms.report import has_passed, report
from testing.resilience.storms.storm_run import StormPlan, run

_SECONDS = 60.0


def main(words: Sequence[str]) -> int:
    """Run, report, and end with 1 where anything was lost or nothing was proved."""
    parser = argparse.ArgumentParser("nox -s chaos --", description=__doc__)
    parser.add_argument("--seconds", type=float, default=_SECONDS)
    parser.add_argument(
        "--seed", type=int, help="repeat the purchases and faults of a run"
    )
    parser.add_argument("--shoppers", type=int, default=StormPlan.shoppers)
    parser.add_argument(
        "--faults", type=float, default=StormPlan.faults_per_second, help="a second"
    )
    parser.add_argument("--journal", type=Path, help="keep every request and response")
    options = parser.parse_args(words)
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    plan = StormPlan(seed, options.seconds, options.shoppers, options.faults)
    # Printed first: a run that is broken off can be repeated too.
    print(f"Seed {seed}. The shop opens, and is broken for {plan.seconds:.0f} s.")
    with tempfile.TemporaryDirectory(prefix="chaos-journal-") as folder:
        result = run(plan, options.journal or Path(folder) / "journal.jsonl")
    print(report(result), flush=True)
    return 0 if has_passed(result) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
