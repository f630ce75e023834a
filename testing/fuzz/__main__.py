"""Opens a shop and lets everybody call everything: `nox -s fuzz`.

`--cases N` makes more of them for each operation; a word takes one service alone.
"""

import argparse
import sys
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from testing.fuzz.schemathesis_runs import PAIRS, FuzzRun, run
from tools.shop import running_shop

# Limits that no made-up call meets, and passwords that cost nothing.
SETTINGS = {
    "ENVIRONMENT": "test",
    "LOG_LEVEL": "ERROR",
    "HASH_MEMORY_KIB": "64",
    "HASH_PASSES": "1",
    "LOGIN_FAILURES": "1000000",
    "LOGIN_FAILURES_PER_ACCOUNT": "1000000",
    "LOGIN_FAILURES_PER_NETWORK": "1000000",
    "SIGN_INS_PER_HOUR": "1000000",
    "REGISTRATIONS_PER_HOUR": "1000000",
    "NAME_CHECKS_PER_MINUTE": "1000000",
}
_CASES = 20
_AT_ONCE = 2
_FORM = "{:16} {:15} {:>10} {:>6} {:>8} {:>8}"


def main(words: Sequence[str] | None = None) -> None:
    """Call every pair, print what came of it, and fail with them."""
    services = sorted({service for service, _ in PAIRS})
    parser = argparse.ArgumentParser(prog="testing.fuzz")
    parser.add_argument("services", nargs="*", choices=[[], *services])
    parser.add_argument("--cases", type=int, default=_CASES)
    chosen = parser.parse_args(words)
    pairs = [pair for pair in PAIRS if pair[0] in (chosen.services or services)]
    began = time.monotonic()
    with running_shop(SETTINGS) as shop, ThreadPoolExecutor(_AT_ONCE) as pool:
        runs = list(pool.map(partial(run, shop, chosen.cases), pairs))
    print(*(one.output for one in runs if not one.is_good), sep="\n")
    print(_table(runs))
    print(f"{time.monotonic() - began:.0f} s in all.")
    sys.exit(0 if all(one.is_good for one in runs) else 1)


def _table(runs: Sequence[FuzzRun]) -> str:
    head = ("service", "caller", "operations", "cases", "failures", "seconds")
    lines = [
        (
            *(one.service, one.caller, one.operations, one.cases, one.failures),
            f"{one.seconds:.0f}",
        )
        for one in runs
    ]
    cases = sum(one.cases for one in runs)
    failures = sum(one.failures for one in runs)
    total = ("together", "", "", cases, failures, "")
    return "\n".join(_FORM.format(*line) for line in (head, *lines, total))


if __name__ == "__main__":
    main()
