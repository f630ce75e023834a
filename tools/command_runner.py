"""Runs long programs, with a sign of life; shows the output of failing ones."""

import subprocess
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

from tools.applications import ROOT
from tools.errors import Refusal

_SECONDS_BETWEEN_SIGNS = 10
_LINES_OF_A_FAILURE = 15


def run_command(
    doing: str,
    command: Sequence[str | Path],
    *,
    advice: str,
    folder: Path = ROOT,
    environment: Mapping[str, str] | None = None,
) -> None:
    """Run a program to its end; refuse with advice when it fails."""
    print(f"{doing} ...", flush=True)
    with tempfile.TemporaryFile() as output:
        try:
            process = subprocess.Popen(
                [str(word) for word in command],
                cwd=folder,
                env=environment,
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
            )
        except OSError as error:
            raise Refusal(f"{doing} failed ({error}). {advice}") from None
        if _wait(process) != 0:
            raise Refusal(f"{doing} failed. {advice}\n{_last_words(output)}")


def _wait(process: subprocess.Popen[bytes]) -> int:
    begin = time.monotonic()
    while True:
        try:
            return process.wait(_SECONDS_BETWEEN_SIGNS)
        except subprocess.TimeoutExpired:
            print(f"  {time.monotonic() - begin:.0f} seconds so far", flush=True)
        except KeyboardInterrupt:
            process.wait()
            raise


def _last_words(output: IO[bytes]) -> str:
    output.seek(0)
    lines = output.read().decode(errors="replace").splitlines()
    return "\n".join(f"  {line}" for line in lines[-_LINES_OF_A_FAILURE:])
