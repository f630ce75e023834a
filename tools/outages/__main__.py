"""`nox -s outages`: loses every service in every way, and looks at every page."""

import argparse
import sys
from collections.abc import Sequence

from tools.outages.faults import PARTS, Kind, all_faults
from tools.outages.report import HEAD, line, report
from tools.outages.run import run
from tools.outages.sights import SESSIONS
from tools.outages.store import is_installed
from tools.outages.table import write_table


def main(words: Sequence[str]) -> int:
    """Play the rounds that are asked for; end with 1 where anything is wrong."""
    parser = argparse.ArgumentParser("nox -s outages --", description=__doc__)
    parser.add_argument("--service", choices=PARTS, help="lose this one alone")
    parser.add_argument("--fault", choices=list(Kind), help="lose it in this way alone")
    parser.add_argument(
        "--write", action="store_true", help="write the table in docs/operations.md"
    )
    wish = parser.parse_args(words)
    faults = [
        fault
        for fault in all_faults()
        if wish.service in (None, fault.service) and wish.fault in (None, fault.kind)
    ]
    if not is_installed():
        print("There is no Redis here: the session store is not lost.")
        faults = [fault for fault in faults if fault.service != SESSIONS]
    print(HEAD, flush=True)
    outcome = run(faults, lambda played: print(line(played), flush=True))
    print(report(outcome), flush=True)
    if wish.write and not outcome.complaints and faults == all_faults():
        write_table(outcome)
    return 1 if outcome.complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
