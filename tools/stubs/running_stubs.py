"""The storefront on stubs for the length of a `with`, for tests of its pages.

The caller may live in any environment: the storefront itself runs in `.venv`.
"""

import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from tools.applications import ROOT
from tools.shop.launcher import launched


@dataclass(frozen=True)
class RunningStubs:
    """Where the storefront is, and what those behind it were asked."""

    url: str
    services: Mapping[str, str]
    log: Path
    _launcher: subprocess.Popen[bytes] = field(repr=False)

    def prefer(self, name: str) -> str:
        """Prefer a state or a description from now on; return what the stubs answer."""
        orders, listen = self._launcher.stdin, self._launcher.stdout
        if not (orders and listen):
            return ""
        orders.write(f"{name}\n".encode())
        orders.flush()
        return listen.readline().decode().strip()

    @property
    def gaps(self) -> list[str]:
        """Every call so far that no contract knows, with the nearest one."""
        lines = self.log.read_text("utf-8").splitlines()
        return [
            line.removeprefix("WARNING ")
            for line in lines
            if line.startswith("WARNING ")
        ]


@contextmanager
def running_stubs(
    prefer: Sequence[str] = (), pacts: Path = ROOT / "pacts"
) -> Iterator[RunningStubs]:
    """Open the storefront on free ports, preferring states or descriptions."""
    words = ["--pacts", str(pacts)]
    for name in prefer:
        words += ["--prefer", name]
    with (
        tempfile.TemporaryFile() as errors,
        launched("tools.stubs", *words, environment={}, errors=errors) as (it, facts),
    ):
        yield RunningStubs(facts["url"], facts["services"], Path(facts["log"]), it)
