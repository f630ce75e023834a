"""Runs the contract tests of a commit in a copy of it, away from everything else."""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path

# A hang has to end; two hundred interactions took five minutes on a busy machine.
_SECONDS = 1200
_LINES = 15
# Options of the pytest outside do not apply to the one inside.
_FOREIGN = ("PYTEST_", "COV_CORE_", "GIT_")

Done = subprocess.CompletedProcess[bytes]


class Undecided(Exception):
    """Nobody could find out: something else than the pact went wrong."""


def run_pytest(
    imports: Iterable[str],
    place: Path,
    words: Iterable[str],
    variables: Mapping[str, str] | None = None,
) -> Done:
    """Run pytest in `place/copy`; raise `Undecided` where it takes too long."""
    roots = [place, *(place / "copy" / path for path in imports)]
    clean = {k: v for k, v in os.environ.items() if not k.startswith(_FOREIGN)}
    own = ("-c", "pyproject.toml", "-p", "no:cacheprovider")
    try:
        return subprocess.run(  # noqa: S603 - this interpreter, and words of our own
            [sys.executable, "-m", "pytest", *own, *words],
            cwd=place / "copy",
            env=clean
            | {
                # The copy comes before whatever is installed.
                "PYTHONPATH": os.pathsep.join(map(str, roots)),
                "PYTHONDONTWRITEBYTECODE": "1",
            }
            | dict(variables or {}),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_SECONDS,
        )
    except subprocess.TimeoutExpired:
        raise Undecided(f"The verification took over {_SECONDS} seconds.") from None


def end_of_output(done: Done) -> str:
    """Return the last lines of what a run has printed."""
    output = (done.stdout + done.stderr).decode(errors="replace").strip()
    return "\n".join(output.splitlines()[-_LINES:])
