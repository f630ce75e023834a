"""No unpacted traffic: what applications sent while the tests ran was all agreed on.

The shop writes down every request between applications (`tools.traffic_recording_app`);
when the last test is over, `contract_kit` compares each call with `pacts/`. It runs in
`.venv`: the environment of the tests needs none of its packages.
"""

import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from tools.applications import ROOT
from tools.dev_environment import PYTHON
from tools.shop.developer_settings import TRAFFIC

# What the tests themselves ask of a service carries this name: `X-Consumer: e2e`.
TESTS = "e2e"
_PACTS = ROOT / "pacts"
_ADVICE = """\
Every call above needs an interaction. Declare it in `<consumer>/tests/contract`,
through the client that makes the call, and run `nox -s pacts`; or let the consumer stop
asking."""


@dataclass(frozen=True)
class Verdict:
    """What the check printed, and whether every call was agreed on."""

    text: str
    is_clean: bool


@dataclass(frozen=True)
class RecordedTraffic:
    """Where the shop of this run records what its applications send."""

    folder: Path

    @property
    def environment(self) -> dict[str, str]:
        """The settings of the shop that let it record."""
        return {TRAFFIC: str(self.folder)}

    def check(self, report: Path, is_part: bool) -> Verdict:
        """Hold all of it against the pacts, and write the whole report to a file."""
        words = [
            *(str(PYTHON), "-m", "contract_kit", "coverage"),
            *("--pacts", str(_PACTS), "--traffic", str(self.folder)),
            *("--outsider", TESTS, "--report", str(report)),
            *(["--part"] if is_part else []),
        ]
        check = subprocess.run(words, capture_output=True, text=True)
        if check.returncode == 0:
            return Verdict(check.stdout, is_clean=True)
        return Verdict(f"{check.stdout}{check.stderr}\n{_ADVICE}\n", is_clean=False)

    def keep(self, place: Path) -> None:
        """Copy what was recorded to where it can be read when the run is over."""
        shutil.copytree(self.folder, place, dirs_exist_ok=True)
