"""`nox -s states`: leaves every state of every promise out once, and lists the idle."""

import sys
import tempfile
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from contract_kit.idle_states import (
    LeftOut,
    complaints_about,
    kept_without,
    write_left_out,
)
from tools.contracts.arrows import PACTS, provider_tests
from tools.contracts.reasons import REASONS
from tools.contracts.runs import run_tests


@dataclass(frozen=True)
class Idle:
    """How many states were left out, and which promises did not notice."""

    left_out: int
    kept: tuple[LeftOut, ...]

    @property
    def complaints(self) -> Collection[str]:
        """Say what is to be mended."""
        return list(complaints_about(self.kept, REASONS))

    def __str__(self) -> str:
        return (
            f"{self.left_out} states were left out, one at a time: {len(self.kept)} "
            f"promises are kept all the same, for {len(REASONS)} reasons."
        )


def find_idle_states() -> Idle:
    """Verify each promise with each of its states left out."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        cases = write_left_out(PACTS, place)
        # Nearly all of these tests fail, as they should.
        quiet = ("--tb=no", "--no-summary", "-q")
        options = ("--dist", "loadfile", "--pacts", str(place), *quiet)
        failed = run_tests(provider_tests(), *options).failed
    return Idle(len(cases), kept_without(cases, failed))


def main() -> int:
    """Print what was found; 1 where a state is there for show."""
    found = find_idle_states()
    for complaint in found.complaints:
        print(complaint)
    print(found)
    return 1 if found.complaints else 0


if __name__ == "__main__":
    sys.exit(main())
