"""`python -m testing.faults.checkout_protocols`: breaks the checkout in six ways."""

import argparse
import sys
from collections.abc import Sequence

from testing.faults.checkout_protocols.broken_protocol_run import run_broken
from testing.faults.checkout_protocols.broken_protocols import (
    PROTOCOLS,
    protocol_called,
)


def main(words: Sequence[str]) -> int:
    """Try broken protocols; end with 1 where the harness does not see one."""
    parser = argparse.ArgumentParser("python -m testing.faults.checkout_protocols")
    parser.add_argument("names", nargs="*", help="which protocols to break")
    names = parser.parse_args(words).names
    unseen = 0
    for protocol in map(protocol_called, names) if names else PROTOCOLS:
        result = run_broken(protocol)
        is_seen = bool(protocol.seen_as & result.kinds)
        unseen += not is_seen
        kinds = ", ".join(sorted(result.kinds)) or "NOT CAUGHT"
        print(f"{protocol.name}: {protocol.description}\n    {kinds}", flush=True)
        if names:
            print(result.output)
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
