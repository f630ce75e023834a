"""Runs a server for the length of a `with`, from the moment it answers."""

import subprocess
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.errors import Refusal
from tools.waiting import comes_true

_SECONDS_TO_OPEN = 60.0
_SECONDS_TO_CLOSE = 60.0


@contextmanager
def server_process(
    line: Sequence[str],
    output: Path,
    answers: Callable[[], bool],
    environment: Mapping[str, str] | None = None,
) -> Iterator[None]:
    """Run a server, its output in a file, and terminate it at the end."""
    with output.open("wb") as file:
        server = subprocess.Popen(line, env=environment, stdout=file, stderr=file)
    try:
        comes_true(
            lambda: answers() or server.poll() is not None, _SECONDS_TO_OPEN, 0.02
        )
        if not answers():
            tail = output.read_text(errors="replace")[-2000:]
            raise Refusal(f"{Path(line[0]).name} does not start:\n{tail}")
        yield
    finally:
        server.terminate()
        server.wait(_SECONDS_TO_CLOSE)
