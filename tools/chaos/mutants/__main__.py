"""`python -m tools.chaos.mutants`: breaks the protocol six times, and says who sees."""

import argparse
import sys
from collections.abc import Sequence

from tools.chaos.mutants.gallery import MUTANTS, mutant_called
from tools.chaos.mutants.trial import try_mutant


def main(words: Sequence[str]) -> int:
    """Try mutants; end with 1 where the harness does not see one."""
    parser = argparse.ArgumentParser("python -m tools.chaos.mutants")
    parser.add_argument("names", nargs="*", help="which mutants to try")
    names = parser.parse_args(words).names
    unseen = 0
    for mutant in map(mutant_called, names) if names else MUTANTS:
        finding = try_mutant(mutant)
        is_seen = bool(mutant.seen_as & finding.kinds)
        unseen += not is_seen
        kinds = ", ".join(sorted(finding.kinds)) or "NOT CAUGHT"
        print(f"{mutant.name}: {mutant.deed}\n    {kinds}", flush=True)
        if names:
            print(finding.words)
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
