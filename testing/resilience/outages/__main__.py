"""`nox -s outages`: loses every service in every way, and looks at every page."""

import argparse
import sys
from collections.abc import Sequence

from testing.resilience.outages.docs_tables import write_table
from testing.resilience.outages.expectations import SESSIONS
from testing.resilience.outages.outage import PARTS, OutageKind, all_outages
from testing.resilience.outages.outage_run import run
from testing.resilience.outages.redis_server import is_installed
from testing.resilience.outages.report import HEAD, line, report


def main(words: Sequence[str]) -> int:
    """Run the outages that are asked for; end with 1 where anything is wrong."""
    parser = argparse.ArgumentParser("nox -s outages --", description=__doc__)
    parser.add_argument("--service", choices=PARTS, help="lose this one alone")
    ways = list(OutageKind)
    parser.add_argument("--fault", choices=ways, help="lose it in this way alone")
    parser.add_argument(
        "--write",
        action="store_true",
        help="write docs/reference/outages.md",
    )
    options = parser.parse_args(words)
    outages = [
        outage
        for outage in all_outages()
        if options.service in (None, outage.service)
        and options.fault in (None, outage.kind)
    ]
    if not is_installed():
        print("There is no Redis here: the session store is not lost.")
        outages = [outage for outage in outages if outage.service != SESSIONS]
    print(HEAD, flush=True)
    results = run(outages, lambda each: print(line(each), flush=True))
    print(report(results), flush=True)
    if options.write and not results.complaints and outages == all_outages():
        write_table(results)
    return 1 if results.complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
